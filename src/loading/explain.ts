import type { Condition, Evidence, Finding, Level, Loaded } from '../types.ts';
import { levelOf } from './level.ts';
import type { FileLoading, LoadStep } from './types.ts';

/** What is known of a file. */
export interface Seen {
  readonly loading: FileLoading;
  /** For a file that developers alone are seen to load: a place that loads it too, and that nothing is seen to load. */
  readonly doubt: LoadStep | null;
}

/** Makes a path of the project one as shown to the user. */
type Shown = (path: string) => string;

/** A finding with its level, and with what loads it, in its message too. */
export function withLoaded(finding: Finding, { loading, doubt }: Seen, shown: Shown): Finding {
  const { conditions } = finding;
  const level = levelOf({ loading, doubted: doubt !== null, conditions });
  const last = loading.chain.at(-1);
  const from = last === undefined ? null : evidence(last, shown);
  const unknown = level === 'unknown' ? unfollowed(doubt, shown) : null;
  const condition = conditionThatTells(loading, conditions);
  const isDecided = loading.developers || conditions.some(({ holds }) => holds === false);
  return leveled(finding, level, { from, ...condition, unknown }, isDecided);
}

/** A finding that nothing is known of, and why not. */
export function withoutLoaded(finding: Finding, unknown: string): Finding {
  return leveled(finding, 'unknown', { from: null, condition: null, byName: false, unknown });
}

/** @param isDecided whether the condition is what leaves the code to developers. */
function leveled(finding: Finding, level: Level, loaded: Loaded, isDecided = false): Finding {
  return { ...finding, level, loaded, message: `${finding.message}; ${told(level, loaded, isDecided)}` };
}

function evidence({ file, line, text }: LoadStep, shown: Shown): Evidence {
  return { file: shown(file), line, text };
}

/** The condition that leaves the code to developers, else one of which it is not known whether it holds, else any. */
function conditionThatTells(loading: FileLoading, conditions: readonly Condition[]): ToldCondition {
  const own = (wanted: Condition['holds']) => conditions.find(({ holds }) => holds === wanted);
  const onTheWay = loading.condition === null ? undefined : { written: loading.condition, byName: loading.byName };
  const theirs = loading.developers ? onTheWay : own(false);
  const told = theirs ?? onTheWay ?? own(null) ?? own(true);
  return told === undefined ? { condition: null, byName: false } : { condition: told.written, byName: told.byName };
}

type ToldCondition = Pick<Loaded, 'condition' | 'byName'>;

function unfollowed(doubt: LoadStep | null, shown: Shown): string {
  if (doubt === null) return 'no server and no settings module is seen to load it';
  return `${shown(doubt.file)}:${doubt.line} loads it, and nothing is seen to load that`;
}

function told(level: Level, { from, condition, byName, unknown }: Loaded, isDecided: boolean): string {
  const place = from === null ? '' : ` from ${from.file}:${from.line}`;
  const under = condition === null ? '' : `, under \`${shortened(condition)}\`${byName ? ', by its name only' : ''}`;
  switch (level) {
    case 'production':
    case 'condition':
      return `production loads it${place}${under}`;
    case 'developers':
      return isDecided ? `only development runs it${under}` : `only development loads it${place}`;
    case 'unknown':
      return unknown ?? '';
  }
}

const LONGEST = 60;

function shortened(condition: string): string {
  return condition.length > LONGEST ? `${condition.slice(0, LONGEST - 1)}…` : condition;
}
