import { upward } from '../../files/folders.ts';
import { declaresDependencies } from '../../packages/project-root.ts';
import { findEnvironments } from './environments.ts';
import { holdsManage, type Named, named, type Project } from './project.ts';
import { findPython } from './python.ts';
import { searchRoot } from './search-root.ts';

/** How many folders below one its program may lie. */
const DEPTH = 2;

/**
 * Finds the program that a folder belongs to, with or without Django: the nearest folder upward that holds a manage.py or
 * declares dependencies, else the only one below, else the folder itself.
 * @param folder absolute.
 * @throws UsageError where there is no such folder, or more than one program in it.
 */
export async function locateProgram(folder: string, { python, settings }: Named): Promise<Project> {
  const { folder: real, root: found } = await searchRoot(folder, isProgram, DEPTH);
  const root = found ?? real;
  const environments = settings.length > 0 ? settings.map(named) : await environmentsOf(root);
  return { root, python: python ?? findPython(upward(root)), environments };
}

/** Those of a Django project; what a folder without manage.py says of settings may be anything's. */
async function environmentsOf(root: string) {
  return holdsManage(root) ? findEnvironments(root) : [];
}

function isProgram(folder: string): boolean {
  return holdsManage(folder) || declaresDependencies(folder);
}
