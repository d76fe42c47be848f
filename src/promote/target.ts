import type { Group } from '../packages/manifests/manifest.ts';
import { ownerOf } from '../packages/paths.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Installed } from '../packages/resolve-groups.ts';
import type { Desk } from './desk.ts';
import { Refused } from './lists/list.ts';
import { reachedFrom } from './together.ts';

/** The file, and the group in it, that somebody chose to declare a package in. */
export interface Chosen {
  /** Relative to the project. */
  readonly file: string;
  /** As its manifest calls it, or the end of that; null for its main group. */
  readonly group: string | null;
}

/**
 * The group that a package is declared in for production: where a command says what production installs, one of these;
 * then one in the file that declares it now, or that this file includes; then one that declares Django.
 * What a tool wrote stands for what it was made of.
 * @param sources the groups that declare it for development.
 * @throws Refused where there is none, or several, with their names.
 */
export function targetFor(desk: Desk, sources: readonly Group[]): Group {
  const { project, within } = desk;
  const all = [...project.graph.installed.values()].filter(({ kind }) => kind === 'production');
  const main = all.filter(({ group }) => group.role === 'main');
  const written = writtenOf(main.length > 0 ? main : all, desk);
  if (written.length === 0)
    throw new Refused('no manifest says what production installs: --to FILE[:GROUP] says where');
  const above = written.map(({ group }) => ownerOf(group.file)).filter((owner) => isBelow(within, owner));
  const nearest = above.sort((a, b) => b.length - a.length).slice(0, 1);
  const owners = new Set(sources.length > 0 ? sources.map(({ file }) => ownerOf(file)) : nearest);
  const reached = reachedFrom(sources, project.graph);
  const steps: readonly ((at: Installed) => boolean)[] = [
    ({ group }) => owners.has(ownerOf(group.file)),
    ({ group }) => group.declarations.length > 0,
    ({ chain }) => chain.length > 0,
    ({ byName }) => !byName,
    ({ group }) => reached.has(group) || sources.some(({ file }) => file === group.file),
    ({ group }) => group.declarations.some(({ name }) => name === 'django'),
    ({ group }) => written.every((at) => at.group === group || !reachedFrom([group], project.graph).has(at.group)),
  ];
  const left = steps.reduce((rest, step) => (rest.some(step) ? rest.filter(step) : rest), written);
  const [first, second] = left;
  // Poetry reads `[project]` before its own table.
  if (first !== undefined && (second === undefined || left.every(({ group }) => group.file === first.group.file))) {
    return first.group;
  }
  throw new Refused(
    `it may belong in ${left.map(({ group }) => titleOf(group)).join(' or ')}: --to FILE[:GROUP] says where`,
  );
}

/** @throws Refused where no such group is there, or developers alone install it. */
export function chosenTarget({ file, group }: Chosen, project: ProjectPackages): Group {
  const own = [...project.graph.installed.values()].filter((at) => at.group.file === file);
  const named = own.filter(
    ({ group: { name, role } }) => group === null || name === group || name?.endsWith(`.${group}`) || role === group,
  );
  const found = named.find(({ group: at }) => at.role === 'main') ?? named[0];
  const known = own.map((at) => titleOf(at.group)).join(', ');
  if (found === undefined || (group === null && found.group.role !== 'main')) {
    const there = own.length === 0 ? 'no manifest that declares anything' : `no such group: it has ${known}`;
    throw new Refused(`${file}${group === null ? '' : `:${group}`} is ${there}`);
  }
  if (found.kind === 'development') throw new Refused(`${titleOf(found.group)} is for development`);
  return found.group;
}

function isBelow(folder: string, owner: string): boolean {
  return owner === '' || `${folder}/`.startsWith(`${owner}/`);
}

/** A group as its file and its name. */
export function titleOf({ file, name }: Group): string {
  return name === null ? file : `${file} [${name}]`;
}

/** What a tool wrote is replaced by what it was made of. */
function writtenOf(found: readonly Installed[], { project, made }: Desk): readonly Installed[] {
  const all = [...project.graph.installed.values()];
  const written = found.flatMap((at) => {
    const sources = at.group.name === null ? made(at.group.file)?.sources : undefined;
    if (sources === undefined) return [at];
    const from = all.filter(({ group }) => sources.includes(group.file) && group.role === 'main');
    return from.map((each) => ({ ...each, chain: at.chain, byName: at.byName }));
  });
  return written.filter(({ group }, at) => written.findIndex((other) => other.group === group) === at);
}
