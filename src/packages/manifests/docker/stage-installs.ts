import { saidByPath } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { type Install, type Selection, UV_DEFAULT } from '../manifest.ts';
import type { ReadContext } from '../manifest-format.ts';
import { installsIn, type ScriptContext } from '../syntax/script.ts';
import { type Instruction, scriptOf } from './instructions.ts';
import { keptBy } from './kept-stages.ts';
import { installsOfTargets, madeBy } from './makefile.ts';
import { scriptCalledBy } from './scripts.ts';
import type { Stage } from './stages.ts';
import type { Who } from './targets.ts';

/** Where a stage stands, and for whom it installs. */
export interface StageContext {
  /** The Dockerfile, relative to the project. */
  readonly path: string;
  readonly textOf: ReadContext['textOf'];
  readonly who: Who;
}

/** The commands of all stages that a target keeps, but for what a later one of them takes off again. */
export async function installsOfTarget(
  stages: readonly Stage[],
  target: number,
  context: StageContext,
): Promise<readonly Install[]> {
  const kept = [...keptBy(stages, target)].sort((a, b) => a - b);
  const copied = new Set(kept.flatMap((at) => (stages[at] as Stage).copied.map(({ stage }) => stage)));
  const installs = await Promise.all(kept.map((at) => installsOfStage(stages, at, context)));
  return kept.flatMap((at, index) => {
    const whole = at === target || copied.has(at);
    const later = kept.flatMap((other, place) => (isBuiltOn(stages, other, at) ? (installs[place] ?? []) : []));
    const own = installs[index] ?? [];
    return own.filter((install, place) => {
      const after = [...own.slice(place + 1), ...(whole ? [] : later)];
      return !after.some((next) => isExact(next) && samePlaces(next, install));
    });
  });
}

function isBuiltOn(stages: readonly Stage[], at: number, base: number): boolean {
  const own = stages[at]?.base ?? null;
  return own !== null && (own === base || isBuiltOn(stages, own, base));
}

/**
 * `uv sync` and `poetry sync` take off what they are not asked for.
 * https://docs.astral.sh/uv/concepts/projects/sync/#syncing-the-environment https://python-poetry.org/docs/cli/#sync
 */
function isExact({ text, weight }: Install): boolean {
  if (/--inexact\b|--only-group\b|--only-dev\b/.test(text) || weight === 'none') return false;
  return /\buv\b.*\ssync\b/.test(text) && !/\bpip\s+sync\b/.test(text)
    ? true
    : /\bpoetry\b.*\s(sync|--sync)\b/.test(text);
}

/** Whether two commands work on the same project, with one tool. */
function samePlaces(one: Install, other: Install): boolean {
  const places = ({ selections }: Install) => selections.map(({ tool, path }) => `${tool}:${path}`).join();
  const tool = ({ text }: Install) => /\b(uv|poetry)\b/.exec(text)?.[1];
  return one.weight === other.weight && tool(one) === tool(other) && places(one) === places(other);
}

/** The commands of a stage that install Python packages, in its scripts too. */
export async function installsOfStage(
  stages: readonly Stage[],
  at: number,
  { path, textOf, who }: StageContext,
): Promise<readonly Install[]> {
  const stage = stages[at] as Stage;
  const found: Install[] = [];
  for (const [index, instruction] of stage.instructions.entries()) {
    if (!/^(RUN|CMD|ENTRYPOINT)$/.test(instruction.name)) continue;
    const variables = stage.variables[index] ?? new Map();
    const folder = folderOf(path);
    const context = { file: path, line: instruction.line, folder, variables, ...who };
    const script = await scriptCalledBy(instruction, stage, path, textOf);
    const written = [
      ...installsIn(scriptOf(instruction), context),
      ...(script === null ? [] : installsIn(script.text, { ...context, file: script.path, line: 1 })),
      ...(await installsOfMake(instruction, context, textOf)),
    ];
    found.push(
      ...written
        .filter(isForEverybody)
        .map((install) => withEnvironment(asCopied(install, stage.renamed, path), variables)),
    );
  }
  return found;
}

/** What `RUN make install` installs, by the project's Makefile. */
async function installsOfMake(
  instruction: Instruction,
  context: ScriptContext,
  textOf: ReadContext['textOf'],
): Promise<readonly Install[]> {
  const made = instruction.name === 'RUN' ? madeBy(scriptOf(instruction)) : null;
  if (made === null) return [];
  for (const folder of new Set([resolved('', made.folder || '.'), resolved(context.folder, made.folder || '.')])) {
    const file = resolved(folder, 'Makefile');
    const text = await textOf(file);
    if (text !== null) return installsOfTargets(text, made.targets, { ...context, file, folder });
  }
  return [];
}

/** What is exported to a file whose name says that it is for developers installs nothing by itself. */
function isForEverybody({ text }: Install): boolean {
  const output = /(?:\s-o|--output(?:-file)?|>)[\s=]*([\w./-]+)/.exec(text)?.[1];
  return output === undefined || !/\b(export|requirements)\b/.test(text) || saidByPath(output).kind !== 'development';
}

/** The files that a command calls by the names that the image has for them. */
function asCopied(install: Install, renamed: ReadonlyMap<string, string>, path: string): Install {
  const original = (selection: Selection): Selection => {
    const source = renamed.get(selection.path.split('/').at(-1) ?? '');
    if (source === undefined || selection.tool !== 'requirements') return selection;
    return { ...selection, path: resolved(folderOf(path), source) };
  };
  return { ...install, selections: install.selections.map(original) };
}

/** uv also takes these from the environment: https://docs.astral.sh/uv/reference/environment/ */
function withEnvironment(install: Install, variables: ReadonlyMap<string, string>): Install {
  const isSet = (name: string) => /^(1|true|yes|y|on|t)$/i.test(variables.get(name) ?? '');
  if (!/\buv\b/.test(install.text)) return install;
  if (isSet('UV_NO_SYNC') && /\buv\b.*\srun\b/.test(install.text)) return { ...install, selections: [] };
  const dev = isSet('UV_NO_DEV') ? ['group:dev'] : [];
  const left = isSet('UV_NO_DEFAULT_GROUPS') ? [UV_DEFAULT] : [];
  const selections = install.selections.map((at) => ({
    ...at,
    roles: at.roles.filter((role) => !left.includes(role)),
    without: [...at.without, ...dev],
  }));
  return { ...install, selections };
}
