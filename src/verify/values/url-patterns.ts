import type { Described } from '../types.ts';
import { ownershipOf } from './ownership.ts';

/** A URL pattern as the probe describes it. */
export type Pattern = { readonly route: string; readonly module: string | null } & (
  | { readonly view: string; readonly name: string | null }
  /** The namespace and the name of the application that patterns are included for. */
  | { readonly names: readonly (string | null)[]; readonly patterns: readonly Pattern[] }
);

/** URL patterns in the order in which they are tried, each with its whole route, less those of some packages. */
export function patternEntries(patterns: readonly Pattern[], packages: readonly string[], prefix = ''): Described[] {
  const owns = ownershipOf(packages);
  const isTheirs = (pattern: Pattern): boolean =>
    owns(pattern.module) ||
    ('patterns' in pattern && pattern.patterns.length > 0 && pattern.patterns.every((inner) => isTheirs(inner)));
  return patterns.flatMap((pattern) => {
    const route = prefix + pattern.route;
    if (isTheirs(pattern)) return [];
    if ('view' in pattern) return [[route, pattern.view, pattern.name]];
    const [namespace, application] = pattern.names;
    return [
      [route, `namespace ${namespace ?? 'None'} of ${application ?? 'None'}`],
      ...patternEntries(pattern.patterns, packages, route),
    ];
  });
}
