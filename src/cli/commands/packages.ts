import { resolve } from 'node:path';
import { isFolder } from '../../files/peek.ts';
import { barePlace } from '../../packages/manifests/manifest.ts';
import {
  dependenciesNamed,
  packageLines,
  packageRows,
  packagesJson,
  type Uses,
} from '../../packages/packages-table.ts';
import type { ProjectPackages } from '../../packages/project.ts';
import { whyLines } from '../../packages/why.ts';
import { withLocks } from '../../packages/with-locks.ts';
import type { Output } from '../../report/render.ts';
import { type Settings, settle } from '../../run/settings.ts';
import { lookThrough, type Survey } from '../../run/survey.ts';
import { refuseUnknown } from '../../scope/known-names.ts';
import { catalogueFor, readProject } from '../../scope/scope.ts';
import { UsageError } from '../../util/errors.ts';
import { asJson, asLines, type Shown } from '../../util/shown.ts';
import type { PackagesCommand, WhyCommand } from '../command.ts';

/** What a command says: its answer, and remarks on manifests that can't be read. */
type Said = Output & { readonly exitCode: number };

/** Lists what the project's manifests declare, for whom, and what its code does with those that production lacks. */
export async function performPackages({ folder, view }: PackagesCommand): Promise<Said> {
  const settings = await settingsIn(folder);
  const survey = await lookThrough(settings, {});
  const project = await withLocks(survey.project as ProjectPackages, await catalogueFor(settings));
  const rows = packageRows(project, usesIn(survey));
  return {
    report: view.format === 'json' ? packagesJson(rows, project) : asLines(packageLines(rows, project)),
    ...NOTHING_ELSE,
    notes: asLines([
      ...(survey.examined === 0 ? [`${folder} holds no Python file to look at`] : []),
      ...remarks(project),
    ]),
  };
}

/** Says why one package is taken for what it is. */
export async function performWhy({ package: name, folder, view }: WhyCommand): Promise<Said> {
  const settings = await settingsIn(folder);
  const catalogue = await catalogueFor(settings);
  const project = await withLocks(await readProject(settings, { catalogue }), catalogue, [name]);
  await refuseUnknown([name], project, catalogue, true);
  const survey = await lookThrough(settings, {});
  const lines = whyLines(project, name, catalogue, usesIn(survey));
  const report = view.format === 'json' ? whyJson(name, project, lines) : asLines(lines);
  return { report, ...NOTHING_ELSE, notes: asLines(remarks(project)) };
}

const NOTHING_ELSE = { code: null, exitCode: 0 };

function whyJson(name: string, project: ProjectPackages, lines: readonly string[]): Shown {
  const declared = dependenciesNamed(project, name).map(({ distribution, roots, classification, declared: places }) => {
    return { distribution, roots, classification, declared: places.map(barePlace) };
  });
  return asJson({ package: name, declared, reasons: lines.map((line) => line.trim()) }, 2);
}

/** The settings of a run on a folder that asks the manifests, whatever the configuration names. */
async function settingsIn(folder: string): Promise<Settings> {
  if (!isFolder(resolve(folder))) {
    throw new UsageError(`${folder} is no folder`);
  }
  return { ...(await settle({ mode: 'preview', paths: [folder] })), packages: null };
}

function usesIn({ packages, named, plans }: Survey): ReadonlyMap<string, Uses> {
  const findings = plans.flatMap(({ report }) => report.findings);
  const usesOf = (root: string): Uses => ({
    named: named.includes(root),
    unguarded: findings.filter((finding) => finding.package === root).length,
  });
  return new Map(packages.map((root) => [root, usesOf(root)]));
}

function remarks({ warnings }: ProjectPackages): readonly string[] {
  return warnings.map(({ file, line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`);
}
