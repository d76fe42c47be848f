import { folderOf, resolved } from '../../paths.ts';
import type { ReadContext } from '../manifest-format.ts';
import { type Instruction, scriptOf } from './instructions.ts';
import type { Stage } from './stages.ts';

/** What starts a stage: its last start commands, or those of what it is built from, with the scripts that they call. */
export async function startOf(
  stages: readonly Stage[],
  at: number,
  path: string,
  textOf: ReadContext['textOf'],
): Promise<string> {
  const stage = stages[at] as Stage;
  const starts = stage.instructions.filter(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  if (starts.length === 0) return stage.base === null ? '' : startOf(stages, stage.base, path, textOf);
  const texts = await Promise.all(
    starts.map(async (instruction) => {
      const script = await scriptCalledBy(instruction, stage, path, textOf);
      return `${scriptOf(instruction)}\n${script?.text ?? ''}`;
    }),
  );
  return texts.join('\n');
}

/** The project's script that an instruction runs, under the name that the image has for it; null where it runs none. */
export async function scriptCalledBy(
  instruction: Instruction,
  { renamed }: Stage,
  path: string,
  textOf: ReadContext['textOf'],
): Promise<{ path: string; text: string } | null> {
  const folders = ['', folderOf(path)];
  return scriptIn(scriptOf(instruction), { folders, renamed, bare: instruction.name !== 'RUN' }, textOf);
}

/** Where the scripts lie that a command in an image calls. */
export interface Scripts {
  /** The folders that they may lie in, relative to the project. */
  readonly folders: readonly string[];
  /** The project's files that the image calls by another name, from the last part of that. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Whether a script may lack its ending. */
  readonly bare: boolean;
}

/** The project's script that a command runs; null where it runs none. */
export async function scriptIn(
  command: string,
  { folders, renamed, bare }: Scripts,
  textOf: ReadContext['textOf'],
): Promise<{ path: string; text: string } | null> {
  const called = command
    .split(/[\s;&|]+/)
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .filter(
      (word) =>
        (bare ? /\.sh$|^\.?\/[\w./-]+$/ : /\.sh$/).test(word) &&
        !/^\/(bin|usr|dev|etc|opt\/venv|venv|root|tmp|var)\/|\.py$/.test(word),
    );
  for (const word of called) {
    const parts = word.replace(/^\.?\//, '').split('/');
    const copied = renamed.get(parts.at(-1) ?? '');
    const likely = [...(copied === undefined ? [] : [copied]), ...parts.map((_, at) => parts.slice(at).join('/'))];
    for (const candidate of likely.flatMap((each) => folders.map((folder) => resolved(folder, each)))) {
      const text = await textOf(candidate);
      if (text !== null) return { path: candidate, text };
    }
  }
  return null;
}
