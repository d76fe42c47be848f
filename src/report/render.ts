import type { Result } from '../run/result.ts';
import type { Verdict } from '../verify/verdict.ts';
import { type Colors, coloursFor } from './colours.ts';
import { levelLines } from './level-lines.ts';
import type { LoadRules } from './report-format.ts';
import { count, fixedLines, listedLines, problemLine, summaryLine } from './text.ts';

/** What a run prints. */
export interface Output {
  /** The diff, the findings, or the report: what `--output-file` takes in place of standard output. */
  readonly report: Buffer;
  /** The code, where it was read from standard input and fixed; it goes to standard output. */
  readonly code: Uint8Array | null;
  /** What changed, what failed, and the summary. */
  readonly notes: string;
}

/** What of a run is shown, and how. */
export interface RenderOptions {
  /** One of `FORMATS`. */
  readonly format: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/**
 * Puts a run's result into words.
 * @param colour whether the report, and whether the notes may be coloured.
 * @param loadRules for a format that lists them.
 */
export async function render(
  result: Result,
  { format, quiet, verbose }: RenderOptions,
  colour: { readonly report: boolean; readonly notes: boolean },
  loadRules: LoadRules,
): Promise<Output> {
  const [forReport, forNotes] = [await coloursFor(colour.report), await coloursFor(colour.notes)];
  const machine = format === 'text' ? null : (await import('./formats.ts')).formatNamed(format);
  const forHumans = machine === null ? await textReport(result, forReport) : null;
  const proof =
    result.verdict === null ? null : await proofOf(result.verdict, forHumans === null ? forNotes : forReport);
  const lines = [
    ...(verbose ? factLines(result) : []),
    ...(quiet ? [] : fixedLines(result, forNotes)),
    ...(forHumans !== null && result.mode === 'preview' ? listedLines(result, forNotes) : []),
    ...result.problems.map((problem) => problemLine(problem, forNotes)),
    ...(quiet ? [] : [...notesOf(result), summaryLine(result), ...levelLines(result)]),
    ...(quiet ? [] : (proof?.notes ?? [])),
  ];
  // A format for machines with no place for the proof leaves it to the notes.
  if (proof !== null && machine?.holdsProof === false) lines.unshift(proof.text.trimEnd());
  return {
    report:
      forHumans === null
        ? Buffer.from((await machine?.render(result, loadRules)) ?? '')
        : withProof(forHumans, proof?.text ?? null),
    code: result.mode === 'fix' ? result.output : null,
    notes: lines.map((line) => `${line}\n`).join(''),
  };
}

function notesOf({ notes, doubts }: Result): readonly string[] {
  return [...notes, ...doubts.map(({ message }) => message)].map((note) => `note: ${note}`);
}

async function textReport(result: Result, colours: Colors): Promise<Buffer> {
  if (result.mode !== 'preview') {
    return Buffer.from(
      listedLines(result, colours)
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  if (result.files.length === 0) return Buffer.alloc(0);
  const { diffReport } = await import('./diff.ts');
  return diffReport(result, colours);
}

async function proofOf(verdict: Verdict, colours: Colors) {
  const { verdictNotes, verdictText } = await import('./verdict.ts');
  return { text: verdictText(verdict, colours), notes: verdictNotes(verdict) };
}

function withProof(report: Buffer, proof: string | null): Buffer {
  if (proof === null) return report;
  return Buffer.concat([report, Buffer.from(report.length > 0 ? `\n${proof}` : proof)]);
}

function factLines(result: Result): readonly string[] {
  return [
    `packages: ${result.packages.join(', ')}`,
    `configuration: ${result.configFile ?? 'none'}`,
    `looked at ${count(result.examined, 'file')}, found something in ${result.files.length}`,
  ];
}
