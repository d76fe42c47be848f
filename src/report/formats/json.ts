import { locatedFindings } from '../../run/located-findings.ts';
import { exitCodeOf, type Result } from '../../run/result.ts';
import { asJson, type Shown } from '../../util/shown.ts';
import { findingObject } from '../finding-json.ts';
import { levelCounts } from '../level-lines.ts';
import type { ReportFormat } from '../report-format.ts';

/** Raised when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/** Everything about a run as one JSON object. */
export const json: ReportFormat = { name: 'json', rank: 0, holdsProof: true, render };

async function render(result: Result): Promise<Shown> {
  const { patchOf } = await import('../diff.ts');
  const { verdictObject } = await import('../verdict-json.ts');
  const report = {
    version: VERSION,
    mode: result.mode,
    packages: result.packages,
    findings: locatedFindings(result).map(findingObject),
    files: result.files.map((file) => ({
      path: file.path,
      encoding: file.encoding,
      written: file.written,
      diff: file.before === file.after ? null : patchOf(file),
    })),
    errors: result.problems,
    doubts: result.doubts,
    notes: result.notes,
    ...(result.log === undefined ? {} : { log: result.log }),
    ...(result.verdict === null ? {} : { verify: verdictObject(result.verdict) }),
    examined: result.examined,
    levels: levelCounts(result),
    failOn: result.failOn,
    exitCode: exitCodeOf(result),
  };
  return asJson(report, 2);
}
