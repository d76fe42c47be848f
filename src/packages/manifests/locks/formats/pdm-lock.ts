import { normalised } from '../../../naming-conventions.ts';
import { parseRequirement } from '../../requirement.ts';
import { strings } from '../../syntax/toml.ts';
import { lockOf, readTables, TOML_NAME } from '../builder.ts';
import type { LockedDependency, LockFormat } from '../lock.ts';

/**
 * pdm.lock: what each distribution needs, its extras as entries of their own, and in newer ones its groups, of which
 * `default` is the project's main dependencies. An extra of the project is a group too.
 * https://pdm-project.org/latest/usage/lockfile/
 */
export const pdmLock: LockFormat = {
  name: 'pdm.lock',
  paths: [/(^|\/)pdm\.lock$/],
  rank: 1,
  async read(file) {
    const read = await readTables(file, 'package');
    if ('message' in read) return read;
    const entries = read.entries.map((entry) => {
      const dependencies = strings(entry.dependencies).flatMap((written) => parseRequirement(written) ?? []);
      const extras = strings(entry.extras).map(normalised);
      const byExtra = new Map<string, readonly LockedDependency[]>(extras.map((extra) => [extra, dependencies]));
      return {
        name: String(entry.name),
        version: entry.version,
        dependencies: extras.length === 0 ? dependencies : [],
        extras: byExtra,
        roles: strings(entry.groups).flatMap(rolesOf),
      };
    });
    return lockOf(file, entries, TOML_NAME);
  },
};

function rolesOf(group: string): readonly string[] {
  const name = normalised(group);
  return name === 'default' ? ['main'] : [`group:${name}`, `extra:${name}`];
}
