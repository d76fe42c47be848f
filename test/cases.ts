import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import type { GuardStyle, OptionalPackage } from '../src/types.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const PROJECTS = 'projects';

/** One folder under fixtures/: what djguard is given, and what it must say. */
export interface Case {
  /** The folder's path below fixtures/, such as `imports/under-if-debug`. */
  readonly name: string;
  readonly folder: string;
  /** The path that djguard is told; what a file is called can matter, as for migrations. */
  readonly path: string;
  /** Roots of the packages that are optional. */
  readonly packages: readonly string[];
  /** Whether nothing is known of them but that a manifest declares them for development. */
  readonly unknown: boolean;
  /** How guards are to be written. */
  readonly guard: Partial<GuardStyle>;
  /** Names of lists that Django imports, beside the usual settings. */
  readonly startUp: readonly string[];
  /** Names whose values say whether a package is there. */
  readonly asking: readonly string[];
  /** Why `after.py` still fails without the packages: what is left for a human; null where nothing is. */
  readonly left: string | null;
  readonly before: Buffer;
  /** The rewritten file, where the file must change. */
  readonly after: Buffer | null;
  /** What `--check` lists, where there is anything to say. */
  readonly findings: string | null;
  /** Why djguard cannot read the file, where it cannot. */
  readonly error: string | null;
}

/** Every folder with a `before.py`, the whole projects apart, by name. */
export const cases: readonly Case[] = folders(FIXTURES).map(read);

/** A case's packages, as a run would know them. */
export function packagesOf({ packages, unknown }: Pick<Case, 'packages' | 'unknown'>): readonly OptionalPackage[] {
  return packages.map((root) => ({ ...packageNamed(root), ...(unknown && { doubtful: true }) }));
}

function folders(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some(({ name }) => name === 'before.py')) return [folder];
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== PROJECTS)
    .flatMap(({ name }) => folders(join(folder, name)));
}

function read(folder: string): Case {
  const bytes = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : null);
  const text = (name: string) => bytes(name)?.toString('utf8') ?? null;
  const special = JSON.parse(text('case.json') ?? '{}') as Partial<Case>;
  return {
    path: 'before.py',
    packages: ['debug_toolbar'],
    unknown: false,
    guard: {},
    startUp: [],
    asking: [],
    left: null,
    ...special,
    name: relative(FIXTURES, folder),
    folder,
    before: readFileSync(join(folder, 'before.py')),
    after: bytes('after.py'),
    findings: text('findings.txt'),
    error: text('error.txt'),
  };
}
