import { keepingLineEnds } from '../fix/text/line-ends.ts';
import { fitLines } from '../format/fit-lines.ts';
import { isSameCode } from '../format/same-code.ts';
import { formatTouched } from '../format/touched.ts';
import { NOWHERE, type World } from '../python/semantics/values/world.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { positionIn, readSource } from '../python/syntax/source.ts';
import { splitLine } from '../python/syntax/split-lines.ts';
import type { Condition, Finding, GuardStyle, OptionalPackage, Outcome, SourceFile } from '../types.ts';
import { applyEdits } from '../util/edits.ts';
import { type Analysis, type AnalysisOptions, analyse, type Diagnosis } from './analysis.ts';
import { namedIn } from './prefilter.ts';
import type { Rule } from './rule.ts';
import { toFinding } from './to-finding.ts';
import { reportUnknown } from './unknown-package.ts';

/** The options of a rewrite. */
export interface RewriteOptions {
  /** The widest line that the project's formatter allows; 88 without it. */
  readonly width?: number | undefined;
  /** How guards are written; with `except ImportError: pass` without it. */
  readonly guard?: Partial<GuardStyle> | undefined;
  /** The names of the rules to apply; all without it. */
  readonly select?: ReadonlySet<string> | null | undefined;
  /** Whether to pass over a reference with these conditions around it, the nearest first; without it, none is. */
  readonly spares?: ((conditions: readonly Condition[]) => boolean) | null | undefined;
  /** What is known of production; without it, conditions go by the source alone. */
  readonly world?: World | undefined;
  /** The roots of other packages that may be missing: they are left alone, and no guard counts on their entries. */
  readonly others?: readonly string[] | undefined;
  /** All rules that there are. */
  readonly rules: readonly Rule[];
}

/** Reads another text of the same file. */
type Read = (text: string) => ReturnType<typeof readSource>;

/**
 * Finds every unguarded reference to optional packages in one Python source, and guards what can be guarded safely.
 * Pure: it touches no disk. The result parses, and rewriting it again changes nothing; a result that breaks this
 * promise is thrown away and reported as `failed`.
 * @param path is only read for its name: migrations are never changed.
 */
export function rewrite(
  parse: Parse,
  path: string,
  text: string,
  packages: readonly OptionalPackage[],
  options: RewriteOptions,
): Outcome {
  const named = namedIn(packages, text);
  if (named.length === 0) return { status: 'clean' };
  const read: Read = (at) => readSource(parse, path, at, options.width, options.guard);
  const source = read(text);
  if ('status' in source) return source;
  const asked = analysisOptions(packages, options);
  const findings: Finding[] = [];
  let after = source;
  const analyses = named.map((optional) => (optional.doubtful ? null : analyse(source, optional, asked)));
  const inSpecs = analyses.some((analysis, i) => asksBySpec(named[i] as OptionalPackage, analysis));
  for (const [i, given] of named.entries()) {
    const optional: OptionalPackage = inSpecs ? { ...given, probe: 'find_spec' } : given;
    if (optional.doubtful) {
      const unknown = reportUnknown(source, optional, asked);
      if (unknown !== null) findings.push(unknown);
      continue;
    }
    const analysis = analyses[i] as Analysis;
    const { diagnoses } = analysis;
    if (diagnoses.length === 0) continue;
    const direct = after === source && optional === given ? analysis : analyse(after, optional, asked);
    const done = attempt(() => guardPackage(read, after, direct, optional, asked));
    if (typeof done === 'string')
      return { status: 'failed', reason: `${done}: please report this`, line: null, column: null };
    after = done.after;
    findings.push(
      ...diagnoses.map((diagnosis, i) =>
        toFinding(source, optional, [diagnosis, done.diagnoses[i] ?? diagnosis], asked.world),
      ),
    );
  }
  if (findings.length === 0) return { status: 'clean' };
  findings.sort((a, b) => a.start - b.start);
  return { status: 'found', after: after.text, findings };
}

/** Whether a package's guard asks for it by `find_spec`: the file's other guards then do so too, to speak one way. */
function asksBySpec({ probe }: OptionalPackage, analysis: Analysis | null): boolean {
  const fixed = analysis?.diagnoses.filter(({ advice }) => advice === null) ?? [];
  return probe === 'find_spec' && fixed.length > 0 && !fixed.some(({ reference }) => reference.kind === 'import');
}

function analysisOptions(
  packages: readonly OptionalPackage[],
  { select, spares, world = NOWHERE, others = [], rules }: RewriteOptions,
): AnalysisOptions {
  const roots = [...new Set([...packages.map((optional) => optional.root), ...others])];
  return { rules, selected: select ?? null, roots, spares: spares ?? null, world };
}

/** Thrown where djguard's own output, intermediate or final, is not valid or not finished. */
class BrokenOutput extends Error {}

function readAgain(read: Read, text: string): SourceFile {
  const source = read(text);
  if ('status' in source) throw new BrokenOutput(`djguard's own output has ${source.reason} in line ${source.line}`);
  return source;
}

/** The result of a step, or what is wrong with its output. */
function attempt<T>(step: () => T): T | string {
  try {
    return step();
  } catch (error) {
    if (error instanceof BrokenOutput) return error.message;
    throw error;
  }
}

/**
 * Guards one package; statements that share a line first get lines of their own, where that helps.
 * @param direct the analysis of the source as it is.
 */
function guardPackage(
  read: Read,
  source: SourceFile,
  direct: Analysis,
  optional: OptionalPackage,
  asked: AnalysisOptions,
): { after: SourceFile; diagnoses: readonly Diagnosis[] } {
  const split = direct.shared.length === 0 ? source : readAgain(read, splitShared(source, direct));
  const analysis = split === source ? direct : analyse(split, optional, asked);
  const shared = new Set(direct.shared);
  const helps = direct.diagnoses.every(
    ({ reference }, i) => !shared.has(reference.statement) || analysis.diagnoses[i]?.advice === null,
  );
  const [from, chosen] = helps ? [split, analysis] : [source, direct];
  if (chosen.edits.length === 0) return { after: source, diagnoses: chosen.diagnoses };
  const again = (text: string): SourceFile => readAgain(read, text);
  const edits = keepingLineEnds(from.text, chosen.edits);
  const edited = again(applyEdits(from.text, edits));
  const laidOut = fitLines(source.text, formatTouched(from, edits, edited, again), again);
  // A layout must not change the code.
  const after = laidOut === edited || isSameCode(edited, laidOut) ? laidOut : edited;
  requireFinished(after, optional, asked);
  return { after, diagnoses: chosen.diagnoses };
}

function splitShared(source: SourceFile, { shared }: Analysis): string {
  const edits = shared.flatMap((statement) => splitLine(source, statement));
  return applyEdits(source.text, [...new Map(edits.map((edit) => [`${edit.start}:${edit.end}`, edit])).values()]);
}

/** @throws BrokenOutput where the output leaves something to fix. */
function requireFinished(after: SourceFile, optional: OptionalPackage, asked: AnalysisOptions): void {
  const left = analyse(after, optional, asked).diagnoses.find((diagnosis) => diagnosis.advice === null);
  if (left === undefined) return;
  const { line } = positionIn(after.root.tree, left.reference.node.start);
  throw new BrokenOutput(`djguard's own output has an unguarded use in line ${line}`);
}
