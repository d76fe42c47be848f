import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { type ProjectPackages, projectIn } from '../packages/project.ts';
import { projectRoots } from '../packages/root.ts';
import { packageRows, packagesJson, packagesText } from '../packages/table.ts';
import { whyLines } from '../packages/why.ts';
import type { PackagesCommand, WhyCommand } from './command.ts';

/** What a command says: its answer, and remarks on manifests that can't be read. */
export interface Said {
  readonly report: string;
  readonly notes: string;
}

/** Lists what the project's manifests declare, and for whom. */
export async function performPackages({ folder, view }: PackagesCommand): Promise<Said> {
  const project = await projectIn(projectRoots(projectFolder(folder), resolve('.')));
  const rows = packageRows(project, null);
  return { report: view.format === 'json' ? packagesJson(rows, project) : packagesText(rows), notes: remarks(project) };
}

/** Says why one package is taken for what it is. */
export async function performWhy({ package: name, folder }: WhyCommand): Promise<Said> {
  const project = await projectIn(projectRoots(projectFolder(folder), resolve('.')));
  return {
    report: whyLines(project, name)
      .map((line) => `${line}\n`)
      .join(''),
    notes: remarks(project),
  };
}

function projectFolder(folder: string): string {
  const absolute = resolve(folder);
  if (!statSync(absolute, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${folder} is no folder`);
  return absolute;
}

function remarks({ warnings }: ProjectPackages): string {
  return warnings.map(({ file, line, message }) => `${file}:${line}: ${message}\n`).join('');
}
