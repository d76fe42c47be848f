import { dirname, resolve } from 'node:path';
import { shownPath, slashed } from '../files/paths.ts';
import { ReadError, readIfThere } from '../files/read.ts';
import type { Finding } from '../types.ts';
import { UsageError } from '../util/errors.ts';
import { asJson, type Shown } from '../util/shown.ts';
import { isTable } from '../util/table.ts';
import { type FileReport, type Result, standingIn } from './result.ts';

/** Raised when an older djguard could not read the file any more. */
const VERSION = 1;

/** A finding as a baseline knows it: by what it covers, and not by its line, which moves. */
interface Entry {
  /** Relative to the baseline's folder, with `/`. */
  readonly path: string;
  readonly code: string;
  readonly package: string;
  /** The code that it covers. */
  readonly text: string;
  /** How many of them there are. */
  readonly count: number;
}

/**
 * A result without the findings that a baseline knows: all of a check, and those that a fix leaves.
 * @param file the baseline, absolute.
 * @param isWhole whether the run looked at all that the baseline may be about.
 * @throws UsageError where it can't be read, or is none.
 */
export function withBaseline(result: Result, file: string, cwd: string, isWhole: boolean): Result {
  const known = new Map(readEntries(file, cwd).map((entry) => [keyOf(entry), entry.count]));
  let passed = 0;
  const isNew = (report: FileReport) => (finding: Finding) => {
    const key = keyOf(entryOf(report, finding, result, file, cwd));
    const left = known.get(key) ?? 0;
    if (left === 0) return true;
    known.set(key, left - 1);
    passed += 1;
    return false;
  };
  const files = result.files.map((report) =>
    result.mode === 'fix'
      ? { ...report, remaining: report.remaining.filter(isNew(report)) }
      : { ...report, findings: report.findings.filter(isNew(report)) },
  );
  const gone = [...known.values()].reduce((sum, left) => sum + left, 0);
  const shown = shownPath(file, cwd);
  const notes = [
    ...(passed > 0 ? [`${passed} of the findings stand in ${shown}, and count no more`] : []),
    ...(gone > 0 && isWhole ? [`${gone} of the findings in ${shown} are gone: --write-baseline takes them out`] : []),
  ];
  const open = result.mode === 'fix' ? files : files.filter(({ findings }) => findings.length > 0);
  return { ...result, files: open, notes: [...result.notes, ...notes] };
}

/** A baseline of the findings that stand when a run is over. @param file where it is to lie, absolute. */
export function baselineOf(result: Result, file: string, cwd: string): Shown {
  const counts = new Map<string, Entry>();
  for (const report of result.files) {
    for (const finding of standingIn(report, result.mode)) {
      const entry = entryOf(report, finding, result, file, cwd);
      const key = keyOf(entry);
      counts.set(key, { ...entry, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return asJson({ version: VERSION, findings: sorted }, 2);
}

function entryOf(report: FileReport, finding: Finding, { mode }: Result, file: string, cwd: string): Entry {
  const text = mode === 'fix' ? report.after : report.before;
  return {
    path: slashed(resolve(cwd, report.path), dirname(file)),
    code: finding.code,
    package: finding.package,
    text: text.slice(finding.start, finding.end),
    count: 1,
  };
}

function keyOf({ path, code, package: root, text }: Entry): string {
  return JSON.stringify([path, code, root, text]);
}

function readEntries(file: string, cwd: string): readonly Entry[] {
  const shown = shownPath(file, cwd);
  let bytes: Buffer | null;
  try {
    bytes = readIfThere(file, 'lock');
  } catch (error) {
    if (error instanceof ReadError) throw new UsageError(`can't read the baseline ${shown}: ${error.message}`);
    throw error;
  }
  if (bytes === null) throw new UsageError(`the baseline ${shown} does not exist: --write-baseline makes it`);
  const entries = entriesIn(bytes.toString('utf8'));
  if (entries === null) {
    throw new UsageError(`${shown} is no baseline of this djguard: --write-baseline makes one`);
  }
  return entries;
}

function entriesIn(text: string): readonly Entry[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isTable(parsed) || parsed.version !== VERSION || !Array.isArray(parsed.findings)) return null;
  return parsed.findings.every(isEntry) ? parsed.findings : null;
}

function isEntry(value: unknown): value is Entry {
  if (!isTable(value)) return false;
  const isCount = Number.isInteger(value.count) && (value.count as number) > 0;
  return isCount && ['path', 'code', 'package', 'text'].every((key) => typeof value[key] === 'string');
}
