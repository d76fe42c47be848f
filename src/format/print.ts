import { type Doc, isJoined, isPragma } from './doc.ts';

/** How a text is laid out. */
export interface Paper {
  /** The widest line, in characters. */
  readonly width: number;
  /** What one level is indented by, and what the whole text is. */
  readonly indent: string;
  readonly base: string;
}

interface Command {
  readonly doc: Doc;
  readonly flat: boolean;
  readonly level: string;
}

/**
 * Decides a layout: a group that does not fit its line has all its own lines end.
 * @returns the lines; the first without indentation, which the caller has written.
 */
export function print(doc: Doc, paper: Paper): string[] {
  const lines = [''];
  const rest: Command[] = [{ doc, flat: false, level: paper.base }];
  let column = paper.base.length;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { doc: at, level } = next;
    if (typeof at !== 'string' && !isJoined(at) && at.kind === 'line' && (at.hard || !next.flat)) {
      lines.push(level);
      column = level.length;
      continue;
    }
    const written = textOf(at, next.flat);
    if (written === null) rest.push(...parts(next, paper, (flat) => fits(flat, rest, paper.width - column)));
    else {
      lines[lines.length - 1] += written;
      column += written.length;
    }
  }
  return lines;
}

/** What a command writes into its line, or null where it holds others. */
function textOf(doc: Doc, flat: boolean): string | null {
  if (typeof doc === 'string') return doc;
  if (isJoined(doc)) return null;
  if (doc.kind === 'line') return doc.flat;
  if (doc.kind === 'if') return flat ? doc.flat : doc.broken;
  return doc.kind === 'comment' ? doc.text : null;
}

/** What a command holds, the last first. */
function parts({ doc, flat, level }: Command, paper: Paper, fitting: (at: Command) => boolean): Command[] {
  if (typeof doc === 'string') return [];
  if (isJoined(doc)) return doc.map((part) => ({ doc: part, flat, level })).reverse();
  if (doc.kind === 'indent') return [{ doc: doc.doc, flat, level: level + paper.indent }];
  if (doc.kind !== 'group') return [];
  const one = { doc: doc.doc, flat: true, level };
  return [flat || (!doc.broken && fitting(one)) ? one : { ...one, flat: false }];
}

/** Whether a command and what follows it up to the end of its line take no more than some room. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const left = [...rest, first];
  let free = room;
  for (let next = left.pop(); next !== undefined && free >= 0; next = left.pop()) {
    const { doc, flat, level } = next;
    if (typeof doc !== 'string' && !isJoined(doc)) {
      if (doc.kind === 'line' && (doc.hard || !flat)) return true;
      if (doc.kind === 'comment' && isPragma(doc.text)) continue;
      if (doc.kind === 'indent') left.push({ doc: doc.doc, flat, level });
      if (doc.kind === 'group') left.push({ doc: doc.doc, flat: flat && !doc.broken, level });
    } else if (isJoined(doc)) left.push(...doc.map((part) => ({ doc: part, flat, level })).reverse());
    free -= textOf(doc, flat)?.length ?? 0;
  }
  return free >= 0;
}
