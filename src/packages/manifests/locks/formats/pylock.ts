import { type Table, tableIn } from '../../../../util/table.ts';
import { normalised } from '../../../naming-conventions.ts';
import { strings } from '../../syntax/toml.ts';
import { lockOf, readTables, TOML_NAME } from '../builder.ts';
import type { LockFormat } from '../lock.ts';

const GROUP = /(["'])([\w.-]+)\1\s+in\s+(dependency_groups|extras)\b/g;

/**
 * pylock.toml: every distribution is installed, unless its marker asks for an extra or a group; the groups in
 * `default-groups` are asked for by themselves.
 * https://packaging.python.org/en/latest/specifications/pylock-toml/
 */
export const pylock: LockFormat = {
  name: 'pylock.toml',
  paths: [/(^|\/)pylock(\.[^./]+)?\.toml$/],
  rank: 1,
  async read(file) {
    const read = await readTables(file, 'packages');
    if ('message' in read) return read;
    const tells = tellsGroups(file.text, read.whole);
    const byDefault = new Set(strings(read.whole['default-groups']).map(normalised));
    const entries = read.entries.map((entry) => ({
      name: String(entry.name),
      version: entry.version,
      dependencies: Array.isArray(entry.dependencies)
        ? entry.dependencies.flatMap((each) => {
            const { name } = tableIn(each);
            return typeof name === 'string' ? [{ name: normalised(name), extras: [] }] : [];
          })
        : [],
      roles: tells ? rolesIn(typeof entry.marker === 'string' ? entry.marker : '', byDefault) : [],
    }));
    return lockOf(file, entries, TOML_NAME);
  },
};

/**
 * Whether the markers tell what is for whom. uv writes what somebody asked for into one list; only its first lines
 * say what that was, and by default it has the development group.
 */
function tellsGroups(text: string, whole: Table): boolean {
  const command = /^#\s+uv (export|pip compile)\b(.*)$/m.exec(text);
  if (command === null) return whole['created-by'] !== 'uv';
  const [, action, words = ''] = command;
  if (action === 'pip compile') return !/--(all-)?(group|extra)s?\b/.test(words);
  return /--no-dev\b|--no-default-groups\b/.test(words) && !/--(group|all-groups|extra|all-extras|only-)/.test(words);
}

function rolesIn(marker: string, byDefault: ReadonlySet<string>): readonly string[] {
  const roles = [...marker.matchAll(GROUP)].map(([, , written = '', kind]) => {
    const name = normalised(written);
    if (kind === 'extras') return `extra:${name}`;
    return byDefault.has(name) ? 'main' : `group:${name}`;
  });
  return roles.length === 0 ? ['main'] : roles;
}
