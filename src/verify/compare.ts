import { isDeepStrictEqual } from 'node:util';
import type { Boot, Described, Difference, StepName } from './types.ts';

const WIDEST = 72;

/**
 * What a fix changed for whoever has the packages.
 * @returns one line for each setting, app or URL pattern that is not as it was; steps that did not pass in both are
 *   not compared.
 */
export function differencesBetween(before: Boot, after: Boot): Difference[] {
  const both = <T>(step: StepName, compare: (old: T, now: T) => Difference[]): Difference[] => {
    const [old, now] = [before.steps.get(step), after.steps.get(step)];
    const passed = old?.outcome === 'passed' && now?.outcome === 'passed';
    return passed ? compare(old.value as T, now.value as T) : [];
  };
  return [
    ...both('settings', differencesInSettings),
    ...both<Described[]>('setup', (old, now) => differencesInList('apps', old, now)),
    ...both<Described[]>('urls', (old, now) => differencesInList('urlpatterns', old, now)),
  ];
}

function differencesInSettings(before: Record<string, Described>, after: Record<string, Described>): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (isDeepStrictEqual(old, now)) return [];
    if (now === undefined) return { subject: name, message: `is gone: it was ${show(old)}` };
    if (old === undefined) return { subject: name, message: `is new: it is ${show(now)}` };
    const [was, is] = [sequenceIn(old), sequenceIn(now)];
    if (was !== null && is !== null && was.kind === is.kind) return differencesInList(name, was.parts, is.parts);
    if (was === null || is === null) return { subject: name, message: `was ${show(old)} and is ${show(now)}` };
    return { subject: name, message: `was a ${was.kind} and is a ${is.kind}` };
  });
}

/** What left, came or moved; of several that moved, the first. */
function differencesInList(name: string, before: readonly Described[], after: readonly Described[]): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [was, is] = [before.map(plain), after.map(plain)];
  const lost = was.filter((part) => !is.includes(part));
  const gained = is.filter((part) => !was.includes(part));
  const said = [
    ...lost.map((part) => `lost ${shorten(part)}, which was at ${was.indexOf(part)}`),
    ...gained.map((part) => `gained ${shorten(part)} at ${is.indexOf(part)}`),
  ];
  const at = is.findIndex((part, index) => part !== was[index]);
  const first = is[at] ?? was[is.length] ?? '';
  if (said.length === 0) said.push(`differs from ${at < 0 ? is.length : at} on: ${placesOf(first, was, is)}`);
  return said.map((message) => ({ subject: name, message }));
}

function placesOf(part: string, was: readonly string[], is: readonly string[]): string {
  const places = (list: readonly string[]) => list.flatMap((other, at) => (other === part ? [at] : [])).join(', ');
  return `${shorten(part)} was at ${places(was)} and is at ${places(is)}`;
}

function sequenceIn(value: Described): { kind: string; parts: readonly Described[] } | null {
  if (typeof value !== 'object' || value === null) return null;
  const [[kind, parts] = ['', null]] = Object.entries(value);
  return ['list', 'tuple'].includes(kind) && Array.isArray(parts) ? { kind, parts } : null;
}

/** A described value in a few words, for a human. */
function show(value: Described): string {
  return shorten(plain(value));
}

function shorten(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text;
}

function plain(value: Described): string {
  if (Array.isArray(value)) return value.filter((part) => part !== null).join(' ');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  const [[kind, inner] = ['', null]] = Object.entries(value);
  if (kind === 'list' && Array.isArray(inner)) return `[${inner.map(plain).join(', ')}]`;
  if (kind === 'tuple' && Array.isArray(inner)) return `(${inner.map(plain).join(', ')})`;
  if (kind === 'name' || kind === 'path') return String(inner);
  return `${kind} ${typeof inner === 'string' ? inner : JSON.stringify(inner)}`;
}
