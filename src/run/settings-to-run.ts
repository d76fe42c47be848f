import { join } from 'node:path';
import { isInside, slashed } from '../files/paths.ts';
import { readText } from '../files/read.ts';
import { repositoryOf } from '../files/walk/patterns.ts';
import { productionSettings } from '../loading/production-settings.ts';
import type { DjangoEnvironment, Environment } from '../verify/environment.ts';
import type { Project } from '../verify/project/project.ts';
import type { NotRun } from '../verify/types.ts';
import type { ProofOptions } from './proof-options.ts';

/**
 * The ways in which a project is to be started: those that are known of it, and where nobody named any, those too that
 * its deployment names; and what production may use beside them. What lies among the tests, or is empty, is run where
 * nothing else is.
 * @param isNamed whether the user said which settings to run.
 */
export async function settingsToRun(
  { root, environments }: Project,
  isNamed: boolean,
): Promise<{ readonly environments: readonly DjangoEnvironment[]; readonly notRun: readonly NotRun[] }> {
  const top = repositoryOf(root) ?? root;
  const known = new Set(environments.map(({ settings }) => settings));
  const found = (await productionSettings(top)).flatMap(({ path, namedAt, reason }) => {
    const file = join(top, path);
    if (!isInside(file, root)) return [];
    const name = dottedName(slashed(file, root), known);
    return known.has(name) ? [] : [{ name, namedAt, reason, file: slashed(file, root) }];
  });
  const why = (each: DjangoEnvironment) =>
    isAmongTests(each) ? 'it lies among the tests' : isEmpty(root, each) ? 'it is empty' : null;
  const spared = isNamed ? [] : environments.filter((each) => why(each) !== null);
  const chosen =
    spared.length < environments.length ? environments.filter((each) => !spared.includes(each)) : environments;
  const run = isNamed ? [] : found.filter(({ namedAt }) => namedAt !== null);
  const left = found.filter((each) => !run.includes(each));
  return {
    environments: [
      ...chosen,
      ...run.map(({ name, namedAt }) => ({ settings: name, configuration: null, source: namedAt ?? '' })),
    ],
    notRun: [
      ...left.map(({ name, namedAt, reason, file }) => ({
        settings: name,
        file,
        importedAt: null,
        reason: namedAt === null ? reason : `${namedAt} names it`,
      })),
      ...spared
        .filter((each) => !chosen.includes(each))
        .map((each) => ({
          settings: each.settings,
          file: `${each.settings.replaceAll('.', '/')}.py`,
          importedAt: null,
          reason: `${each.source} names it, and ${why(each)}`,
        })),
    ],
  };
}

/** Whether importing settings imports a package of tests, which may well need what only developers install. */
function isAmongTests({ settings, source }: DjangoEnvironment): boolean {
  return /(^|\.)tests?\./.test(settings) && !source.endsWith('.py');
}

/** Whether settings are a package that has nothing in it: what starts with it is given another one, or does not start. */
function isEmpty(root: string, { settings }: DjangoEnvironment): boolean {
  const text = readText(join(root, ...settings.split('.'), '__init__.py'), 'source');
  return text?.replace(/#.*$/gm, '').trim() === '';
}

/** A file's dotted name: below the folder that the known modules are imported from, such as `src`. */
export function dottedName(path: string, known: ReadonlySet<string>): string {
  const name = path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
  const tops = [...known].map((module) => module.split('.')[0] ?? module);
  const inner = tops.map((top) => name.indexOf(`.${top}.`)).find((at) => at >= 0);
  return inner === undefined || tops.some((top) => name === top || name.startsWith(`${top}.`))
    ? name
    : name.slice(inner + 1);
}

/**
 * What is to be started: what the user named, else Django by its settings. A package of a Django project is imported
 * once its apps are loaded, under each of its settings modules; anything else sets up Django by itself.
 */
export async function environmentsFor(
  project: Project,
  { entries, settings }: Pick<ProofOptions, 'entries' | 'settings'>,
): Promise<{ readonly environments: readonly Environment[]; readonly notRun: readonly NotRun[] }> {
  const isNamed = settings.length > 0;
  if (entries.length === 0) return settingsToRun(project, isNamed);
  const alone = { settings: null, configuration: null };
  const found = project.environments.length === 0 ? null : await settingsToRun(project, isNamed);
  const environments = entries.flatMap((entry): Environment[] => {
    const source = `--${entry.kind}`;
    const under = entry.kind === 'module' || isNamed ? (found?.environments ?? []) : [];
    return under.length === 0 ? [{ ...alone, source, entry }] : under.map((each) => ({ ...each, source, entry }));
  });
  const isUsed = entries.some(({ kind }) => kind === 'module');
  return { environments, notRun: isUsed ? (found?.notRun ?? []) : [] };
}
