import type { Result } from '../run/result.ts';

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
   */
  render(result: Result): string | Promise<string>;
}
