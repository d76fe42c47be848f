import { reportFormats } from './formats/index.ts';
import type { ReportFormat } from './report-format.ts';

/** What `--output-format` takes, in the order of the help; `text` is for people, the others are for machines. */
export const FORMATS: readonly string[] = ['text', ...reportFormats.map(({ name }) => name)];

/** The format for machines of a name; null for `text`. */
export function formatNamed(name: string): ReportFormat | null {
  return reportFormats.find((format) => format.name === name) ?? null;
}
