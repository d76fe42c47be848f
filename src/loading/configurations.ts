import { saidBy } from '../packages/naming-conventions.ts';
import type { Condition } from '../types.ts';
import type { Value } from './evidence/environment.ts';
import type { Doubt } from './types.ts';

/** What names the classes that take the part of settings modules. */
export interface ConfigurationEvidence {
  /** What production's processes are given in DJANGO_CONFIGURATION. */
  readonly set: readonly string[];
  /** What servers take where nothing is given to them. */
  readonly defaults: readonly Value[];
}

/** What is known of a class: that production uses it, that developers alone do, or neither. */
export type ClassUse =
  | { readonly by: 'production' }
  | { readonly by: 'developers'; readonly byName: boolean }
  | { readonly by: 'unknown'; readonly from: Value | null };

const HEAD = /^class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:/gm;

/**
 * Who uses a class of settings: production, where evidence names it or a class that is built on it; else its name and
 * those of the classes that are built on it tell. A default of developers' beside a class for production leaves it open.
 * @param text that of the module.
 * @see https://django-configurations.readthedocs.io/en/stable/#quickstart
 */
export function useOfClass(name: string, text: string, { set, defaults }: ConfigurationEvidence): ClassUse {
  const bases = new Map(
    [...text.matchAll(HEAD)].map(([, each = '', listed = '']) => [each, listed.split(',').map((base) => base.trim())]),
  );
  const isBuiltOn = (each: string, seen: ReadonlySet<string> = new Set()): boolean =>
    each === name ||
    (!seen.has(each) && (bases.get(each) ?? []).some((base) => isBuiltOn(base, new Set([...seen, each]))));
  if (set.some((value) => isBuiltOn(value))) return { by: 'production' };
  const users = [...bases.keys()].filter((each) => isBuiltOn(each));
  const isTheirs = isNamed(name, 'development') && !users.some((each) => isNamed(each, 'production'));
  // A class that images are built with says nothing of the one that they run with.
  const isSet = set.some((value) => !/^build/i.test(value));
  const byDefault = isSet ? undefined : defaults.find(({ value }) => isBuiltOn(value));
  if (byDefault !== undefined && !isTheirs) return { by: 'production' };
  if (byDefault !== undefined) return { by: 'unknown', from: byDefault };
  if (isTheirs) return { by: 'developers', byName: !isSet };
  return users.some((each) => isNamed(each, 'production')) ? { by: 'production' } : { by: 'unknown', from: null };
}

function isNamed(name: string, kind: 'production' | 'development'): boolean {
  return saidBy(name).kind === kind;
}

/** Conditions with those that are classes put right: production's are none, and developers' are theirs. */
export interface Resolved {
  readonly conditions: readonly Condition[];
  /** Why it is not known who uses a class; null where it is known. */
  readonly doubt: Doubt | null;
}

/** Puts those of some conditions right that are classes. */
export function resolved(conditions: readonly Condition[], useOf: (name: string) => ClassUse): Resolved {
  let doubt: Doubt | null = null;
  const kept = conditions.flatMap((condition) => {
    if (condition.configuration === undefined) return [condition];
    const use = useOf(condition.configuration);
    if (use.by === 'unknown' && use.from !== null) {
      const why = `takes class ${use.from.value} where DJANGO_CONFIGURATION is not set, and nothing tells whether it is`;
      doubt = { file: use.from.file, line: use.from.line, why };
    }
    if (use.by === 'production') return [];
    return [use.by === 'developers' ? { ...condition, holds: false, byName: use.byName } : condition];
  });
  return { conditions: kept, doubt };
}
