import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Parse } from '../../python/syntax/parser.ts';
import { codeOf, reasonOf } from '../../util/errors.ts';
import type { List } from '../disk.ts';
import { nearestPath } from '../paths.ts';
import { discover, type Format, formatOf } from './discover.ts';
import type { Built } from './formats/commands-yaml.ts';
import type { Kind, Manifest, ManifestFile, Warning } from './manifest.ts';
import { NOTHING } from './manifest.ts';

/** Everything that a project's manifests say, in the order of their paths. */
export interface Manifests extends Manifest {
  /** The files that were read, relative to the project. */
  readonly files: readonly string[];
}

/** Loads the Python parser when the first file needs it. */
export type LoadParse = () => Promise<Parse>;

interface Read {
  readonly path: string;
  readonly manifest: Manifest & { readonly built?: readonly Built[] };
}

/**
 * Finds and reads a project's manifests, each once and all at the same time.
 * @param root absolute.
 * @param list gives what somebody has listed already, or lists.
 */
export async function readManifests(root: string, loadParse: LoadParse, list: List): Promise<Manifests> {
  let parse: Promise<Parse> | null = null;
  const loadOnce = () => {
    parse ??= loadParse();
    return parse;
  };
  const paths = discover(root, list);
  const images = paths.filter((path) => formatOf(path) === 'dockerfile');
  const others = paths.filter((path) => formatOf(path) !== 'dockerfile');
  const read = await Promise.all(others.map((path) => readOne(root, path, loadOnce)));
  const built = read.flatMap(({ manifest }) => manifest.built ?? []);
  const uses = (path: string) => useOf(path, built);
  read.push(...(await Promise.all(images.map((path) => readOne(root, path, loadOnce, uses(path))))));
  read.push(...(await readIncluded(root, read, loadOnce)));
  read.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: read.map(({ path }) => path),
    groups: read.flatMap(({ manifest }) => manifest.groups),
    installs: read.flatMap(({ manifest }) => manifest.installs),
    warnings: read.flatMap(({ manifest }) => manifest.warnings).sort(byPlace),
  };
}

function byPlace(a: Warning, b: Warning): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}

/** Production's where one compose file for production builds it, a developer's where only theirs do. */
function useOf(path: string, built: readonly Built[]): Kind {
  const kinds = built.filter(({ dockerfile }) => dockerfile === path).map(({ kind }) => kind);
  if (kinds.includes('production')) return 'production';
  return kinds.length > 0 && kinds.every((kind) => kind === 'development') ? 'development' : 'unknown';
}

/** Follows `-r` to files that no known name gives away; what is not there is a warning. */
async function readIncluded(root: string, read: readonly Read[], loadParse: LoadParse): Promise<Read[]> {
  const known = new Set(read.map(({ path }) => path));
  const found: Read[] = [];
  for (const queue = [...read]; queue.length > 0; ) {
    const { manifest } = queue.shift() as Read;
    for (const { selection, file, line } of manifest.groups.flatMap(({ inclusions }) => inclusions)) {
      const { path, tool } = selection;
      if (tool !== 'requirements' || known.has(path) || /^(\/|\.\.)|\$|:/.test(path)) continue;
      known.add(path);
      const included = await readOne(root, path, loadParse, undefined, 'requirements');
      const gone = included.manifest.warnings.find(({ message }) => message === GONE);
      const message = `includes ${path}, which is not there`;
      // What is not there as written may be there under the folder that an image has: that is found by its name.
      if (gone !== undefined && nearestPath(path, known, file) !== path)
        found.push(broken(file, { file, line, message }));
      else found.push(gone === undefined ? included : broken(file, { file, line, message }));
      queue.push(included);
    }
  }
  return found;
}

const GONE = 'is gone';

function broken(path: string, warning: Warning): Read {
  return { path, manifest: { ...NOTHING, warnings: [warning] } };
}

async function readOne(root: string, path: string, loadParse: LoadParse, used?: Kind, as?: Format): Promise<Read> {
  try {
    const bytes = await readFile(join(root, path));
    const text = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
    const manifest = await parsed(
      { path, text: text.replace(/^\uFEFF/, '') },
      as ?? (formatOf(path) as Format),
      loadParse,
      used,
    );
    // What lies in a project template is no manifest yet.
    return { path, manifest: path.includes('{{') ? { ...manifest, warnings: [] } : manifest };
  } catch (error) {
    const message = codeOf(error) === 'ENOENT' ? GONE : reasonOf(error);
    return broken(path, { file: path, line: null, message });
  }
}

/** Each format's reader is loaded when the first file of that format is met. */
async function parsed(file: ManifestFile, format: Format, loadParse: LoadParse, used?: Kind): Promise<Manifest> {
  switch (format) {
    case 'requirements':
      return (await import('./formats/requirements.ts')).readRequirements(file);
    case 'pyproject':
      return (await import('./formats/pyproject.ts')).readPyproject(file);
    case 'pipfile':
      return (await import('./formats/pipfile.ts')).readPipfile(file);
    case 'setup.cfg':
      return (await import('./formats/setup-cfg.ts')).readSetupCfg(file);
    case 'tox':
      return (await import('./formats/tox.ts')).readTox(file);
    case 'conda':
      return (await import('./formats/conda.ts')).readConda(file);
    case 'dockerfile':
      return (await import('./formats/dockerfile.ts')).readDockerfile(file, used);
    case 'setup.py':
    case 'nox':
      return readPython(file, format, loadParse);
    default:
      return readCommands(file, format);
  }
}

async function readPython(file: ManifestFile, format: 'setup.py' | 'nox', loadParse: LoadParse): Promise<Manifest> {
  if (!/\bsetup\s*\(|\.install\s*\(/.test(file.text)) return NOTHING;
  if (format === 'nox') return (await import('./formats/noxfile.ts')).readNoxfile(file, await loadParse());
  return (await import('./formats/setup-py.ts')).readSetupPy(file, await loadParse());
}

async function readCommands(file: ManifestFile, format: Format): Promise<Manifest> {
  const { readCompose, readHosting, readProcfile, readWorkflow } = await import('./formats/commands-yaml.ts');
  if (format === 'compose') return readCompose(file);
  if (format === 'procfile') return readProcfile(file);
  return format === 'hosting' ? readHosting(file) : readWorkflow(file);
}
