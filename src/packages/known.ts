import type { CatalogueRow } from './catalogue/row.ts';
import { isByNameOnly, isProduction } from './classify.ts';
import type { Uses } from './packages-table.ts';
import type { ProjectPackages } from './project.ts';

/** What a catalogue's row says of a package, in a sentence. */
export function whatItIs({ is, source, guarded }: CatalogueRow): string {
  const meant =
    guarded === 'always' ? 'nobody means it for production' : 'some run it in production, others for development only';
  return `what it is: ${is}${source === null ? '' : ` (${source})`}; ${meant}`;
}

/** What a run makes of a package by itself, in a sentence. */
export function verdictOn(project: ProjectPackages, root: string): string {
  const has = (list: readonly { readonly root: string }[]) => list.some((at) => at.root === root);
  if (project.local.has(root)) return `${root} is a package of the project itself: there is nothing to guard`;
  if (has(project.breakpoints)) return `${root} is a debugger: what is left of it is reported, not guarded`;
  const found = project.packages.find((at) => at.root === root);
  if (found !== undefined) {
    const where = found.everywhere ? 'wherever code uses it' : 'in code that production always loads';
    return `djguard guards ${root} ${where}`;
  }
  const providers = project.dependencies.filter(({ roots }) => roots.includes(root));
  const production = providers.find(({ classification }) => isProduction(classification));
  if (production !== undefined) {
    const other = providers.length > 1 ? ` by ${production.distribution}` : '';
    const name = isByNameOnly(production.declared) ? ', as far as names of files tell' : '';
    return `${root} is installed in production${other}${name}: djguard does not guard it, as a guard would hide that it is missing`;
  }
  if (has(project.unknown))
    return `the catalogue does not know ${root}: djguard edits nothing, and reports where production always loads it; --package ${root} guards it`;
  if (has(project.unsure))
    return `the catalogue does not know ${root}: djguard edits nothing, and says where production always loads it that it is not known whether production has it; --package ${root} guards it`;
  return `djguard leaves ${root} alone, as nothing says that production lacks it; --package ${root} guards it`;
}

/** What the code does with a package, in a sentence. */
export function usesIn({ named, unguarded }: Uses): string {
  if (unguarded > 0) return `the code uses it unguarded: ${unguarded === 1 ? '1 finding' : `${unguarded} findings`}`;
  return named ? 'the code names it, and nothing is unguarded' : 'no source names it';
}

/** What is not known of the project, in sentences. */
export function notKnown({ productionKnown, isComplete, dependencies }: ProjectPackages): readonly string[] {
  if (dependencies.length === 0) return [];
  if (!productionKnown) {
    return ['what production installs is not known: no manifest says that it installs Django'];
  }
  return isComplete
    ? []
    : ["what production's dependencies bring along is not known: no lock file or virtual environment tells"];
}
