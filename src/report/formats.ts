import type { Result } from '../run/result.ts';

/** Turns a run into a text for a machine. */
export type Report = (result: Result) => string;

/** What `--output-format` takes; `text` is for people. */
export const FORMATS = ['text', 'json', 'jsonl', 'github', 'gitlab', 'sarif', 'junit', 'checkstyle', 'rdjson'] as const;

export type Format = (typeof FORMATS)[number];

/** Loads the report of a format; null for `text`. */
export async function reportFor(format: Format): Promise<Report | null> {
  if (format === 'text') return null;
  const { machineReports } = await import('./machine.ts');
  return machineReports[format];
}
