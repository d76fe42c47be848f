import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { upward } from '../../files/folders.ts';
import { namesIn } from '../../files/peek.ts';
import { declaresDependencies } from '../../packages/project-root.ts';
import { UsageError } from '../../util/errors.ts';
import { findEnvironments, ownFolders } from './environments.ts';
import { type Named, named, type Project } from './project.ts';
import { findPython } from './python.ts';

/** How many folders below one its program may lie. */
const DEPTH = 2;

/**
 * Finds the program that a folder belongs to, with or without Django: the nearest folder upward that holds a manage.py or
 * declares dependencies, else the only one below, else the folder itself.
 * @param folder absolute.
 * @throws UsageError where there is no such folder, or more than one program in it.
 */
export async function locateProgram(folder: string, { python, settings }: Named): Promise<Project> {
  const real = await realpath(folder).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  const root = upward(real).find((at) => isProgram(at)) ?? (await below(real));
  const environments = settings.length > 0 ? settings.map(named) : await environmentsOf(root);
  return { root, python: python ?? (await findPython(upward(root))), environments };
}

/** Those of a Django project; what a folder without manage.py says of settings may be anything's. */
async function environmentsOf(root: string) {
  return namesIn(root).includes('manage.py') ? findEnvironments(root) : [];
}

function isProgram(folder: string): boolean {
  return namesIn(folder).includes('manage.py') || declaresDependencies(folder);
}

async function below(folder: string): Promise<string> {
  const found = await programsIn(folder, DEPTH);
  if (found.length < 2) return found[0] ?? folder;
  const names = found.map((path) => relative(folder, path)).join(', ');
  throw new UsageError(`there is more than one project here; name one of ${names}`);
}

async function programsIn(folder: string, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    ownFolders(entries).map(async (name) => {
      const path = join(folder, name);
      if (namesIn(path).includes('pyvenv.cfg')) return [];
      return isProgram(path) ? [path] : programsIn(path, depth - 1);
    }),
  );
  return found.flat().sort();
}
