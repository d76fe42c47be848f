import { join } from 'node:path';
import { slashed } from '../../../files/paths.ts';
import { namesIn } from '../../../files/peek.ts';
import { readText } from '../../../files/read.ts';
import { ENVIRONMENTS, sitePackages } from '../../import-names.ts';
import { normalised } from '../../naming-conventions.ts';
import { parseRequirement } from '../requirement.ts';
import { add, type LockedEntry, lockOf } from './builder.ts';
import type { Lock, LockedDependency } from './lock.ts';

/** A distribution's own lines: its description follows an empty one, and may hold anything. */
const HEADER = /^(Name|Version|Requires-Dist):\s*(.+?)\s*$/;
const EXTRA = /\bextra\s*==\s*["']([\w.-]+)["']/;

/**
 * What the distributions in a project's virtual environment need of each other, as a lock file would say it; null where
 * there is none. It says nothing of groups: an environment has all that anybody installed.
 * https://packaging.python.org/en/latest/specifications/core-metadata/#requires-dist-multiple-use
 * @param root the project's folder, absolute.
 */
export function environmentLock(root: string): Lock | null {
  for (const environment of ENVIRONMENTS) {
    const locks = sitePackages(join(root, environment)).flatMap((folder) => {
      const metadata = namesIn(folder).filter((name) => name.endsWith('.dist-info'));
      return metadata.flatMap((name) => distributionIn(root, join(folder, name)));
    });
    if (locks.length > 0) return together(locks, environment);
  }
  return null;
}

function distributionIn(root: string, folder: string): readonly Lock[] {
  const text = readText(join(folder, 'METADATA'), 'lock');
  if (text === null) return [];
  const [header = ''] = text.split(/\r?\n\r?\n/);
  const fields = header.split(/\r?\n/).flatMap((line) => {
    const [, field, value] = HEADER.exec(line) ?? [];
    return field === undefined ? [] : [{ field, value: value ?? '' }];
  });
  const valueFor = (wanted: string) => fields.find(({ field }) => field === wanted)?.value;
  const name = valueFor('Name');
  if (name === undefined) return [];
  const path = slashed(join(folder, 'METADATA'), root);
  const entry = { name, version: valueFor('Version'), ...needs(fields) };
  return [lockOf({ path, text: header }, [entry], /^Name:\s*(\S+)/)];
}

function needs(fields: readonly { field: string; value: string }[]): Pick<LockedEntry, 'dependencies' | 'extras'> {
  const dependencies: LockedDependency[] = [];
  const extras = new Map<string, LockedDependency[]>();
  for (const { field, value } of fields) {
    const requirement = field === 'Requires-Dist' ? parseRequirement(value) : null;
    if (requirement === null) continue;
    const extra = EXTRA.exec(value)?.[1];
    if (extra === undefined) dependencies.push(requirement);
    else add(extras, normalised(extra), requirement);
  }
  return { dependencies, extras };
}

function together(locks: readonly Lock[], environment: string): Lock {
  const packages = new Map(locks.flatMap((lock) => [...lock.packages]));
  return { file: environment, packages, installs: new Map() };
}
