import { isTable, type Table, tableIn } from '../../../../util/table.ts';
import { normalised } from '../../../naming-conventions.ts';
import { lockOf } from '../builder.ts';
import type { LockFormat } from '../lock.ts';

/** An entry of a category stands two levels deep, whatever the width of a level. */
const NAME = /^(?: {8}|\t\t)"([^"]+)": \{/;

/**
 * Pipfile.lock: each category with all that it installs, what it needs in turn included; `default` is the category of
 * `[packages]`, `develop` of `[dev-packages]`.
 * https://pipenv.pypa.io/en/latest/pipfile.html
 */
export const pipfileLock: LockFormat = {
  name: 'Pipfile.lock',
  paths: [/(^|\/)Pipfile\.lock$/],
  rank: 1,
  async read(file) {
    const whole = parsed(file.text);
    if (whole === null) return { file: file.path, line: null, message: 'is not JSON' };
    const entries = Object.keys(whole)
      .filter((category) => category !== '_meta')
      .flatMap((category) =>
        Object.entries(tableIn(whole, category)).map(([name, entry]) => {
          const version = tableIn(entry).version;
          return {
            name,
            version: typeof version === 'string' ? version.replace(/^==/, '') : null,
            dependencies: [],
            roles: [roleOf(category)],
          };
        }),
      );
    return lockOf(file, entries, NAME);
  },
};

function parsed(text: string): Table | null {
  try {
    const value: unknown = JSON.parse(text);
    return isTable(value) ? value : null;
  } catch {
    return null;
  }
}

function roleOf(category: string): string {
  if (category === 'default') return 'main';
  return category === 'develop' ? 'group:dev' : `group:${normalised(category)}`;
}
