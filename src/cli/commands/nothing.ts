import type { Result } from '../../run/result.ts';
import type { RunCommand } from '../command.ts';

/** The result of a run in which there is nothing to look at. */
export function nothingIn({ options: { mode } }: RunCommand, notes: readonly string[] = []): Result {
  return {
    mode,
    failOn: 'any',
    maxFindings: 0,
    baseline: null,
    files: [],
    problems: [],
    doubts: [],
    notes,
    examined: 0,
    packages: [],
    configFile: null,
    output: null,
    verdict: null,
  };
}
