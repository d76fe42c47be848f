import type { Result } from '../../run/result.ts';
import { nearest } from '../../util/suggest.ts';
import { COMMANDS } from '../command.ts';

/** A result in which a first path that is not there, and has nearly the name of a command, is said to have it. */
export function withMistyped(result: Result, [first = '']: readonly string[]): Result {
  const isWord = /^[a-z]+$/.test(first);
  const meant = isWord && result.problems.some(({ path }) => path === first) ? nearest(first, COMMANDS) : null;
  if (meant === null) return result;
  const problems = result.problems.map((problem) =>
    problem.path === first
      ? { ...problem, message: `${problem.message}. Did you mean the command djguard ${meant}?` }
      : problem,
  );
  return { ...result, problems };
}
