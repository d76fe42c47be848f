import { reportFormats } from './formats/index.ts';
import type { ReportFormat } from './report-format.ts';

/** The formats for people: `text` is `full` on a terminal, and `concise` elsewhere. */
const FOR_PEOPLE = ['text', 'full', 'concise'] as const;

/** What `--output-format` takes, in the order of the help: those for people, then those for machines. */
export const FORMATS: readonly string[] = [...FOR_PEOPLE, ...reportFormats.map(({ name }) => name)];

/** The format for machines of a name; null for one that is for people. */
export function formatNamed(name: string): ReportFormat | null {
  return reportFormats.find((format) => format.name === name) ?? null;
}
