import type { Evidence } from '../types.ts';
import { asJson, oneLine, type Shown } from '../util/shown.ts';
import { type Classification, type Declared, isByNameOnly } from './classify.ts';
import { notKnown } from './known.ts';
import { barePlace } from './manifests/manifest.ts';
import { normalised } from './naming-conventions.ts';
import type { ProjectPackages } from './project.ts';
import type { Dependency } from './project-package.ts';

/** How the code that was looked at uses a package. */
export interface Uses {
  /** Whether any source names it. */
  readonly named: boolean;
  readonly unguarded: number;
}

/** One line of `djguard packages`. */
export interface PackageRow {
  /** Null for a package that no manifest names. */
  readonly distribution: string | null;
  readonly root: string;
  readonly classification: Classification;
  /** Whether that rests on the names of files alone. */
  readonly byName: boolean;
  /** The place that tells the most; null where no manifest names it. */
  readonly evidence: Evidence | null;
  /** How many places declare it. */
  readonly places: number;
  /** Whether a run guards it where nobody names packages. */
  readonly inScope: boolean;
  /** Whether a package of the project itself has this name. */
  readonly local: boolean;
  /** Null where nobody looked: for what is in no scope. */
  readonly uses: Uses | null;
}

const ORDER: readonly Classification[] = ['development-only', 'undeclared', 'unknown', 'both', 'production'];

/**
 * The rows of the table: every declared dependency, and packages of the default scope that are used but not declared.
 * @param uses by root, of the packages that were looked for.
 */
export function packageRows(project: ProjectPackages, uses: ReadonlyMap<string, Uses>): readonly PackageRow[] {
  const scope = new Set(project.packages.map(({ root }) => root));
  const about = (root: string) => ({
    root,
    inScope: scope.has(root),
    local: project.local.has(root),
    uses: uses.get(root) ?? null,
  });
  const declared = project.dependencies.flatMap(({ distribution, roots, classification, declared: places }) =>
    roots.map((root): PackageRow => {
      const known = { classification, byName: isByNameOnly(places) };
      return { distribution, ...known, evidence: mostTelling(places), places: places.length, ...about(root) };
    }),
  );
  const undeclared = [...project.packages, ...project.undeclared]
    .filter(({ root, classification }) => classification === 'undeclared' && uses.get(root)?.named)
    .map(({ root, classification }): PackageRow => {
      return { distribution: null, classification, byName: false, evidence: null, places: 0, ...about(root) };
    });
  const rank = ({ classification, inScope }: PackageRow) => 2 * ORDER.indexOf(classification) + (inScope ? 0 : 1);
  const used = ({ uses: found }: PackageRow) => (found === null ? 0 : found.unguarded > 0 ? 2 : found.named ? 1 : 0);
  return [...declared, ...undeclared].sort(
    (a, b) => rank(a) - rank(b) || used(b) - used(a) || (a.root < b.root ? -1 : 1),
  );
}

/** The place that made a distribution what it is: production's first. */
function mostTelling(places: readonly Declared[]): Evidence | null {
  const best = (kind: Declared['kind']) => places.find((place) => place.kind === kind);
  const found = best('production') ?? best('development') ?? places[0];
  return found === undefined ? null : barePlace(found);
}

/**
 * The table as lines, its columns aligned; below it, in sentences, what the words of
 * the table mean for its packages, and what is not known.
 */
export function packageLines(rows: readonly PackageRow[], project: ProjectPackages): readonly string[] {
  if (rows.length === 0) return ['No manifest declares a package.'];
  const cells = rows.map((row) => [
    row.root,
    row.distribution ?? '-',
    row.byName ? `${row.classification}, by name` : row.classification,
    row.evidence === null
      ? '-'
      : `${oneLine(row.evidence.file)}:${row.evidence.line}${row.places > 1 ? ` +${row.places - 1}` : ''}`,
    usesText(row),
  ]);
  const all = [['package', 'distribution', 'installed', 'declared', 'used'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  const lines = all.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const below = sentences(rows, project);
  return [...lines, ...(below.length > 0 ? ['', ...below] : [])];
}

function sentences(rows: readonly PackageRow[], project: ProjectPackages): readonly string[] {
  const named = (test: (row: PackageRow) => boolean) =>
    [...new Set(rows.filter(test).map(({ root }) => root))].join(', ');
  const nobody = named(({ classification }) => classification === 'unknown');
  const unknown = new Set([...project.unknown, ...project.unsure].map(({ root }) => root));
  const strange = named(({ root, uses }) => unknown.has(root) && uses !== null && uses.unguarded > 0);
  return [
    ...(rows.some(({ byName }) => byName) ? ['By name: nothing but the names of files says so.'] : []),
    ...(nobody === '' ? [] : [`Declared, and nothing says for whom: ${nobody}.`]),
    ...(strange === '' ? [] : [`In no catalogue, so that production may need them; nothing is edited: ${strange}.`]),
    ...notKnown(project).map((line) => `${line[0]?.toUpperCase()}${line.slice(1)}.`),
  ];
}

function usesText({ local, uses }: PackageRow): string {
  if (local) return 'hidden by a package of the project';
  if (uses === null) return '';
  if (uses.unguarded > 0) return `unguarded: ${uses.unguarded}`;
  return uses.named ? 'nothing unguarded' : 'no';
}

/** The table as JSON, with what is not known and the warnings, ending in a newline. */
export function packagesJson(rows: readonly PackageRow[], project: ProjectPackages): Shown {
  const { warnings, files } = project;
  const said = { packages: rows, notKnown: notKnown(project), manifests: files, warnings };
  return asJson(said, 2);
}

/** The dependencies that a name means: a distribution's, or an import root. */
export function dependenciesNamed(project: ProjectPackages, name: string): readonly Dependency[] {
  const wanted = normalised(name);
  return project.dependencies.filter(({ distribution, roots }) => distribution === wanted || roots.includes(name));
}
