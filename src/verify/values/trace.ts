import type { Line } from '../lines.ts';
import type { Boot, Described } from '../types.ts';
import { sequenceIn } from './ownership.ts';
import { plain } from './show.ts';
import { type Pattern, type PatternEntry, patternEntries } from './url-patterns.ts';

/** What one statement of the project made of a setting. */
export interface Made extends Line {
  readonly value: Described;
  /** The statement. */
  readonly text: string;
}

/** What the statements of the project's modules did while its settings and its URLconfs were imported. */
export interface Trace {
  /** Those that ran, as `file:line`, in the order of their first run. */
  readonly ran: readonly string[];
  /** What was made of a setting, one after the other. */
  readonly made: ReadonlyMap<string, readonly Made[]>;
  /** All URL patterns, each with the line that put it there. */
  readonly patterns: readonly PatternEntry[];
  /** The line that last changed each module's URL patterns, by the module's name. */
  readonly urlconfs: ReadonlyMap<string, Line>;
  /** The words in the conditions around each line that stands under one, by `file:line`. */
  readonly guards: ReadonlyMap<string, readonly string[]>;
  /** The module that the project's URL patterns begin with. */
  readonly rootUrlconf: string;
}

type Place = readonly [file: string, line: number];
interface Written {
  readonly lines: readonly Place[];
  readonly urlconfs: Readonly<Record<string, Place>>;
  readonly changes: readonly (readonly [string, number, string, Described, string])[];
  readonly guards: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The trace that a start with `trace` left behind; an empty one of another. */
export function traceOf(boot: Boot | null): Trace {
  const written = boot?.resolved.get('trace') as Written | undefined;
  const made = new Map<string, Made[]>();
  for (const [file, line, name, value, text] of written?.changes ?? []) {
    made.set(name, [...(made.get(name) ?? []), { file, line, value, text }]);
  }
  const urlconfs = Object.entries(written?.urlconfs ?? {}).map(([name, place]) => [name, lineAt(place)] as const);
  const guards = Object.entries(written?.guards ?? {}).flatMap(([file, lines]) =>
    Object.entries(lines).map(([line, words]) => [`${file}:${line}`, words] as const),
  );
  return {
    guards: new Map(guards),
    ran: (written?.lines ?? []).map((place) => placeOf(lineAt(place))),
    made,
    patterns: patternEntries((boot?.resolved.get('urlpatterns') ?? []) as Pattern[], []),
    urlconfs: new Map(urlconfs),
    rootUrlconf: String(boot?.settings?.ROOT_URLCONF),
  };
}

function lineAt([file, line]: Place): Line {
  return { file, line };
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
