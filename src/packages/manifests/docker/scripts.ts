import { folderOf, resolved } from '../../paths.ts';
import type { Kind } from '../manifest.ts';
import type { ReadContext } from '../manifest-format.ts';
import { type Instruction, scriptOf } from './instructions.ts';
import { servedBy } from './serving.ts';
import type { Stage } from './stages.ts';

/** Whose image the last start command of a stage, or of what it is built from, makes it. */
export async function startOf(
  stages: readonly Stage[],
  at: number,
  path: string,
  textOf: ReadContext['textOf'],
): Promise<Kind> {
  const stage = stages[at] as Stage;
  const starts = stage.instructions.filter(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
  if (starts.length === 0) return stage.base === null ? 'unknown' : startOf(stages, stage.base, path, textOf);
  const texts = await Promise.all(
    starts.map(async (instruction) => {
      const script = await scriptCalledBy(instruction, stage, path, textOf);
      return `${scriptOf(instruction)}\n${script?.text ?? ''}`;
    }),
  );
  return servedBy(texts.join('\n'));
}

/** The project's script that an instruction runs, under the name that the image has for it; null where it runs none. */
export async function scriptCalledBy(
  instruction: Instruction,
  { renamed }: Stage,
  path: string,
  textOf: ReadContext['textOf'],
): Promise<{ path: string; text: string } | null> {
  const called = scriptOf(instruction)
    .split(/[\s;&|]+/)
    .map((word) => word.replace(/^["']|["']$/g, ''))
    .filter(
      (word) =>
        (instruction.name === 'RUN' ? /\.sh$/ : /\.sh$|^\.?\/[\w./-]+$/).test(word) &&
        !/^\/(bin|usr|dev|etc|opt\/venv|venv|root|tmp|var)\//.test(word),
    );
  for (const word of called) {
    const parts = word.replace(/^\.?\//, '').split('/');
    const copied = renamed.get(parts.at(-1) ?? '');
    const likely = [...(copied === undefined ? [] : [copied]), ...parts.map((_, at) => parts.slice(at).join('/'))];
    for (const candidate of likely.flatMap((each) => [resolved('', each), resolved(folderOf(path), each)])) {
      const text = await textOf(candidate);
      if (text !== null) return { path: candidate, text };
    }
  }
  return null;
}
