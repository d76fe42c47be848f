import type { Line } from '../lines.ts';
import type { Described } from '../types.ts';
import { ownershipOf } from './ownership.ts';

/** A URL pattern as the probe describes it. */
export type Pattern = {
  readonly route: string;
  readonly module: string | null;
  /** File and line of what put it there, where a trace tells. */
  readonly place?: readonly [string, number];
} & (
  | { readonly view: string; readonly name: string | null }
  /** The namespace and the name of the application that patterns are included for. */
  | { readonly names: readonly (string | null)[]; readonly patterns: readonly Pattern[] }
);

/** A URL pattern by itself. */
export interface PatternEntry {
  /** Its whole route, and what it leads to. */
  readonly entry: Described;
  readonly place: Line | null;
  /** The modules whose patterns it is among, the innermost first, without the root's. */
  readonly urlconfs: readonly string[];
}

/** URL patterns in the order in which they are tried, less those of some packages. */
export function patternEntries(patterns: readonly Pattern[], packages: readonly string[]): PatternEntry[] {
  const owns = ownershipOf(packages);
  const isTheirs = (pattern: Pattern): boolean =>
    owns(pattern.module) ||
    ('patterns' in pattern && pattern.patterns.length > 0 && pattern.patterns.every((inner) => isTheirs(inner)));
  const within = (found: readonly Pattern[], prefix: string, urlconfs: readonly string[]): PatternEntry[] =>
    found.flatMap((pattern) => {
      if (isTheirs(pattern)) return [];
      const route = prefix + pattern.route;
      const where = { place: pattern.place ? { file: pattern.place[0], line: pattern.place[1] } : null, urlconfs };
      if ('view' in pattern) return [{ entry: [route, pattern.view, pattern.name], ...where }];
      const [namespace, application] = pattern.names;
      const entry = [route, `namespace ${namespace ?? 'None'} of ${application ?? 'None'}`];
      const inner = pattern.module === null ? urlconfs : [pattern.module, ...urlconfs];
      return [{ entry, ...where }, ...within(pattern.patterns, route, inner)];
    });
  return within(patterns, '', []);
}
