import type { List } from '../../files/listing.ts';
import { ReadError, readWithin } from '../../files/read.ts';
import { placeOf } from '../../files/walk/patterns.ts';
import type { Parse } from '../../python/syntax/parser.ts';
import { reasonOf } from '../../util/errors.ts';
import { nearestPath } from '../paths.ts';
import { discover, formatOf } from './discover.ts';
import { requirements } from './formats/requirements.ts';
import { type Manifest, NOTHING, type Warning } from './manifest.ts';
import type { ManifestFormat, ReadContext } from './manifest-format.ts';

/** Everything that a project's manifests say, in the order of their paths. */
export interface Manifests extends Manifest {
  /** The files that were read, relative to the project. */
  readonly files: readonly string[];
  /** The lock files that are there, relative to the project; nobody has read them yet. */
  readonly locks: readonly string[];
}

/** Loads the Python parser when the first file needs it. */
export type LoadParse = () => Promise<Parse>;

interface Read {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Finds and reads a project's manifests, each once and all at the same time.
 * @param root absolute.
 * @param list gives what somebody has listed already, or lists.
 */
export async function readManifests(root: string, loadParse: LoadParse, list: List): Promise<Manifests> {
  let parse: Promise<Parse> | null = null;
  const parser = () => {
    parse ??= loadParse();
    return parse;
  };
  const paths = discover(root, list);
  const found = paths.flatMap((path) => {
    const format = formatOf(path);
    return format === null ? [] : [{ path, format }];
  });
  const textOf = (path: string) => textIn(root, path);
  const readAll = (files: typeof found, buildsOf: ReadContext['buildsOf']) =>
    Promise.all(files.map(({ path, format }) => readOne(root, path, format, { parser, buildsOf, textOf })));
  const others = await readAll(
    found.filter(({ format }) => !format.isBuilt),
    () => [],
  );
  const built = others.flatMap(({ manifest }) => manifest.built ?? []);
  const images = await readAll(
    found.filter(({ format }) => format.isBuilt),
    (path) => built.filter(({ dockerfile }) => dockerfile === path),
  );
  const read = [...others, ...images];
  read.push(...(await readIncluded(root, read, { parser, buildsOf: () => [], textOf })));
  read.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: read.map(({ path }) => path),
    locks: paths.filter((path) => formatOf(path) === null),
    groups: read.flatMap(({ manifest }) => manifest.groups),
    installs: read.flatMap(({ manifest }) => manifest.installs),
    warnings: read.flatMap(({ manifest }) => manifest.warnings).sort(byPlace),
  };
}

function byPlace(a: Warning, b: Warning): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}

/** A file that a manifest calls, such as an entrypoint's script: within the project, and of a size that people write. */
async function textIn(root: string, path: string): Promise<string | null> {
  if (path === '' || /^(\/|\.\.)/.test(path)) return null;
  try {
    const bytes = readWithin(root, path, placeOf(root), 'manifest');
    return bytes.length > MOST_BYTES || bytes.includes(0) ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

const MOST_BYTES = 100_000;

/** Follows `-r` to files that no known name gives away; what is not there is a warning. */
async function readIncluded(root: string, read: readonly Read[], context: ReadContext): Promise<Read[]> {
  const known = new Set(read.map(({ path }) => path));
  const found: Read[] = [];
  for (const queue = [...read]; queue.length > 0; ) {
    const { manifest } = queue.shift() as Read;
    for (const { selection, file, line } of manifest.groups.flatMap(({ inclusions }) => inclusions)) {
      const { path, tool } = selection;
      if (tool !== 'requirements' || known.has(path) || /^(\/|\.\.)|\$|:/.test(path)) continue;
      known.add(path);
      const included = await readOne(root, path, requirements, context);
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

async function readOne(root: string, path: string, format: ManifestFormat, context: ReadContext): Promise<Read> {
  try {
    const bytes = readWithin(root, path, placeOf(root), 'manifest');
    const text = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
    const manifest = await format.read({ path, text: text.replace(/^\uFEFF/, '') }, context);
    // What lies in a project template is no manifest yet.
    return { path, manifest: path.includes('{{') ? { ...manifest, warnings: [] } : manifest };
  } catch (error) {
    const message = error instanceof ReadError && error.code === 'ENOENT' ? GONE : reasonOf(error);
    return broken(path, { file: path, line: null, message });
  }
}
