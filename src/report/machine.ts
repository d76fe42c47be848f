import type { Result } from '../result.ts';
import { checkstyleReport } from './checkstyle.ts';
import { githubReport } from './github.ts';
import { gitlabReport } from './gitlab.ts';
import { jsonLinesReport, jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { rdjsonReport } from './rdjson.ts';
import { sarifReport } from './sarif.ts';

/** The formats that machines read: each turns a run into a text. */
export const machineReports = {
  json: jsonReport,
  jsonl: jsonLinesReport,
  github: githubReport,
  gitlab: gitlabReport,
  sarif: sarifReport,
  junit: junitReport,
  checkstyle: checkstyleReport,
  rdjson: rdjsonReport,
} as const satisfies Readonly<Record<string, (result: Result) => string>>;
