import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { upward } from '../../files/folders.ts';
import { UsageError } from '../../util/errors.ts';
import type { DjangoEnvironment } from '../environment.ts';
import { DEPTH, findEnvironments, ownFolders } from './environments.ts';
import { findPython, isFile } from './python.ts';

/** A project, and how it is run. */
export interface Project {
  /** The folder that holds manage.py, with links resolved. */
  readonly root: string;
  readonly python: string;
  /** Those of Django; none where a program without it is started. */
  readonly environments: readonly DjangoEnvironment[];
}

/** What the user says of it; what is left out is found. */
export interface Named {
  readonly python: string | null;
  /** Settings modules, or `module:Class` for django-configurations. */
  readonly settings: readonly string[];
}

/**
 * Finds the project that a folder belongs to.
 * @param folder absolute.
 * @throws UsageError where there is none, or more than one, or no settings module is named anywhere.
 */
export async function locateProject(folder: string, { python, settings }: Named): Promise<Project> {
  const given = settings.map(named);
  const root = await rootOf(folder, given.length > 0);
  const environments = given.length > 0 ? given : await environmentsOf(root);
  return { root, python: python ?? (await findPython(upward(root))), environments };
}

/**
 * The folder that a project is run in: the nearest one upward that holds a manage.py, else the only one below.
 * @param settled whether a folder without any manage.py will do.
 * @throws UsageError
 */
export async function rootOf(folder: string, settled: boolean): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  if (real === null || !(await stat(real)).isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  for (const at of upward(real)) if (await holdsManage(at)) return at;
  const below = await projectsBelow(real, DEPTH);
  const [only] = below;
  if (only !== undefined && below.length === 1) return only;
  if (below.length > 1) {
    const names = below.map((path) => relative(real, path)).join(', ');
    throw new UsageError(`there is more than one project here; name one of ${names}`);
  }
  if (settled || (await findEnvironments(real)).length > 0) return real;
  throw new UsageError(`no manage.py in ${folder}, above or below it; name the project's folder, or --settings`);
}

/** A settings module, or `module:Class`, as the user wrote it. @throws UsageError where it is none. */
export function named(text: string): DjangoEnvironment {
  const [settings = '', configuration = null] = text.split(':');
  const isName = [settings, configuration ?? 'x'].every((name) =>
    /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name),
  );
  if (isName) return { settings, configuration, source: '--settings' };
  throw new UsageError(`${JSON.stringify(text)} is no settings module; it looks like config.settings.production`);
}

async function environmentsOf(root: string): Promise<DjangoEnvironment[]> {
  const found = await findEnvironments(root);
  const { DJANGO_SETTINGS_MODULE: settings, DJANGO_CONFIGURATION: configuration = null } = process.env;
  if (found.length > 0) return found;
  if (settings) return [{ settings, configuration, source: 'DJANGO_SETTINGS_MODULE' }];
  throw new UsageError(`nothing in ${root} says which settings it is run with; name them with --settings`);
}

async function projectsBelow(folder: string, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    ownFolders(entries).map(async (name) => {
      const path = join(folder, name);
      if (await isFile(join(path, 'pyvenv.cfg'))) return [];
      return (await holdsManage(path)) ? [path] : projectsBelow(path, depth - 1);
    }),
  );
  return found.flat().sort();
}

function holdsManage(folder: string): Promise<boolean> {
  return isFile(join(folder, 'manage.py'));
}
