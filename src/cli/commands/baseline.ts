import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { shownPath } from '../../files/paths.ts';
import type { Output } from '../../report/render.ts';
import { count } from '../../report/text.ts';
import { baselineOf } from '../../run/baseline.ts';
import type { Result } from '../../run/result.ts';
import { reasonOf, UsageError } from '../../util/errors.ts';
import { asLines } from '../../util/shown.ts';

const DEFAULT = '.djguard-baseline.json';

/**
 * Puts the findings of a check on record, so that only new ones fail later checks.
 * @returns what to say; the exit code is 0.
 * @throws UsageError where a file could not be looked at, or the baseline can't be written.
 */
export async function writeBaseline(result: Result): Promise<Output & { readonly exitCode: number }> {
  const cwd = resolve('.');
  const [problem] = result.problems;
  if (problem !== undefined) {
    throw new UsageError(`no baseline was written: ${problem.path ?? 'djguard'}: ${problem.message}`);
  }
  const file = result.baseline ?? resolve(cwd, DEFAULT);
  try {
    await writeFile(file, baselineOf(result, file, cwd));
  } catch (error) {
    throw new UsageError(`can't write the baseline: ${reasonOf(error)}`);
  }
  const findings = result.files.flatMap((report) => report.findings).length;
  const shown = shownPath(file, cwd);
  const how =
    result.baseline === null ? `; --baseline ${shown}, or baseline = "${shown}" in the configuration, has it read` : '';
  const notes = asLines([`Wrote ${count(findings, 'finding')} into ${shown}${how}.`]);
  return { report: asLines([]), code: null, notes, exitCode: 0 };
}
