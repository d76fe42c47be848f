import type { Result } from '../run/result.ts';
import type { Shown } from '../util/shown.ts';

/** What a report may say of a rule. */
export interface RuleDescription {
  readonly code: string;
  readonly name: string;
  readonly summary: string;
  readonly why: string;
}

/** Loads the rules, for a format that lists them. */
export type LoadRules = () => Promise<readonly RuleDescription[]>;

/** A format for machines that `--output-format` takes: one file in `formats/`, which exports one of these. */
export interface ReportFormat {
  /** What `--output-format` calls it. */
  readonly name: string;
  /**
   * Its place in the help and in messages, from low to high; no two formats share one. Below 10 stands djguard's own,
   * from 10 what one code host reads, and from 20 what several tools read.
   */
  readonly rank: number;
  /** Whether the report holds the proof; where it does not, the proof stands among the notes. */
  readonly holdsProof: boolean;
  /**
   * Turns a run into a text. The help loads every format, so what is heavy is imported in here.
   * @param result of a run in any mode.
   * @param loadRules gives all rules, whether they found something or not.
   */
  render(result: Result, loadRules: LoadRules): Shown | Promise<Shown>;
}
