import { type Boot, type Described, PARTS, RESOLVED, type World } from '../types.ts';
import { type Change, changesIn } from './differences.ts';
import { isGone, ownershipOf, withoutTheirs } from './ownership.ts';
import { type Pattern, patternEntries } from './url-patterns.ts';

/**
 * What is another in one start of a project than in an earlier one, less what belongs to some packages.
 * @param packages those that are missing in the later start; none where it has all of them.
 * @returns what could be compared: what a start did not come to tells nothing.
 */
export function changesBetween(old: Boot, now: Boot, world: World, packages: readonly string[]): Change[] {
  const told = (name: string, was: Described | undefined, is: Described | undefined) =>
    changesOf(name, was, is, packages).map((change) => ({ ...change, name, world }));
  const names = old.settings && now.settings ? namesIn(old.settings, now.settings, packages) : [];
  return [
    ...names.flatMap((name) => told(name, old.settings?.[name], now.settings?.[name])),
    ...[...RESOLVED, ...PARTS].flatMap((name) => {
      const [was, is] = [old.resolved.get(name), now.resolved.get(name)];
      if (was === undefined || is === undefined) return [];
      if (name !== 'urlpatterns') return told(name, was, is);
      const entries = (patterns: Described) => ({
        list: patternEntries(patterns as Pattern[], packages).map(({ entry }) => entry),
      });
      return told(name, entries(was), entries(is));
    }),
  ];
}

function changesOf(name: string, was: Described | undefined, is: Described | undefined, packages: readonly string[]) {
  if (was === undefined || isGone(was, is, ownershipOf(packages))) {
    return was === undefined && !ownershipOf(packages)(is) ? changesIn(name, was, is) : [];
  }
  if (is === undefined) return changesIn(name, was, is);
  const { old, now } = withoutTheirs(was, is, packages);
  return changesIn(name, old, now);
}

/** The settings of both, without those that are called after a package. */
function namesIn(
  old: Readonly<Record<string, Described>>,
  now: Readonly<Record<string, Described>>,
  packages: readonly string[],
): string[] {
  const theirs = packages.map((root) => root.toUpperCase());
  const isTheirs = (name: string) => theirs.some((root) => name === root || name.startsWith(`${root}_`));
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !isTheirs(name)).sort();
}
