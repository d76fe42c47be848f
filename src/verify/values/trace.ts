import type { Boot, Described, Line } from '../types.ts';
import { sequenceIn } from './ownership.ts';
import { plain } from './show.ts';

/** What one statement of the project made of a setting. */
export interface Made extends Line {
  readonly value: Described;
  /** The statement. */
  readonly text: string;
}

/** What the statements of the project's modules did while its settings were imported. */
export interface Trace {
  /** Those that ran, as `file:line`, in the order of their first run. */
  readonly ran: readonly string[];
  /** What was made of a setting, one after the other. */
  readonly made: ReadonlyMap<string, readonly Made[]>;
}

interface Written {
  readonly lines: readonly (readonly [string, number])[];
  readonly changes: readonly (readonly [string, number, string, Described, string])[];
}

/** The trace that a start with `trace` left behind; an empty one of another. */
export function traceOf(boot: Boot | null): Trace {
  const written = boot?.resolved.get('trace') as Written | undefined;
  const made = new Map<string, Made[]>();
  for (const [file, line, name, value, text] of written?.changes ?? []) {
    made.set(name, [...(made.get(name) ?? []), { file, line, value, text }]);
  }
  return { ran: (written?.lines ?? []).map(([file, line]) => placeOf({ file, line })), made };
}

/** A line as `file:line`. */
export function placeOf({ file, line }: Line): string {
  return `${file}:${line}`;
}

/** The statement that put an entry into a list for the last time; null where none did. */
export function entered(steps: readonly Made[], entry: Described): Made | null {
  const held = steps.map(({ value }) => holds(value, entry));
  const at = held.findLastIndex((isThere, index) => isThere && held[index - 1] !== true);
  return steps[at] ?? null;
}

/** The statement that took an entry out of a list for the last time; null where none did. */
export function left(steps: readonly Made[], entry: Described): Made | null {
  const held = steps.map(({ value }) => holds(value, entry));
  const at = held.findLastIndex((isThere, index) => !isThere && held[index - 1] === true);
  return steps[at] ?? null;
}

/** Whether a value is an entry, or holds it somewhere inside. */
function holds(value: Described, entry: Described): boolean {
  const wanted = plain(entry);
  const search = (part: Described): boolean => {
    if (plain(part) === wanted) return true;
    const inner =
      sequenceIn(part)?.parts ?? (typeof part === 'object' && part !== null ? Object.values(part).flat(2) : []);
    return inner.some(search);
  };
  return search(value);
}
