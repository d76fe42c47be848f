import { UsageError } from '../errors.ts';
import type { Result } from '../result.ts';
import { didYouMean } from '../suggest.ts';

/** Turns a run into a text for a machine. */
export type Report = (result: Result) => string;

const REPORTS: Readonly<Record<string, () => Promise<Report>>> = {
  json: async () => (await import('./json.ts')).jsonReport,
  jsonl: async () => (await import('./json.ts')).jsonLinesReport,
  github: async () => (await import('./github.ts')).githubReport,
  gitlab: async () => (await import('./gitlab.ts')).gitlabReport,
  sarif: async () => (await import('./sarif.ts')).sarifReport,
  junit: async () => (await import('./junit.ts')).junitReport,
  checkstyle: async () => (await import('./checkstyle.ts')).checkstyleReport,
  rdjson: async () => (await import('./rdjson.ts')).rdjsonReport,
};

/** What `--output-format` takes; `text` is for people and is no report. */
export const FORMATS: readonly string[] = ['text', ...Object.keys(REPORTS)];

/**
 * Loads the report of a format; null for `text`.
 * @throws UsageError for a format that there is not.
 */
export async function reportFor(format: string): Promise<Report | null> {
  if (format === 'text') return null;
  if (!Object.hasOwn(REPORTS, format)) {
    throw new UsageError(`there is no output format ${JSON.stringify(format)}.${didYouMean(format, FORMATS)}`);
  }
  return (await REPORTS[format]?.()) ?? null;
}
