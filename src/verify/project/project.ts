import { join } from 'node:path';
import { upward } from '../../files/folders.ts';
import { isFile } from '../../files/peek.ts';
import { UsageError } from '../../util/errors.ts';
import type { DjangoEnvironment } from '../environment.ts';
import { DEPTH, findEnvironments } from './environments.ts';
import { findPython } from './python.ts';
import { searchRoot } from './search-root.ts';
import { settingsByName } from './settings-files.ts';

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
  return { root, python: python ?? findPython(upward(root)), environments };
}

/**
 * The folder that a project is run in: the nearest one upward that holds a manage.py, else the only one below.
 * @param settled whether a folder without any manage.py will do.
 * @throws UsageError
 */
export async function rootOf(folder: string, settled: boolean): Promise<string> {
  const { folder: real, root } = await searchRoot(folder, holdsManage, DEPTH);
  if (root !== null) return root;
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
  const likely = (await settingsByName(root)).map((name) => `--settings ${name}`);
  const such = likely.length === 0 ? '' : `, such as ${likely.join(' or ')}`;
  throw new UsageError(`nothing in ${root} says which settings it is run with; name them with --settings${such}`);
}

/** Whether a folder is a Django project's. */
export function holdsManage(folder: string): boolean {
  return isFile(join(folder, 'manage.py'));
}
