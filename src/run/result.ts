import type { Encoding, Finding } from '../types.ts';
import type { Problem } from '../util/errors.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { LogCause } from './log-cause.ts';
import { type FailOn, isFailing } from './threshold.ts';

/** What to do with what is found: show it, put it into the files, or only list it. */
export type Mode = 'preview' | 'check' | 'fix';

/** One file that holds something unguarded. */
export interface FileReport {
  /** As shown: relative to the working directory, or absolute where it lies outside; `-` is never shown. */
  readonly path: string;
  /** Its name in a patch, with `/` between folders. */
  readonly patchPath: string;
  readonly encoding: Encoding;
  /** Whether the file is not there yet; left out for any other. */
  readonly isNew?: boolean;
  readonly before: string;
  /** The text with every fixable finding fixed; equal to `before` where none is. */
  readonly after: string;
  /** In the order of their places in `before`. */
  readonly findings: readonly Finding[];
  /** What a human still has to do once `after` is in place, with its places in `after`. */
  readonly remaining: readonly Finding[];
  /** Whether `after` was written to the file. */
  readonly written: boolean;
}

/** The first use of a package of which it is not known whether production has it: no finding, as it may be right. */
export interface Doubt {
  /** As shown. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** The root of the import package. */
  readonly package: string;
  /** What is not known, why, and what to do. */
  readonly message: string;
}

/** What a run found out and did. */
export interface Result {
  readonly mode: Mode;
  /** Which findings fail a check, or a fix that leaves them. */
  readonly failOn: FailOn;
  /** How many of these pass all the same. */
  readonly maxFindings: number;
  /** The file of findings that are known, absolute; null where there is none. */
  readonly baseline: string | null;
  /** The files with findings, sorted by path. */
  readonly files: readonly FileReport[];
  readonly problems: readonly Problem[];
  /** What is not known, sorted by path; it changes no exit code. */
  readonly doubts: readonly Doubt[];
  /** Facts that matter but change no exit code, such as a hard link that was parted. */
  readonly notes: readonly string[];
  /** How many files were looked at. */
  readonly examined: number;
  /** The import packages that were looked for. */
  readonly packages: readonly string[];
  /** The configuration file that was used, as shown; null where there is none. */
  readonly configFile: string | null;
  /** Standard input's bytes as they are to stand after the run; null where files were read. */
  readonly output: Uint8Array | null;
  /** What the proof says of the project as the run left it, or would have left it; null where none was asked for. */
  readonly verdict: Verdict | null;
  /** What the log tells that the run went out from; left out where there is none. */
  readonly log?: ReadLog;
}

/** A log that a run went out from. */
export interface ReadLog {
  /** As it was given. */
  readonly file: string;
  readonly causes: readonly LogCause[];
}

/** The findings that stand in a file when the run is over: all of them, or after a fix the remaining ones. */
export function standingIn({ findings, remaining }: FileReport, mode: Mode): readonly Finding[] {
  return mode === 'fix' ? remaining : findings;
}

/**
 * The exit code of a run.
 * @returns 2 with any problem; else 1 where a check found, or a fix left, more than may be of the levels that fail, or a failure
 *   of a log, or where a proof does not hold; else 0.
 */
export function exitCodeOf(result: Result): 0 | 1 | 2 {
  const { mode, failOn, files, problems, verdict } = result;
  if (problems.length > 0) return 2;
  if (verdict?.outcome === 'fails') return 1;
  if (mode === 'preview') return 0;
  if (result.log?.causes.some(({ cure }) => cure !== 'guard')) return 1;
  const failing = files.flatMap((file) => standingIn(file, mode)).filter(({ level }) => isFailing(level, failOn));
  return failing.length > result.maxFindings ? 1 : 0;
}
