import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { readText } from '../../files/read.ts';
import { tableIn } from '../../util/table.ts';
import { parseToml } from '../../util/toml.ts';
import type { DjangoEnvironment } from '../environment.ts';

const ENTRY_POINTS = new Set(['manage.py', 'wsgi.py', 'asgi.py', 'celery.py']);
const NOT_OURS = new Set(['node_modules', 'site-packages', '__pycache__']);
/** How many folders below one its project, or the project's entry points, may lie. */
export const DEPTH = 3;

/** Finds `os.environ.setdefault("NAME", "value")`, `os.environ["NAME"] = "value"` and what looks like them. */
const assignmentOf = (name: string) => new RegExp(`["']${name}["']\\]?\\s*[,=]\\s*["']([\\w.]+)["']`);
const SETTINGS = assignmentOf('DJANGO_SETTINGS_MODULE');
const CONFIGURATION = assignmentOf('DJANGO_CONFIGURATION');

/**
 * The ways in which a project says that it is started: its entry points, then pyproject.toml's and pytest's settings.
 * Each pair of a settings module and a class is named once, by the first file that names it.
 */
export async function findEnvironments(root: string): Promise<DjangoEnvironment[]> {
  const found: DjangoEnvironment[] = [];
  for (const path of await entryPoints(root, DEPTH)) {
    const text = readText(path, 'source') ?? '';
    const settings = SETTINGS.exec(text)?.[1];
    const source = relative(root, path).replaceAll('\\', '/');
    if (settings) found.push({ settings, configuration: CONFIGURATION.exec(text)?.[1] ?? null, source });
  }
  const named = [...found, ...(await fromPyproject(root)), ...(await fromIni(root))];
  return named.filter((each, at) => named.findIndex((other) => isSame(each, other)) === at);
}

function isSame(one: DjangoEnvironment, other: DjangoEnvironment): boolean {
  return one.settings === other.settings && one.configuration === other.configuration;
}

/** manage.py first, then by path; the project's own entry points, not those of what it installed or of one within. */
async function entryPoints(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const isOther = entries.some(({ name }) => name === 'pyvenv.cfg' || (name === 'manage.py' && depth < DEPTH));
  if (isOther) return [];
  const files = entries.filter((entry) => entry.isFile() && ENTRY_POINTS.has(entry.name)).map(({ name }) => name);
  const nested = depth > 0 ? ownFolders(entries).sort() : [];
  const below = await Promise.all(nested.map((name) => entryPoints(join(folder, name), depth - 1)));
  const isMain = (path: string) => (basename(path) === 'manage.py' ? 0 : 1);
  return [...files.sort().map((name) => join(folder, name)), ...below.flat()].sort((a, b) => isMain(a) - isMain(b));
}

/** The names of the folders among some entries that may hold code of the project's own. */
export function ownFolders(entries: readonly Dirent[]): string[] {
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return folders.map(({ name }) => name).filter((name) => !NOT_OURS.has(name));
}

async function fromPyproject(root: string): Promise<DjangoEnvironment[]> {
  const source = 'pyproject.toml';
  const text = readText(join(root, source), 'manifest');
  if (text === null) return [];
  const parsed = parseToml(text);
  // A file that is not TOML has its own tools to say so.
  if ('mistake' in parsed) return [];
  const tool = tableIn(parsed.table, 'tool');
  const pytest = tableIn(tool, 'pytest', 'ini_options');
  const named = [
    pytest.DJANGO_SETTINGS_MODULE,
    tableIn(tool, 'django-stubs').django_settings_module,
    tableIn(tool, 'django').settings_module,
  ];
  const configuration = typeof pytest.DJANGO_CONFIGURATION === 'string' ? pytest.DJANGO_CONFIGURATION : null;
  return named.filter((name) => typeof name === 'string').map((settings) => ({ settings, configuration, source }));
}

async function fromIni(root: string): Promise<DjangoEnvironment[]> {
  const found: DjangoEnvironment[] = [];
  for (const source of ['pytest.ini', 'setup.cfg', 'tox.ini']) {
    const text = readText(join(root, source), 'manifest') ?? '';
    const settings = /^[ \t]*DJANGO_SETTINGS_MODULE\s*=\s*([\w.]+)/m.exec(text)?.[1];
    const configuration = /^[ \t]*DJANGO_CONFIGURATION\s*=\s*(\w+)/m.exec(text)?.[1] ?? null;
    if (settings) found.push({ settings, configuration, source });
  }
  return found;
}
