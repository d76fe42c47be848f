import { transforms as all } from '../../transforms/index.ts';
import { fitLines } from '../format/fit-lines.ts';
import { isSameCode } from '../format/same-code.ts';
import { formatTouched } from '../format/touched.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { positionIn, readSource } from '../python/syntax/source.ts';
import { splitLine } from '../python/syntax/split-lines.ts';
import type { Condition, Finding, OptionalPackage, Outcome, SourceFile } from '../types.ts';
import { applyEdits } from '../util/edits.ts';
import { type Analysis, analyse, type Rules, type Verdict } from './analysis.ts';
import { namedIn } from './prefilter.ts';
import type { Transform } from './rule.ts';

/** What a caller may set. */
export interface RewriteOptions {
  /** The widest line that the project's formatter allows; 88 without it. */
  readonly width?: number | undefined;
  /** Names of the transforms to apply; all without it. */
  readonly rules?: ReadonlySet<string> | null | undefined;
  /** Says of the conditions around a use, the nearest first, whether it is to be passed over; none is without it. */
  readonly spares?: ((conditions: readonly Condition[]) => boolean) | null | undefined;
  /** The transforms themselves, for tests. */
  readonly transforms?: readonly Transform[] | undefined;
}

/** Reads another text of the same file. */
type Read = (text: string) => ReturnType<typeof readSource>;

/**
 * Finds every unguarded use of optional packages in one Python source, and guards what can be guarded safely.
 * Pure: it touches no disk. The result parses, and rewriting it again changes nothing; a result that does not
 * hold this is thrown away and reported as `failed`.
 * @param path is only read for its name: migrations are never changed.
 */
export function rewrite(
  parse: Parse,
  path: string,
  text: string,
  packages: readonly OptionalPackage[],
  options: RewriteOptions = {},
): Outcome {
  const named = namedIn(packages, text);
  if (named.length === 0) return { status: 'clean' };
  const read: Read = (at) => readSource(parse, path, at, options.width);
  const source = read(text);
  if ('status' in source) return source;
  const rules = rulesOf(packages, options);
  const findings: Finding[] = [];
  let after = source;
  for (const optional of named) {
    const analysis = analyse(source, optional, rules);
    const { verdicts } = analysis;
    if (verdicts.length === 0) continue;
    const direct = after === source ? analysis : analyse(after, optional, rules);
    const done = attempt(() => guardPackage(read, after, direct, optional, rules));
    if (typeof done === 'string')
      return { status: 'failed', reason: `${done}: please report this`, line: null, column: null };
    after = done.after;
    findings.push(...verdicts.map((verdict, i) => toFinding(source, optional, verdict, done.verdicts[i] ?? verdict)));
  }
  if (findings.length === 0) return { status: 'clean' };
  findings.sort((a, b) => a.start - b.start);
  return { status: 'found', after: after.text, findings };
}

function rulesOf(packages: readonly OptionalPackage[], { rules, spares, transforms = all }: RewriteOptions): Rules {
  const chosen = rules ? transforms.filter((transform) => rules.has(transform.name)) : transforms;
  return { transforms: chosen, roots: packages.map((optional) => optional.root), spares: spares ?? null };
}

/** An intermediate or final text of djguard's own making that is no Python any more. */
class BrokenOutput extends Error {}

function readAgain(read: Read, text: string): SourceFile {
  const source = read(text);
  if ('status' in source) throw new BrokenOutput(`djguard's own output has ${source.reason} in line ${source.line}`);
  return source;
}

/** What a step gives, or what is wrong with its output. */
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
 * @param direct what the source as it is says of the package.
 */
function guardPackage(
  read: Read,
  source: SourceFile,
  direct: Analysis,
  optional: OptionalPackage,
  rules: Rules,
): { after: SourceFile; verdicts: readonly Verdict[] } {
  const split = direct.shared.length === 0 ? source : readAgain(read, splitShared(source, direct));
  const analysis = split === source ? direct : analyse(split, optional, rules);
  const shared = new Set(direct.shared);
  const helps = direct.verdicts.every(
    ({ mention }, i) => !shared.has(mention.statement) || analysis.verdicts[i]?.advice === null,
  );
  const [from, chosen] = helps ? [split, analysis] : [source, direct];
  if (chosen.edits.length === 0) return { after: source, verdicts: chosen.verdicts };
  const again = (text: string): SourceFile => readAgain(read, text);
  const edited = again(applyEdits(from.text, chosen.edits));
  const laidOut = fitLines(source.text, formatTouched(from, chosen.edits, edited, again), again);
  // A layout is worth less than what the code says.
  const after = laidOut === edited || isSameCode(edited, laidOut) ? laidOut : edited;
  requireFinished(after, optional, rules);
  return { after, verdicts: chosen.verdicts };
}

function splitShared(source: SourceFile, { shared }: Analysis): string {
  const edits = shared.flatMap((statement) => splitLine(source, statement));
  return applyEdits(source.text, [...new Map(edits.map((edit) => [`${edit.start}:${edit.end}`, edit])).values()]);
}

/** The output must leave nothing to fix. */
function requireFinished(after: SourceFile, optional: OptionalPackage, rules: Rules): void {
  const left = analyse(after, optional, rules).verdicts.find((verdict) => verdict.advice === null);
  if (left === undefined) return;
  const { line } = positionIn(after.root.tree, left.mention.node.start);
  throw new BrokenOutput(`djguard's own output has an unguarded use in line ${line}`);
}

function toFinding(source: SourceFile, optional: OptionalPackage, verdict: Verdict, done: Verdict): Finding {
  const { mention, transform } = verdict;
  const { start, end } = mention.node;
  return {
    code: transform.code,
    transform: transform.name,
    package: optional.root,
    start,
    end,
    ...positionIn(source.root.tree, start),
    message: transform.message(mention, optional.root),
    advice: done.advice,
    fixable: done.advice === null,
    conditions: conditionsAround(mention.node, source.text),
  };
}
