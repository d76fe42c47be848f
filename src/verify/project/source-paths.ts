import { dirname, join } from 'node:path';
import { isFolder, namesIn } from '../../files/peek.ts';
import { readText } from '../../files/read.ts';
import { isTable, type Table, tableIn } from '../../util/table.ts';
import { parseToml } from '../../util/toml.ts';

/**
 * The folders, beside its own, that a project's metadata says its packages lie in, as an editable install would put them
 * on `sys.path`.
 * https://setuptools.pypa.io/en/latest/userguide/package_discovery.html
 * https://python-poetry.org/docs/pyproject/#packages https://hatch.pypa.io/latest/config/build/#packages
 * https://backend.pdm-project.org/build_config/ https://docs.astral.sh/uv/reference/settings/#build-backend
 * @param root the project's folder, absolute.
 * @returns absolute paths of folders that are there.
 */
export function sourcePaths(root: string): readonly string[] {
  const named = [...fromPyproject(root), ...fromSetup(root)].filter((path) => typeof path === 'string');
  // Without a word about it, setuptools, hatch, uv and flit look for packages in src.
  const found = named.length === 0 && isPackaged(root) && holdsPackage(join(root, 'src')) ? ['src'] : named;
  const paths = found.map((path) => join(root, path)).filter((path) => path !== root && path !== `${root}/`);
  return [...new Set(paths)].filter(isFolder);
}

function fromPyproject(root: string): readonly unknown[] {
  const parsed = parseToml(readText(join(root, 'pyproject.toml'), 'manifest') ?? '');
  // A file that is not TOML has its own tools to say so.
  if ('mistake' in parsed) return [];
  const tool = tableIn(parsed.table, 'tool');
  const hatch = tableIn(tool, 'hatch', 'build');
  const wheel = tableIn(hatch, 'targets', 'wheel');
  const hatched = [...listIn(hatch.packages), ...listIn(wheel.packages)].map((path) => parentOf(path));
  return [
    tableIn(tool, 'setuptools', 'package-dir')[''],
    ...listIn(tableIn(tool, 'setuptools', 'packages', 'find').where),
    ...listIn(tableIn(tool, 'poetry').packages).flatMap((each) => (isTable(each) ? [each.from] : [])),
    ...hatched,
    ...[hatch.sources, wheel.sources].flatMap(sourcesIn),
    tableIn(tool, 'pdm', 'build')['package-dir'],
    tableIn(tool, 'uv', 'build-backend')['module-root'],
  ];
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parentOf(path: unknown): string | null {
  return typeof path === 'string' ? dirname(path) : null;
}

/** A list of folders, or a table from folders to what they become. */
function sourcesIn(value: unknown): readonly unknown[] {
  return isTable(value) ? Object.keys(value as Table) : listIn(value);
}

function fromSetup(root: string): readonly (string | undefined)[] {
  const [cfg, script] = ['setup.cfg', 'setup.py'].map((name) => readText(join(root, name), 'manifest') ?? '') as [
    string,
    string,
  ];
  return [
    /^package_dir\s*=\s*\n?\s*=\s*(\S+)/m.exec(cfg)?.[1],
    /^\[options\.packages\.find\](?:(?!^\[).)*?^where\s*=\s*(\S+)/ms.exec(cfg)?.[1],
    /\bpackage_dir\s*=\s*\{\s*["']["']\s*:\s*["']([^"']+)["']/.exec(script)?.[1],
    /\bfind_packages\(\s*(?:where\s*=\s*)?["']([^"']+)["']/.exec(script)?.[1],
  ];
}

function isPackaged(root: string): boolean {
  const text = readText(join(root, 'pyproject.toml'), 'manifest') ?? '';
  return (
    /^[ \t]*\[\s*(project|build-system)\b/m.test(text) || namesIn(root).some((name) => /^setup\.(py|cfg)$/.test(name))
  );
}

function holdsPackage(folder: string): boolean {
  return namesIn(folder).some((name) => name.endsWith('.py') || namesIn(join(folder, name)).includes('__init__.py'));
}
