import { CATALOGUE, type Catalogue } from './catalogue/catalogue.ts';
import { classText, type Declared, isProduction, kindText } from './classify.ts';
import { notKnown, usesIn, verdictOn, whatItIs } from './known.ts';
import type { Place } from './manifests/manifest.ts';
import { normalised } from './naming-conventions.ts';
import { dependenciesNamed, type Uses } from './packages-table.ts';
import type { ProjectPackages } from './project.ts';
import type { Dependency } from './project-package.ts';
import type { Installed, Walk } from './resolve-groups.ts';

const MOST_WALKS = 6;

/**
 * Says why a package is taken for what it is: what the catalogue knows of it, the places that declare it with the way
 * there, for what production lacks the ways on which it is not, what a run makes of it, and what is not known.
 * @param name a distribution or an import root.
 * @param uses what the code does with import roots; nothing is said of those that it does not hold.
 * @returns lines without newlines.
 */
export function whyLines(
  project: ProjectPackages,
  name: string,
  catalogue: Catalogue = CATALOGUE,
  uses: ReadonlyMap<string, Uses> = new Map(),
): readonly string[] {
  const about = (root: string): readonly string[] => {
    const row = catalogue.byRoot.get(root);
    const used = uses.get(root);
    return [
      ...(row === undefined ? [] : [whatItIs(row)]),
      verdictOn(project, root),
      ...(used === undefined ? [] : [usesIn(used)]),
    ];
  };
  const found = dependenciesNamed(project, name);
  if (found.length === 0) return undeclaredLines(project, name, catalogue, about);
  const isCertain = found.every(({ classification }) => isProduction(classification));
  return [
    ...found.flatMap((dependency) => [
      `${dependency.distribution} (${dependency.roots.join(', ')}): ${classText(dependency.classification, dependency.declared)}`,
      ...(isProduction(dependency.classification) ? [] : absenceLines(project, dependency)),
      ...dependency.declared.map((declared) => `  ${kindText(declared)}: ${chainText(declared.chain, declared)}`),
      ...dependency.roots.flatMap(about).map((line) => `  ${line}`),
    ]),
    ...(isCertain ? [] : notKnown(project).map((line) => `  ${line}`)),
  ];
}

function undeclaredLines(
  project: ProjectPackages,
  name: string,
  catalogue: Catalogue,
  about: (root: string) => readonly string[],
): readonly string[] {
  const row = catalogue.byDistribution.get(normalised(name)) ?? catalogue.byRoot.get(name);
  const read = project.files.length === 0 ? 'there are no manifests' : `read: ${project.files.join(', ')}`;
  const lines = [`no manifest names it (${read})`, ...about(row?.root ?? name), ...notKnown(project)];
  return [`${name}: undeclared`, ...lines.map((line) => `  ${line}`)];
}

/** Production's ways, each to its ends, without what an earlier way went along. */
function absenceLines({ graph }: ProjectPackages, dependency: Dependency): string[] {
  const told = new Set<unknown>();
  const lines = graph.walks.flatMap((walk) => {
    const fresh = walk.groups.filter(({ group }) => !told.has(group));
    for (const { group } of fresh) told.add(group);
    const ends = fresh.filter((at) => !fresh.some((next) => next !== at && leadsThrough(at, next)));
    return ends
      .filter((end) => !declares(end, dependency))
      .map((end) => `  production: ${pathText(walk, end)} -> not there`);
  });
  const more = lines.length - MOST_WALKS;
  return more > 0
    ? [...lines.slice(0, MOST_WALKS), `  production: and ${more} more ways on which it is not there`]
    : lines;
}

function leadsThrough(at: Installed, next: Installed): boolean {
  if (next.chain[at.chain.length]?.file !== at.group.file) return false;
  return at.chain.every((place, index) => samePlace(place, next.chain[index]));
}

function samePlace(a: Place, b: Place | undefined): boolean {
  return a.file === b?.file && a.line === b.line;
}

function declares({ group }: Installed, { distribution }: Dependency): boolean {
  return group.declarations.some(({ name }) => name === distribution);
}

/** The way to a group; a command by its place alone, as its line is long. */
function pathText(walk: Walk, { group, chain }: Installed): string {
  const steps = chain.map((place, index) =>
    index === 0 && walk.install !== null ? at(place) : `${at(place)} \`${place.text}\``,
  );
  return [...steps, group.name === null ? group.file : `${group.file} [${group.name}]`].join(' -> ');
}

function chainText(chain: readonly Place[], declared: Declared): string {
  const group = declared.group === null ? '' : ` [${declared.group}]`;
  const own = `${at(declared)}${group} \`${declared.text}\``;
  return [...chain.map((place) => `${at(place)} \`${place.text}\``), own].join(' -> ');
}

function at({ file, line }: Place): string {
  return `${file}:${line}`;
}
