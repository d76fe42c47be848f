import type { Result } from '../run/result.ts';
import { asLines, type Shown } from '../util/shown.ts';
import type { Verdict } from '../verify/verdict.ts';
import { type Colors, coloursFor } from './colours.ts';
import type { Diffs, DiffView } from './diff.ts';
import { levelLines } from './level-lines.ts';
import type { LoadRules } from './report-format.ts';
import { count, fixedLines, listedLines, problemLine, summaryLine } from './text.ts';

/** What a run prints. */
export interface Output {
  /** The diff, the findings, or the report: what `--output-file` takes in place of standard output. */
  readonly report: Buffer | Shown;
  /** The code, where it was read from standard input and fixed; it goes to standard output. */
  readonly code: Uint8Array | null;
  /** What changed, what failed, and the summary. */
  readonly notes: Shown;
  /** Further reports, each for a file. */
  readonly others?: readonly { readonly file: string; readonly report: Buffer | Shown }[];
}

/** What of a run is shown, and how. */
export interface RenderOptions {
  /** One of `FORMATS`. */
  readonly format: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether a check counts its findings instead of listing them. */
  readonly statistics: boolean;
}

/** What is known of where a report and its notes go. */
export interface Streams {
  /** Whether either may be coloured. */
  readonly colour: { readonly report: boolean; readonly notes: boolean };
  /** Whether people or a log read the report: see `DiffView`. */
  readonly isLog: boolean;
  /** Whether the report goes to a terminal. */
  readonly isTerminal: boolean;
}

/**
 * Puts a run's result into words.
 * @param loadRules for a format that lists them.
 */
export async function render(
  result: Result,
  { format, quiet, verbose, statistics }: RenderOptions,
  { colour, isLog, isTerminal }: Streams,
  loadRules: LoadRules,
): Promise<Output> {
  const [forReport, forNotes] = [coloursFor(colour.report), coloursFor(colour.notes)];
  const machine = PLAIN.includes(format) ? null : (await import('./formats.ts')).formatNamed(format);
  const listing = await listingFor(format === 'full' || (format === 'text' && isTerminal));
  const forHumans =
    machine === null ? await textReport(result, { colours: forReport, isLog }, statistics, listing) : null;
  const proof =
    result.verdict === null ? null : await proofOf(result.verdict, forHumans === null ? forNotes : forReport);
  const lines = [
    ...(quiet || result.log === undefined ? [] : (await import('./log-lines.ts')).logLines(result.log, forNotes)),
    ...(verbose ? factLines(result) : []),
    ...(quiet ? [] : fixedLines(result, forNotes)),
    ...(forHumans !== null && result.mode === 'preview' ? listing(result, forNotes) : []),
    ...result.problems.map((problem) => problemLine(problem, forNotes)),
    ...(quiet
      ? []
      : [
          ...(forHumans?.notes ?? []).map((note) => `note: ${note}`),
          ...notesOf(result),
          summaryLine(result),
          ...levelLines(result),
        ]),
    ...(quiet ? [] : (proof?.notes ?? [])),
  ];
  // A format for machines with no place for the proof leaves it to the notes.
  if (proof !== null && machine?.holdsProof === false) lines.unshift(...proof.lines);
  return {
    report:
      forHumans === null
        ? ((await machine?.render(result, loadRules)) ?? asLines([]))
        : withProof(forHumans.bytes, proof?.lines ?? null),
    code: result.mode === 'fix' ? result.output : null,
    notes: asLines(lines),
  };
}

function notesOf({ notes, doubts }: Result): readonly string[] {
  return [...notes, ...doubts.map(({ message }) => message)].map((note) => `note: ${note}`);
}

/** Formats that stand in no file of their own: they are for people. */
const PLAIN = ['text', 'full', 'concise'];

async function listingFor(isFramed: boolean): Promise<typeof listedLines> {
  return isFramed ? (await import('./framed-list.ts')).framedLines : listedLines;
}

async function textReport(
  result: Result,
  view: DiffView,
  statistics: boolean,
  listing: typeof listedLines,
): Promise<Diffs> {
  if (statistics) {
    const { statisticLines } = await import('./statistics.ts');
    return { bytes: Buffer.from(asLines(statisticLines(result, view.colours))), notes: [] };
  }
  if (result.mode !== 'preview') {
    return { bytes: Buffer.from(asLines(listing(result, view.colours))), notes: [] };
  }
  if (result.files.length === 0) return { bytes: Buffer.alloc(0), notes: [] };
  const { diffReport } = await import('./diff.ts');
  return diffReport(result, view);
}

async function proofOf(verdict: Verdict, colours: Colors) {
  const { verdictLines, verdictNotes } = await import('./verdict.ts');
  return { lines: verdictLines(verdict, colours), notes: verdictNotes(verdict) };
}

function withProof(report: Buffer, proof: readonly string[] | null): Buffer {
  if (proof === null) return report;
  return Buffer.concat([report, Buffer.from(asLines(report.length > 0 ? ['', ...proof] : proof))]);
}

function factLines(result: Result): readonly string[] {
  return [
    `packages: ${result.packages.join(', ')}`,
    `configuration: ${result.configFile ?? 'none'}`,
    `looked at ${count(result.examined, 'file')}, found something in ${result.files.length}`,
  ];
}
