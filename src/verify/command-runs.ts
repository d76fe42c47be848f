import { delimiter, dirname, isAbsolute } from 'node:path';
import { UsageError } from '../util/errors.ts';
import { runIn } from './command.ts';
import type { CommandRuns } from './ended.ts';
import type { Question } from './question.ts';

/** One world after the other: what the command uses, such as a test database, is often there only once. */
export async function runCommand(
  question: Question,
  holds: boolean,
  seconds: number | null,
): Promise<CommandRuns | null> {
  const { command: words, project, packages, memory, signal } = question;
  const [program, ...rest] = words;
  if (program === undefined) return null;
  if (!holds) return { words, present: null, absent: null };
  const start = (world: 'present' | 'absent') => {
    const lacks = world === 'absent' ? question.absentPython : null;
    const python = lacks ?? project.python;
    const run = { cwd: project.root, env: withPython(python, question.env), python, seconds, memory, signal };
    // Where they are really missing there is nothing to hide.
    return runIn(lacks === null ? world : 'present', [program, ...rest], packages, run);
  };
  try {
    return { words, present: await start('present'), absent: await start('absent') };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new UsageError(`can't run ${program}: ${(error as Error).message}`);
  }
}

/** The environment variables with which `python` is a given interpreter. */
function withPython(python: string, env: Question['env']): Question['env'] {
  const path = [dirname(python), env.PATH ?? env.Path].filter(Boolean).join(delimiter);
  return isAbsolute(python) ? { ...env, PATH: path } : env;
}
