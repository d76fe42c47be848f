import { isDeepStrictEqual } from 'node:util';
import type { Edit } from '../../types.ts';
import { applyEdits } from '../../util/edits.ts';

/** How a list writes its requirements. */
export type Syntax = 'requirements' | 'pep508' | 'poetry' | 'pipfile';

/** A requirement as it stands in a list. */
export interface Entry {
  /** The distribution, normalised; null for what names none, such as an include. */
  readonly name: string | null;
  /** What a list of the same syntax takes as it is: a string's value, whole lines, or a key with its value. */
  readonly written: string;
  /** What a parser makes of it. */
  readonly value: unknown;
  /** The comment lines above that are about it alone. */
  readonly above: readonly string[];
  /** A comment behind it that is not part of `written`; empty where there is none. */
  readonly behind: string;
  /** Its line, from 1. */
  readonly line: number;
}

/** What is to come into a list. */
export type Added = Pick<Entry, 'written' | 'value' | 'above' | 'behind'>;

/** The dependencies of one group, as they lie in the text of a manifest. */
export interface List {
  readonly text: string;
  readonly syntax: Syntax;
  readonly entries: readonly Entry[];
  /** Whether comments can stand above and behind an entry that comes in at a place. */
  readonly holdsComments: (at: number) => boolean;
  /** What a parser makes of all the rest of the text. */
  readonly rest: unknown;
  readonly takeOut: (at: number) => readonly Edit[];
  readonly putIn: (at: number, added: Added) => readonly Edit[];
  /** The same list in another text. @throws Refused where it is not there. */
  readonly again: (text: string) => List;
}

/** An edit can't be made, or is not known to be right; the message says why, and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The text without one of a list's entries. @throws Refused where anything else would change. */
export function without(list: List, at: number): string {
  return checked(list, list.takeOut(at), (values) => values.toSpliced(at, 1));
}

/** The text with one more entry, so that so many stand before it. @throws Refused where anything else would change. */
export function withAdded(list: List, at: number, added: Added): string {
  return checked(list, list.putIn(at, added), (values) => values.toSpliced(at, 0, added.value));
}

/** The text after some edits, which parsers have to read as the old one with just this change. */
function checked(
  list: List,
  edits: readonly Edit[],
  change: (values: readonly unknown[]) => readonly unknown[],
): string {
  const text = applyEdits(list.text, edits);
  const values = ({ entries }: List) => entries.map(({ value }) => value);
  try {
    const after = list.again(text);
    if (isDeepStrictEqual(values(after), change(values(list))) && isDeepStrictEqual(after.rest, list.rest)) return text;
  } catch {}
  throw new Refused('its layout is one that djguard does not edit');
}
