import type { Result } from '../run/result.ts';
import { checkstyleReport } from './formats/checkstyle.ts';
import { githubReport } from './formats/github.ts';
import { gitlabReport } from './formats/gitlab.ts';
import { jsonLinesReport, jsonReport } from './formats/json.ts';
import { junitReport } from './formats/junit.ts';
import { rdjsonReport } from './formats/rdjson.ts';
import { sarifReport } from './formats/sarif.ts';

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
