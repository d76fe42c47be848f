import { saidByCompose } from '../../packages/naming-conventions.ts';
import type { Given } from '../../python/semantics/values/world.ts';
import { escaped } from '../../util/pattern.ts';
import { COMPOSE } from './sources.ts';

/** A text that may give variables. */
export interface Source {
  readonly path: string;
  readonly code: string;
  /** What gives variables. */
  readonly setting: string;
  /** Whether only one way into the program runs it: by another, such as manage.py, the variable is not set. */
  readonly open: boolean;
}

/** What is known of another variable. */
type LookUp = (variable: string) => Given | null;

const VALUE = String.raw`(?:"([^"\n]*)"|'([^'\n]*)'|(\$\{[^}\n]*\}|\(\([^)\n]*\)\)|[^\s"',;#{}[\])]+))`;

/**
 * `NAME=value`, `NAME: value` and `"NAME": {"value": "x"}`; `ENV NAME value`; `name: NAME` above `value: x`.
 * @see https://docs.docker.com/reference/dockerfile/#env https://fly.io/docs/reference/configuration/#the-env-variables-section
 */
function patternsFor(variable: string): readonly RegExp[] {
  const name = escaped(variable);
  const inside = String.raw`(?:\{[^{}]*?["']?value["']?\s*:\s*)?`;
  return [
    new RegExp(String.raw`(?<![\w$.{%-])${name}["']?[ \t]*(?:=(?!=)|:(?!-))[ \t]*${inside}${VALUE}`, 'g'),
    new RegExp(String.raw`^[ \t]*ENV[ \t]+${name}[ \t]+${VALUE}`, 'gm'),
    new RegExp(String.raw`\b(?:name|key)["']?\s*:\s*["']?${name}["']?\s*,?\s*["']?value["']?\s*:\s*${VALUE}`, 'g'),
  ];
}

/** `os.environ.setdefault("NAME", "value")`, `os.environ["NAME"] = "value"`, and `"NAME=value"` in a gunicorn.conf.py. */
function patternsInPython(variable: string): readonly RegExp[] {
  const name = escaped(variable);
  return [
    new RegExp(
      String.raw`\benviron(?:\.setdefault\(|\[)\s*["']${name}["']\s*(?:,|\]\s*=(?!=))\s*["']([^"'\n]*)["']`,
      'g',
    ),
    new RegExp(String.raw`["']${name}=([^"'\n]*)["']`, 'g'),
  ];
}

/** What some texts give a variable; null where none of them names it. @param lookUp asks for one that is put into its value. */
export function valuesIn(sources: readonly Source[], variable: string, lookUp: LookUp): Given | null {
  const found = sources.flatMap((source) =>
    writtenIn(source, variable, lookUp).map((each) => ({ ...each, path: source.path, isElsewhere: source.open })),
  );
  return found.length === 0 ? null : together(withoutOverridden(found));
}

/** What each place of a text gives a variable, with its offset. */
export function writtenIn(
  { path, setting }: Source,
  variable: string,
  lookUp: LookUp,
): readonly (Given & { readonly index: number })[] {
  if (!setting.includes(variable)) return [];
  const patterns = path.endsWith('.py') ? patternsInPython(variable) : patternsFor(variable);
  return patterns.flatMap((pattern) =>
    Array.from(setting.matchAll(pattern), ({ 0: all, 1: double, 2: single, 3: bare, index }) => {
      const value = resolved(double ?? single ?? bare ?? '', lookUp);
      return { ...value, index: index + all.indexOf(all.trimStart()) };
    }),
  );
}

interface Found extends Given {
  readonly path: string;
  readonly isElsewhere: boolean;
}

/** A compose file for production overrides what the plain one beside it says. */
function withoutOverridden(found: readonly Found[]): readonly Found[] {
  const isOverride = ({ path }: Found) => COMPOSE.test(path) && saidByCompose(path).kind === 'production';
  if (!found.some(isOverride)) return found;
  return found.filter((each) => !COMPOSE.test(each.path) || isOverride(each));
}

function together(found: readonly Found[]): Given {
  return {
    values: [...new Set(found.flatMap(({ values }) => values))],
    open: found.some(({ open }) => open) || found.every(({ isElsewhere }) => isElsewhere),
  };
}

/** A place that another variable's value is put into: `${X}`, `$X`, and Cloud Foundry's and Concourse's `((x))`. */
const HOLE = /^(?:\$\{(\w+)\}|\$(\w+)|\(\(([\w-]+)\)\))$/;

/** A value, the default of `${X:-1}`, or what is known of the variable that is put in; else something else puts it in. */
function resolved(written: string, lookUp: LookUp): Given {
  const standard = /^\$\{\w+:?-([^{}]*)\}$/.exec(written)?.[1];
  if (standard !== undefined) return { values: [standard], open: true };
  const [, ...names] = HOLE.exec(written) ?? [];
  const name = names.find((each) => each !== undefined);
  const known = name === undefined ? null : lookUp(name);
  if (known !== null) return known;
  return /[$<]|\{\{|\(\(|%\(/.test(written) ? { values: [], open: true } : { values: [written], open: false };
}
