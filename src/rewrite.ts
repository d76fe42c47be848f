import { transforms as all } from '../transforms/index.ts';
import { type Analysis, analyse, type Verdict } from './analysis.ts';
import { applyEdits } from './edits.ts';
import type { Parse } from './python/parser.ts';
import { position, readSource } from './python/source.ts';
import { splitLine } from './python/split.ts';
import type { Transform } from './transform.ts';
import type { Finding, OptionalPackage, Outcome, SourceFile } from './types.ts';

/** What a caller may set. */
export interface RewriteOptions {
  /** The widest line that the project's formatter allows; 88 without it. */
  readonly width?: number | undefined;
  /** Names of the transforms to apply; all without it. */
  readonly rules?: ReadonlySet<string> | null | undefined;
  /** The transforms themselves, for tests. */
  readonly transforms?: readonly Transform[] | undefined;
}

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
  const source = readSource(parse, path, text, options.width);
  if ('status' in source) return source;
  const findings: Finding[] = [];
  let after = text;
  for (const optional of packages) {
    const verdicts = analyse(source, optional, rulesOf(options)).verdicts;
    if (verdicts.length === 0) continue;
    const done = guardPackage(
      parse,
      after === text ? source : readAgain(parse, path, after, options),
      optional,
      options,
    );
    if (typeof done === 'string') return { status: 'failed', reason: done, line: null, column: null };
    after = done.after;
    findings.push(...verdicts.map((verdict, i) => toFinding(source, optional, verdict, done.verdicts[i] ?? verdict)));
  }
  if (findings.length === 0) return { status: 'clean' };
  findings.sort((a, b) => a.start - b.start);
  return { status: 'found', after, findings };
}

function rulesOf({ rules, transforms = all }: RewriteOptions): readonly Transform[] {
  return rules ? transforms.filter((transform) => rules.has(transform.name)) : transforms;
}

function readAgain(parse: Parse, path: string, text: string, options: RewriteOptions): SourceFile {
  const source = readSource(parse, path, text, options.width);
  if ('status' in source) throw new Error(`djguard's output does not parse: ${source.reason}`);
  return source;
}

interface Done {
  readonly after: string;
  readonly verdicts: readonly Verdict[];
}

/** Guards one package; where lines must be split first, all their statements get lines of their own. */
function guardPackage(
  parse: Parse,
  source: SourceFile,
  optional: OptionalPackage,
  options: RewriteOptions,
): Done | string {
  const rules = rulesOf(options);
  const direct = analyse(source, optional, rules);
  const split = direct.shared.length === 0 ? null : splitFirst(parse, source, direct, options);
  const analysis = split === null ? direct : analyse(split, optional, rules);
  const lines = new Set(direct.shared);
  const clean = direct.verdicts.every(
    ({ mention }, i) => !lines.has(mention.statement) || analysis.verdicts[i]?.advice === null,
  );
  const [from, chosen] = clean ? [split ?? source, analysis] : [source, direct];
  const after = applyEdits(from.text, chosen.edits);
  return (
    check(parse, from.path, after, optional, options) ?? {
      after: chosen.edits.length === 0 ? source.text : after,
      verdicts: chosen.verdicts,
    }
  );
}

function splitFirst(parse: Parse, source: SourceFile, { shared }: Analysis, options: RewriteOptions): SourceFile {
  const edits = new Map(
    shared.flatMap((statement) => splitLine(source, statement)).map((edit) => [`${edit.start}:${edit.end}`, edit]),
  );
  return readAgain(parse, source.path, applyEdits(source.text, [...edits.values()]), options);
}

/** Whether the output holds the promise: it parses, and there is nothing left to fix. */
function check(
  parse: Parse,
  path: string,
  after: string,
  optional: OptionalPackage,
  options: RewriteOptions,
): string | null {
  const source = readSource(parse, path, after, options.width);
  if ('status' in source) return `djguard's own output has ${source.reason} in line ${source.line}: please report this`;
  const left = analyse(source, optional, rulesOf(options)).verdicts.find((verdict) => verdict.advice === null);
  if (left === undefined) return null;
  return `djguard's own output has an unguarded use in line ${position(after, left.mention.node.start).line}: please report this`;
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
    ...position(source.text, start),
    message: transform.message(mention, optional.root),
    advice: done.advice,
    fixable: done.advice === null,
  };
}
