import { isTable, type Table, tableIn } from '../../../../util/table.ts';
import { normalised } from '../../../naming-conventions.ts';
import { parseRequirement } from '../../requirement.ts';
import { strings } from '../../syntax/toml.ts';
import { add, lockOf, readTables, TOML_NAME } from '../builder.ts';
import type { LockedDependency, LockFormat } from '../lock.ts';

/**
 * poetry.lock: Poetry 2 names the groups of every distribution, Poetry before 1.5 its category; what lies between says
 * neither, and only what each distribution needs.
 * https://python-poetry.org/docs/basic-usage/#installing-dependencies
 */
export const poetryLock: LockFormat = {
  name: 'poetry.lock',
  paths: [/(^|\/)poetry\.lock$/],
  rank: 1,
  async read(file) {
    const read = await readTables(file, 'package');
    if ('message' in read) return read;
    const entries = read.entries.map((entry) => ({
      name: String(entry.name),
      version: entry.version,
      dependencies: needs(tableIn(entry, 'dependencies')),
      extras: extrasOf(tableIn(entry, 'extras')),
      roles: entry.optional === true ? [] : [...strings(entry.groups), ...strings(entry.category)].map(roleOf),
    }));
    return lockOf(file, entries, TOML_NAME);
  },
};

function roleOf(group: string): string {
  return group === 'main' ? group : `group:${normalised(group)}`;
}

/** What is always needed: what is optional is needed for an extra, which lists it again. */
function needs(table: Table): readonly LockedDependency[] {
  return Object.entries(table).flatMap(([name, value]) =>
    // A list holds a constraint for each platform or version of Python.
    (Array.isArray(value) ? value : [value]).flatMap((each) => {
      if (isTable(each) && each.optional === true) return [];
      return [{ name: normalised(name), extras: strings(tableIn(each).extras).map(normalised) }];
    }),
  );
}

function extrasOf(table: Table): ReadonlyMap<string, readonly LockedDependency[]> {
  const found = new Map<string, LockedDependency[]>();
  for (const [extra, list] of Object.entries(table)) {
    for (const written of strings(list)) {
      // `name (>=1)`: Poetry writes specifiers in parentheses.
      const requirement = parseRequirement(written.replace(/\s*\(.*$/, ''));
      if (requirement !== null) add(found, normalised(extra), requirement);
    }
  }
  return found;
}
