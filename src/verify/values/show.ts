import type { Described } from '../types.ts';
import { dictIn, sequenceIn } from './ownership.ts';

const WIDEST = 72;

/** A described value in a few words, for a human. */
export function show(value: Described): string {
  return shorten(plain(value));
}

/** A text that is no longer than a line's end allows. */
export function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text;
}

/** A described value as Python would write it, or nearly so. */
export function plain(value: Described): string {
  if (Array.isArray(value)) return value.filter((part) => part !== null).join(' ');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  const sequence = sequenceIn(value);
  if (sequence?.kind === 'list') return `[${sequence.parts.map(plain).join(', ')}]`;
  if (sequence?.kind === 'tuple') return `(${sequence.parts.map(plain).join(', ')})`;
  const dict = dictIn(value);
  if (dict !== null) return `{${dict.entries.map(([key, part]) => `${plain(key)}: ${plain(part)}`).join(', ')}}`;
  const [[kind, inner] = ['', null]] = Object.entries(value);
  if (kind === 'name' || kind === 'path') return String(inner);
  return `${kind} ${typeof inner === 'string' ? inner : JSON.stringify(inner)}`;
}
