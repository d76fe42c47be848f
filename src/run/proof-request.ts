import { join, resolve } from 'node:path';
import { rules } from '../../transforms/index.ts';
import { commonFolder } from '../files/folders.ts';
import { isInside, shownPath } from '../files/paths.ts';
import { folderOf } from '../files/read.ts';
import { documentedBy } from '../rewrite/documented-settings.ts';
import { UsageError } from '../util/errors.ts';
import { announce } from '../verify/announce.ts';
import type { Findings } from '../verify/judge.ts';
import { inspect } from '../verify/project/inspect.ts';
import { locateProgram } from '../verify/project/program.ts';
import { locateProject, type Project } from '../verify/project/project.ts';
import type { Question } from '../verify/question.ts';
import { variablesIn } from '../verify/variables.ts';
import { absentWorld } from './absent-world.ts';
import { hiddenFor } from './hidden-packages.ts';
import { locatedFindings } from './located-findings.ts';
import type { ProofOptions } from './proof-options.ts';
import { run } from './run.ts';
import type { Options } from './settings.ts';
import { environmentsFor } from './settings-to-run.ts';
import type { Survey } from './survey.ts';
import { withVariables } from './verify-config.ts';

/** Takes what is to be told before the project's code is run. */
export type Say = (line: string) => void;

/**
 * Finds the project that is asked about, and its interpreter.
 * @throws UsageError where there is none, or not only one.
 */
export function locate(options: Options, asked: ProofOptions): Promise<Project> {
  const python =
    asked.python === null || !/[\\/]/.test(asked.python) ? asked.python : resolve(options.cwd ?? '.', asked.python);
  const locateIt = asked.entries.length > 0 ? locateProgram : locateProject;
  return locateIt(folderAsked(options, asked), { python, settings: asked.settings });
}

/** The folder that is looked through for the packages of a project: what is asked about, and all of the project. */
export function folderToLook(options: Options, asked: ProofOptions, { root }: Project): string {
  const folder = folderAsked(options, asked);
  return isInside(root, folder) ? folder : root;
}

function folderAsked(options: Options, asked: ProofOptions): string {
  const cwd = resolve(options.cwd ?? '.');
  if (asked.project !== null) return resolve(cwd, asked.project);
  const paths = options.paths?.length ? options.paths : ['.'];
  return commonFolder(paths.map((path) => folderOf(resolve(cwd, path))));
}

/**
 * Puts a question to a project, and says before the first time that its code will be run.
 * @throws UsageError where its interpreter can't run it.
 */
export async function ask(
  project: Project,
  survey: Survey,
  asked: ProofOptions,
  options: Options,
  say: Say,
): Promise<Question> {
  const { timeout, memory, command } = asked;
  const { verify } = survey.settings;
  const given = { ...variablesIn(asked.envFiles, resolve(options.cwd ?? '.')), ...asked.env };
  const env = { ...process.env, ...verify.env, ...given };
  const what = asked.entries.length > 0 ? 'all that it imports as it starts' : 'its settings, apps and URLconf';
  announce(project, what, say);
  const { packages, declarers, notes } = await hiddenFor(project, survey, asked, env, options);
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const interpreter = await untilInterrupted(options, () =>
    inspect(project.python, project.root, packages, env, asked.entries.length === 0, options.signal),
  );
  const { atFirstUse } = documentedBy(rules);
  const { environments, notRun } = await environmentsFor(project, asked);
  const remarks = [...notes];
  const tell = { say, note: (remark: string) => remarks.push(remark) };
  const absent = await untilInterrupted(options, () =>
    absentWorld(project, survey, packages, asked, interpreter, env, options, tell),
  );
  return {
    project: { ...project, environments: environments.map((each) => withVariables(each, verify.settings, given)) },
    interpreter,
    packages: absent.packages,
    absentPython: absent.python,
    declarers,
    atFirstUse,
    notRun,
    remarks,
    before: null,
    timeout,
    memory,
    command,
    env,
    ...signal,
  };
}

/** Work that runs the project, which Ctrl-C ends. @throws UsageError then. */
export async function untilInterrupted<Outcome>(
  { signal, mode }: Options,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw new UsageError(mode === 'fix' ? 'interrupted: nothing was written' : 'interrupted');
    throw error;
  }
}

/**
 * Looks at the whole project, whatever paths and rules the run was given: a failure may come from anywhere.
 * @param folder what is looked through.
 */
export function findingsFor(
  { signal: _, select: __, ignore: ___, ...options }: Options,
  { root }: Pick<Project, 'root'>,
  folder: string,
): Findings {
  const cwd = resolve(options.cwd ?? '.');
  return {
    async find(files) {
      const paths = [folder, ...files.map((file) => join(root, file))];
      const found = await run({ ...options, mode: 'preview', paths });
      return locatedFindings(found).map(({ path, finding, end }) => ({ path, finding, endLine: end.line }));
    },
    nameOf: (file) => shownPath(join(root, file), cwd),
    failsFor: (step, finding) =>
      rules.some(({ name, failsSteps = [] }) => name === finding.rule && failsSteps.includes(step)),
  };
}
