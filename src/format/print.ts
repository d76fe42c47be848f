import { type Doc, isJoined, isPragma } from './doc.ts';

/** How a text is laid out. */
export interface PrintOptions {
  /** The widest line, in UTF-16 units. */
  readonly width: number;
  /** One level of indentation. */
  readonly indent: string;
  /** The indentation of the text itself. */
  readonly base: string;
}

interface Command {
  readonly doc: Doc;
  readonly flat: boolean;
  readonly level: string;
}

/**
 * Decides a layout: a group that does not fit on its line breaks at every line place of its own.
 * @returns the lines; the first without indentation, which the caller has written.
 * @see https://homepages.inf.ed.ac.uk/wadler/papers/prettier/prettier.pdf
 */
export function print(doc: Doc, options: PrintOptions): string[] {
  const lines = [''];
  const rest: Command[] = [{ doc, flat: false, level: options.base }];
  let column = options.base.length;
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { doc: at, level } = next;
    if (typeof at !== 'string' && !isJoined(at) && at.kind === 'line' && (at.hard || !next.flat)) {
      lines.push(level);
      column = level.length;
      continue;
    }
    const written = textOf(at, next.flat);
    if (written === null) rest.push(...parts(next, options, (flat) => fits(flat, rest, options.width - column)));
    else {
      lines[lines.length - 1] += written;
      column += written.length;
    }
  }
  return lines;
}

/** The text that a layout writes into its line; null where it holds others. */
function textOf(doc: Doc, flat: boolean): string | null {
  if (typeof doc === 'string') return doc;
  if (isJoined(doc)) return null;
  if (doc.kind === 'line') return doc.flat;
  if (doc.kind === 'if') return flat ? doc.flat : doc.broken;
  return doc.kind === 'comment' ? doc.text : null;
}

/** The commands that a command holds, the last first. */
function parts({ doc, flat, level }: Command, options: PrintOptions, fitting: (at: Command) => boolean): Command[] {
  if (typeof doc === 'string') return [];
  if (isJoined(doc)) return doc.map((part) => ({ doc: part, flat, level })).reverse();
  if (doc.kind === 'indent') return [{ doc: doc.doc, flat, level: level + options.indent }];
  if (doc.kind !== 'group') return [];
  const one = { doc: doc.doc, flat: true, level };
  return [flat || (!doc.broken && fitting(one)) ? one : { ...one, flat: false }];
}

/** Whether a command and what follows it up to the end of its line fit into `room` UTF-16 units. */
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
