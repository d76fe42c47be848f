import { join, resolve } from 'node:path';
import { productionRequirements } from '../packages/production-requirements.ts';
import { UsageError } from '../util/errors.ts';
import { absentEnvironment, bytesOf } from '../verify/project/absent-environment.ts';
import { distributionsOf } from '../verify/project/distributions.ts';
import { type Interpreter, inspect } from '../verify/project/inspect.ts';
import { copyOwnMetadata } from '../verify/project/own-metadata.ts';
import type { Project } from '../verify/project/project.ts';
import type { ProofOptions } from './proof-options.ts';
import type { Options } from './settings.ts';
import type { Survey } from './survey.ts';

/** What installs the rest, and is not imported. */
const TOOLS = new Set(['pip', 'setuptools', 'wheel', 'uv']);

/** Takes what is told at once, and what is told at the end. */
interface Tell {
  say(line: string): void;
  note(remark: string): void;
}

/** A world in which packages are really missing. */
export interface AbsentWorld {
  /** Its interpreter; null where the packages are to be hidden. */
  readonly python: string | null;
  /** What is missing there. */
  readonly packages: readonly string[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Finds, or makes, the environment that a proof is to use for the world without the packages.
 * @param tell takes what is told before something is installed, and remarks on what was.
 * @throws UsageError where it is none of production's requirements alone, or could not be made.
 */
export async function absentWorld(
  project: Project,
  survey: Survey,
  packages: readonly string[],
  asked: ProofOptions,
  interpreter: Interpreter,
  env: Variables,
  options: Options,
  tell: Tell,
): Promise<AbsentWorld> {
  const needsDjango = asked.entries.length === 0;
  const installedFor = (python: string) => inspect(python, project.root, packages, env, needsDjango, options.signal);
  if (packages.length === 0 || (asked.absentPython === null && !asked.buildAbsent)) return { python: null, packages };
  if (asked.absentPython !== null) {
    const python = /[\\/]/.test(asked.absentPython)
      ? resolve(options.cwd ?? '.', asked.absentPython)
      : asked.absentPython;
    const { installed } = await installedFor(python);
    const [there, here] = await Promise.all(
      [python, project.python].map((each) => distributionsOf(each, env, options.signal)),
    );
    sayOthers(there as Installed, here as Installed, tell);
    if (installed.length === 0) return { python, packages };
    throw new UsageError(
      `${python} has ${installed.join(', ')}: it is no environment of production's requirements alone; --build-absent makes one`,
    );
  }
  const python = await made(project, survey, interpreter, env, options, tell);
  const { installed } = await installedFor(python);
  if (installed.length > 0) {
    tell.note(`not taken away, since production's requirements bring it: ${installed.join(', ')}`);
  }
  return { python, packages: packages.filter((name) => !installed.includes(name)) };
}

/** Until Python 3.12 each environment has it, without being asked: https://docs.python.org/3/library/venv.html */
function bringsSetuptools(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 3 && minor < 12;
}

type Installed = Awaited<ReturnType<typeof distributionsOf>>;

/** Another version may well make values of its own. */
function sayOthers(there: Installed, here: Installed, tell: Tell): void {
  const others = [...there].flatMap(([name, { version }]) => {
    const own = here.get(name)?.version;
    return own === undefined || own === version || TOOLS.has(name) ? [] : [`${name} ${version}, not ${own}`];
  });
  if (others.length > 0)
    tell.note(`the world without has other versions, whose values may differ: ${others.join('; ')}`);
}

async function made(
  { python, root }: Project,
  { project }: Survey,
  interpreter: Interpreter,
  env: Variables,
  { signal }: Options,
  tell: Tell,
): Promise<string> {
  if (project === null)
    throw new UsageError('--build-absent reads the manifests, which --isolated and --force pass over');
  const { files, requirements, loose } = await productionRequirements(project);
  const lines = [...files.map((file) => `-r ${join(project.root, file)}`), ...requirements];
  if (lines.length === 0) throw new UsageError('no manifest says what production installs: there is nothing to build');
  const contents = [...project.files, ...project.locks].map((file) => bytesOf(join(project.root, file)));
  const shared = signal === undefined ? {} : { signal };
  const here = await distributionsOf(python, env, signal);
  if (bringsSetuptools(interpreter.python) && here.has('setuptools')) lines.push('setuptools');
  const constraints = [...here].flatMap(([name, { version }]) =>
    /^[\w.!]+$/.test(version) ? [`${name}==${version}`] : [],
  );
  const environment = await absentEnvironment(
    { python, version: interpreter.python, lines, constraints: constraints.sort(), contents, root, env, ...shared },
    tell.say,
  );
  await copyOwnMetadata(python, environment.python, [project.root, root], env, signal);
  const there = await distributionsOf(environment.python, env, signal);
  const installed = [...there].map(([name, { version }]) => `${name} ${version}`);
  const how = environment.isNew ? `made with ${environment.tool}` : 'made before, of the same manifests';
  tell.note(`${environment.folder}, ${how}, has ${installed.sort().join(', ')}`);
  sayOthers(there, here, tell);
  if (loose.length > 0) tell.note(`any version was taken of ${loose.join(', ')}: pip has no word for what is written`);
  return environment.python;
}
