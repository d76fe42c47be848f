import { locatedFindings } from '../../run/located-findings.ts';
import type { Result } from '../../run/result.ts';
import { asJson, type Shown, trustedText } from '../../util/shown.ts';
import { findingObject } from '../finding-json.ts';
import type { ReportFormat } from '../report-format.ts';

/** A finding, then what is not known, then an error, to a line: for tools that read a stream. */
export const jsonl: ReportFormat = { name: 'jsonl', rank: 1, holdsProof: false, render };

function render(result: Result): Shown {
  const findings = locatedFindings(result).map((entry) => ({ type: 'finding', ...findingObject(entry) }));
  const doubts = result.doubts.map((doubt) => ({ type: 'doubt', ...doubt }));
  const errors = result.problems.map((problem) => ({ type: 'error', ...problem }));
  return trustedText([...findings, ...doubts, ...errors].map((line) => asJson(line)).join(''));
}
