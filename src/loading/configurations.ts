import { saidBy } from '../packages/naming-conventions.ts';
import type { Condition, Evidence } from '../types.ts';
import type { Value } from './evidence/environment.ts';

/** What names the classes that take the part of settings modules. */
export interface ConfigurationEvidence {
  /** What production's processes are given in DJANGO_CONFIGURATION. */
  readonly set: readonly Value[];
  /** What servers take where nothing is given to them. */
  readonly defaults: readonly Value[];
  /** Whether production is seen not to set it. */
  readonly isUnset: boolean;
}

/** What is known of a class: that production uses it, that developers alone do, or neither. */
export type ClassUse =
  | { readonly by: 'production' }
  /** With what production is given in its place; null where only names tell. */
  | { readonly by: 'developers'; readonly other: Value | null }
  | { readonly by: 'default'; readonly from: Value }
  | { readonly by: 'unknown' };

const HEAD = /^class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:/gm;

/**
 * Who uses a class of settings: production, where evidence names it or a class that is built on it; else its name and
 * those of the classes that are built on it tell. A default of developers' holds where nothing sets the variable.
 * @param text that of the module.
 * @see https://django-configurations.readthedocs.io/en/stable/#quickstart
 */
export function useOfClass(name: string, text: string, { set, defaults, isUnset }: ConfigurationEvidence): ClassUse {
  const bases = new Map(
    [...text.matchAll(HEAD)].map(([, each = '', listed = '']) => [each, listed.split(',').map((base) => base.trim())]),
  );
  const isBuiltOn = (each: string, seen: ReadonlySet<string> = new Set()): boolean =>
    each === name ||
    (!seen.has(each) && (bases.get(each) ?? []).some((base) => isBuiltOn(base, new Set([...seen, each]))));
  if (set.some(({ value }) => isBuiltOn(value))) return { by: 'production' };
  const users = [...bases.keys()].filter((each) => isBuiltOn(each));
  const isTheirs = isNamed(name, 'development') && !users.some((each) => isNamed(each, 'production'));
  // A class that images are built with says nothing of the one that they run with.
  const other = set.find(({ value }) => !/^build/i.test(value)) ?? null;
  const byDefault = other !== null ? undefined : defaults.find(({ value }) => isBuiltOn(value));
  if (byDefault !== undefined) return isTheirs && !isUnset ? { by: 'default', from: byDefault } : { by: 'production' };
  if (isTheirs) return { by: 'developers', other };
  return users.some((each) => isNamed(each, 'production')) ? { by: 'production' } : { by: 'unknown' };
}

function isNamed(name: string, kind: 'production' | 'development'): boolean {
  return saidBy(name).kind === kind;
}

/** Some conditions with those put right that are classes: production's are none, and developers' are theirs. */
export function resolved(conditions: readonly Condition[], useOf: (name: string) => ClassUse): readonly Condition[] {
  return conditions.flatMap((condition) => {
    if (condition.configuration === undefined) return [condition];
    const use = useOf(condition.configuration);
    if (use.by === 'production') return [];
    if (use.by === 'developers')
      return [{ ...condition, holds: false, byName: use.other === null, ...overruled(use.other) }];
    if (use.by === 'unknown') return [condition];
    return [{ ...condition, standard: { ...evidence(use.from), variable: VARIABLE, holds: true, isTaken: false } }];
  });
}

const VARIABLE = 'DJANGO_CONFIGURATION';

function overruled(other: Value | null): Pick<Condition, 'overruledBy'> {
  return other === null ? {} : { overruledBy: evidence(other) };
}

function evidence({ value, file, line }: Value): Evidence {
  return { file, line, text: `${VARIABLE}=${value}` };
}
