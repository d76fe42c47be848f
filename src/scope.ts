import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './errors.ts';
import { shownPath } from './files/paths.ts';
import { ownPackages } from './own-packages.ts';
import { CATALOGUE, type Catalogue, packageNamed } from './packages/catalogue.ts';
import { isProduction } from './packages/classify.ts';
import type { ProjectPackages } from './packages/project.ts';
import { projectRoots } from './packages/root.ts';
import type { Settings } from './settings.ts';
import type { OptionalPackage } from './types.ts';

/** A package that a run looks for. */
export interface ScopedPackage extends OptionalPackage {
  /** Whether every file is looked at; else only those that production always loads. */
  readonly everywhere: boolean;
  /** Whether its uses are worth a remark only: production may have it, and no manifest says so. */
  readonly undeclared?: boolean;
}

/** What a run looks for. */
export interface Scope {
  readonly packages: readonly ScopedPackage[];
  /** The roots of those that a proof takes away even where no file names them. */
  readonly withheld: readonly string[];
  /** The folder of the project that the paths lie in, absolute. */
  readonly root: string;
  /** What its manifests say; null where nobody asked them. */
  readonly project: ProjectPackages | null;
  readonly notes: readonly string[];
}

/** The entries of folders, by absolute path. */
type Listed = ReadonlyMap<string, readonly Dirent[]>;

const DEFAULT = 'debug_toolbar';

/**
 * Finds out which packages a run looks for: those that are named, else those that the project's manifests have for
 * development only.
 * @param files the sources that the run looks at, absolute.
 * @param listed the folders whose entries are known already.
 * @throws UsageError where production installs a package that is named.
 */
export async function scopeFor(
  settings: Settings,
  files: readonly string[],
  listed: Listed = new Map(),
): Promise<Scope> {
  const { packages, isolated, force, cwd } = settings;
  const names = packages ?? (isolated ? [DEFAULT] : null);
  const project = isolated || force ? null : await readProject(settings, listed);
  const root = project?.root ?? projectRoots(settings.folder, cwd)[0];
  const shown = (file: string) => shownPath(join(root, file), cwd);
  if (names === null) return { ...found(project as ProjectPackages, shown), root, project };
  if (project !== null) refuseProduction(names, project, shown);
  const own = ownPackages(names, settings.paths, cwd, files);
  const withheld = names.filter((name) => !own.includes(name));
  const catalogue = await catalogueFor(settings);
  const scoped = withheld.map((name) => ({ ...packageNamed(name, catalogue), everywhere: true }));
  return { packages: scoped, withheld, root, project, notes: own.map(ownNote) };
}

/** What the manifests say of the packages of the project that the paths lie in. */
export async function readProject(settings: Settings, listed: Listed = new Map()): Promise<ProjectPackages> {
  const { projectIn } = await import('./packages/project.ts');
  const catalogue = await catalogueFor(settings);
  return projectIn(projectRoots(settings.folder, settings.cwd), { catalogue, listed });
}

/** What is known of packages, with what the configuration adds. */
export async function catalogueFor({ packageTable, configFile, cwd }: Settings): Promise<Catalogue> {
  if (packageTable === null) return CATALOGUE;
  const { withCustomPackages } = await import('./packages/custom.ts');
  return withCustomPackages(CATALOGUE, packageTable, shownPath(configFile ?? '', cwd));
}

function found(
  project: ProjectPackages,
  shown: (file: string) => string,
): Pick<Scope, 'packages' | 'withheld' | 'notes'> {
  const notes = [
    ...project.warnings.map(
      ({ file, line, message }) => `${shown(file)}${line === null ? '' : `:${line}`}: ${message}`,
    ),
    ...project.hidden.map(ownNote),
    ...project.dependencies.flatMap(({ roots, classification, declared }) => {
      const [first] = declared;
      const meant = roots.filter((root) => project.never.has(root));
      if (!isProduction(classification) || first === undefined) return [];
      return meant.map(
        (root) => `${root} is installed in production (${shown(first.file)}:${first.line}): it is not guarded`,
      );
    }),
  ];
  const withheld = project.packages
    .filter(
      ({ root, row, classification }) => root === DEFAULT || (row?.never === true && classification !== 'undeclared'),
    )
    .map(({ root }) => root);
  const undeclared = project.undeclared.map((at) => ({ ...at, undeclared: true }));
  return { packages: [...project.packages, ...project.breakpoints, ...undeclared], withheld, notes };
}

function ownNote(root: string): string {
  return `${root} is a package of this project: there is nothing to guard`;
}

/** A guard around what production is to have would hide that it is missing. */
function refuseProduction(names: readonly string[], project: ProjectPackages, shown: (file: string) => string): void {
  for (const name of names) {
    const dependency = project.dependencies.find(
      ({ roots, classification }) => roots.includes(name) && isProduction(classification),
    );
    const [place] = dependency?.declared ?? [];
    if (place === undefined) continue;
    throw new UsageError(
      `production installs ${name} (${shown(place.file)}:${place.line} \`${place.text}\`): a guard would hide that it is missing; --force guards it all the same`,
    );
  }
}
