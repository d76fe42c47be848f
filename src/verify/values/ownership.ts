import type { Described } from '../types.ts';

/** Two descriptions of a value, without what belongs to the packages. */
export interface Less {
  readonly old: Described;
  readonly now: Described;
}

/** Entries of a dict that say what the whole dict is: a cache, a log handler, a template engine. */
const KINDS = new Set(['class', '()', 'BACKEND', 'ENGINE']);

/**
 * Takes what belongs to packages out of a value as it was, and out of what became of it.
 * What a dict holds under a key that was the packages' may be anything now, and so may a text that named one.
 */
export function withoutTheirs(old: Described, now: Described, packages: readonly string[]): Less {
  if (packages.length === 0) return { old, now };
  const theirs = ownershipOf(packages);
  const pair = (was: Described, is: Described): Less => {
    const [parts, nowParts] = [sequenceIn(was), sequenceIn(is)];
    if (parts !== null && nowParts !== null) return lists(parts, nowParts);
    const [entries, nowEntries] = [dictIn(was), dictIn(is)];
    return entries !== null && nowEntries !== null ? dicts(entries, nowEntries) : { old: was, now: is };
  };
  const lists = (parts: Sequence, nowParts: Sequence): Less => {
    const kept = parts.parts.filter((part) => !theirs(part));
    const left = nowParts.parts.filter((part) => !theirs(part));
    const pairs = kept.length === left.length ? kept.map((part, at) => pair(part, left[at])) : null;
    const [olds, nows] = [pairs?.map((each) => each.old) ?? kept, pairs?.map((each) => each.now) ?? left];
    return { old: { [parts.kind]: olds }, now: { [nowParts.kind]: nows } };
  };
  const dicts = (entries: Dict, nowEntries: Dict): Less => {
    const others = new Map(nowEntries.entries.map(([key, part]) => [keyOf(key), part]));
    const gone = entries.entries.filter(([key, part]) => theirs(key) || isGone(part, others.get(keyOf(key)), theirs));
    const skipped = new Set(gone.map(([key]) => keyOf(key)));
    const kept = entries.entries.filter(([key]) => !skipped.has(keyOf(key)));
    const pairs = kept.map(([key, part]) =>
      others.has(keyOf(key)) ? { key, ...pair(part, others.get(keyOf(key))) } : { key, old: part },
    );
    const known = new Set(entries.entries.map(([key]) => keyOf(key)));
    const added = nowEntries.entries.filter(([key, part]) => !known.has(keyOf(key)) && !theirs(key) && !theirs(part));
    const nows = pairs.flatMap((each) => ('now' in each ? [[each.key, each.now]] : []));
    return {
      old: { [entries.kind]: pairs.map(({ key, old: part }) => [key, part]) },
      now: { [nowEntries.kind]: [...nows, ...added] },
    };
  };
  return pair(old, now);
}

/**
 * Whether a value may be anything or nothing now, since all of it was the packages'; a list has to be empty then.
 */
export function isGone(old: Described, now: Described | undefined, theirs: (value: Described) => boolean): boolean {
  if (!theirs(old)) return false;
  if (now === undefined || sequenceIn(old) === null) return true;
  const parts = sequenceIn(now)?.parts;
  return parts === undefined || parts.every(theirs);
}

/**
 * Tells whether a value belongs to one of some packages as a whole: it names one or is made by one, or all of it
 * does.
 */
export function ownershipOf(packages: readonly string[]): (value: Described) => boolean {
  const isName = (text: string) =>
    packages.some((root) => text === root || text.startsWith(`${root}.`) || text.startsWith(`{package ${root}}`));
  const owns = (value: Described): boolean => {
    if (typeof value === 'string') return isName(value);
    if (typeof value !== 'object' || value === null) return false;
    const sequence = sequenceIn(value);
    if (sequence !== null) return sequence.parts.every(owns) ? sequence.parts.length > 0 : isRecord(sequence, owns);
    const entries = dictIn(value)?.entries;
    if (entries !== undefined) {
      const says = entries.some(([key, part]) => KINDS.has(String(key)) && owns(part));
      return says || (entries.length > 0 && entries.every(([key, part]) => owns(key) || owns(part)));
    }
    const [[kind, inner] = ['', null]] = Object.entries(value);
    return kind === 'name' || kind === 'path' ? owns(inner) : isName(kind);
  };
  return owns;
}

/** A tuple such as `("package.Panel", {...})` is about what it names first; one of texts alone may be a setting. */
function isRecord({ kind, parts }: Sequence, owns: (value: Described) => boolean): boolean {
  return kind === 'tuple' && owns(parts[0]) && parts.some((part) => typeof part !== 'string');
}

/** A list, a tuple or a set as it is described. */
export interface Sequence {
  readonly kind: string;
  readonly parts: readonly Described[];
}

/** A dict as it is described. */
export interface Dict {
  readonly kind: string;
  readonly entries: readonly (readonly [Described, Described])[];
}

/** A description's parts where it is a list, a tuple, a set or of a class that is one; else null. */
export function sequenceIn(value: Described): Sequence | null {
  const [kind, inner] = onlyEntry(value);
  return Array.isArray(inner) && /^(list|tuple|set)\b/.test(kind) ? { kind, parts: inner } : null;
}

/** A description's entries where it is a dict; else null. */
export function dictIn(value: Described): Dict | null {
  const [kind, inner] = onlyEntry(value);
  return Array.isArray(inner) && kind.startsWith('dict') ? { kind, entries: inner } : null;
}

function onlyEntry(value: Described): readonly [string, unknown] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ['', null];
  return Object.entries(value)[0] ?? ['', null];
}

function keyOf(key: Described): string {
  return JSON.stringify(key);
}
