import { isDeepStrictEqual } from 'node:util';
import type { Described, World } from '../types.ts';
import { dictIn, sequenceIn } from './ownership.ts';
import { plain, shorten, show } from './show.ts';

/** One thing about a value that is not as it was. */
export interface Change {
  /** A setting's name, or one of `RESOLVED`. */
  readonly name: string;
  /** The same with the way to the part that changed, such as `TEMPLATES[0]['OPTIONS']`. */
  readonly subject: string;
  /** To be read after the subject. */
  readonly message: string;
  readonly world: World;
  /** The entry of a list that is gone. */
  readonly lost?: Described;
  /** The entry of a list that is new. */
  readonly gained?: Described;
  /** The entry of a list that is at another place. */
  readonly moved?: Described;
  /** Whether it is no list, tuple, dict or text: a flag, a number. */
  readonly isScalar: boolean;
  /** Whether it is what should have changed and did not. */
  readonly isKept?: boolean;
}

type Told = Pick<Change, 'subject' | 'message' | 'lost' | 'gained' | 'moved' | 'isScalar'>;

/** What is not as it was in a value; undefined is a value that is not there. */
export function changesIn(subject: string, old: Described | undefined, now: Described | undefined): Told[] {
  if (isDeepStrictEqual(old, now)) return [];
  const told = (message: string) => [{ subject, message, isScalar: isScalar(old) && isScalar(now) }];
  if (now === undefined) return told(`is gone: it was ${show(old)}`);
  if (old === undefined) return told(`is new: it is ${show(now)}`);
  const [was, is] = [sequenceIn(old), sequenceIn(now)];
  if (was !== null && is !== null) {
    if (was.kind !== is.kind) return told(`was a ${was.kind} and is a ${is.kind}`);
    return changesInList(subject, was.parts, is.parts);
  }
  const [dict, nowDict] = [dictIn(old), dictIn(now)];
  if (dict === null || nowDict === null) return told(`was ${show(old)} and is ${show(now)}`);
  if (dict.kind !== nowDict.kind) return told(`was a ${dict.kind} and is a ${nowDict.kind}`);
  const entries = entriesOf(dict.entries);
  const nowEntries = entriesOf(nowDict.entries);
  const keys = [...new Set([...entries.keys(), ...nowEntries.keys()])];
  return keys.flatMap((key) => changesIn(`${subject}[${key}]`, entries.get(key), nowEntries.get(key)));
}

function entriesOf(entries: readonly (readonly [Described, Described])[]): ReadonlyMap<string, Described> {
  return new Map(entries.map(([key, part]) => [typeof key === 'string' ? `'${key}'` : plain(key), part]));
}

function isScalar(value: Described | undefined): boolean {
  return value === undefined || value === null || typeof value === 'boolean' || typeof value === 'number';
}

/** What left, came or moved; of several that moved, the first. */
function changesInList(subject: string, before: readonly Described[], after: readonly Described[]): Told[] {
  // A text, and a URL pattern, which is described by a bare array, is another one where it differs.
  const isWhole = (part: Described) => typeof part === 'string' || Array.isArray(part);
  if (before.length === after.length && !before.every(isWhole)) {
    const inner = before.map((part, at) => changesIn(`${subject}[${at}]`, part, after[at]));
    if (inner.filter((changes) => changes.length > 0).length === 1) return inner.flat();
  }
  const [was, is] = [before.map(plain), after.map(plain)];
  const lost = before.filter((_, at) => !is.includes(was[at] as string));
  const gained = after.filter((_, at) => !was.includes(is[at] as string));
  const came = [
    ...lost.map((part) => ({ lost: part, message: `lost ${show(part)}, which was at ${was.indexOf(plain(part))}` })),
    ...gained.map((part) => ({ gained: part, message: `gained ${show(part)} at ${is.indexOf(plain(part))}` })),
  ];
  const moved = movedIn(was, is);
  const told: Pick<Told, 'message' | 'lost' | 'gained' | 'moved'>[] =
    moved === null ? came : [...came, { message: moved.message, moved: after[moved.to] }];
  return told.map((each) => ({ subject, isScalar: false, ...each }));
}

/** Of the entries that stand in both lists, the first that stands at another place among them. */
function movedIn(
  was: readonly string[],
  is: readonly string[],
): { readonly message: string; readonly to: number } | null {
  const stayed = was.filter((part) => is.includes(part));
  const stays = is.filter((part) => was.includes(part));
  if (isDeepStrictEqual(stayed, stays)) return null;
  const at = stays.findIndex((part, index) => part !== stayed[index]);
  const from = is.findIndex((part, index) => part !== was[index]);
  const first = stays[at] ?? stayed[stays.length] ?? '';
  const message = `differs from ${from < 0 ? is.length : from} on: ${placesOf(first, was, is)}`;
  return { message, to: is.indexOf(first) };
}

function placesOf(part: string, was: readonly string[], is: readonly string[]): string {
  const places = (list: readonly string[]) => list.flatMap((other, at) => (other === part ? [at] : [])).join(', ');
  return `${shorten(part)} was at ${places(was)} and is at ${places(is)}`;
}
