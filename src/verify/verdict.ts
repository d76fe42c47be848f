import type { CommandRuns } from './ended.ts';
import type { Interpreter } from './project/inspect.ts';
import type { Trouble } from './troubles.ts';
import type { NotRun, Proof, ProofOutcome } from './types.ts';
import type { Missing } from './variables.ts';

/** Where a package that only development has comes from. */
export interface Declarer {
  /** As it is imported. */
  readonly root: string;
  /** The distribution that holds it, normalised. */
  readonly distribution: string;
  /** The one that is declared, where it is another, which brings it. */
  readonly through: string | null;
  /** Where that is declared, as shown. */
  readonly place: { readonly path: string; readonly line: number } | null;
}

/** What came of it all. */
export interface Verdict {
  readonly root: string;
  readonly interpreter: Interpreter;
  readonly proof: Proof;
  readonly troubles: readonly Trouble[];
  /** Where the packages come from, of a program that is started without Django's steps; else empty. */
  readonly declarers: readonly Declarer[];
  /** Whether it is about a program that is started without Django's steps. */
  readonly isProgram: boolean;
  /** The settings modules that were not run. */
  readonly notRun: readonly NotRun[];
  /** What the project misses in its environment, as far as it says so; null where nothing. */
  readonly missing: Missing | null;
  readonly command: CommandRuns | null;
  /** The bytes of data that a process could have, where one asked for more; else null. */
  readonly outOfMemory: number | null;
  /** What it comes to: the proof's own outcome, and `fails` where the command does so in one world. */
  readonly outcome: ProofOutcome;
  /** The shown path of a file that is named relative to the project. */
  nameOf(file: string): string;
}
