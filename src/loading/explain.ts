import type { Condition, Evidence, Finding, Level, Loaded } from '../types.ts';
import { levelOf } from './level.ts';
import type { Doubt, FileLoading, LoadStep } from './types.ts';

/** What is known of code. */
export interface Seen {
  /** What loads its file. */
  readonly loading: FileLoading;
  /** For a file that developers alone are seen to load, or nothing: why production may load it all the same. */
  readonly doubt: Doubt | null;
  /** The conditions that the code stands under in its file. */
  readonly conditions: readonly Condition[];
}

/** Makes a path of the project one as shown to the user. */
type Shown = (path: string) => string;

/** A finding with its level, and with what loads it, in its message too. */
export function withLoaded(finding: Finding, seen: Seen, shown: Shown): Finding {
  const { loading, doubt, conditions } = seen;
  const level = levelIn(seen);
  const last = loading.chain.at(-1);
  const from = last === undefined ? null : evidence(last, shown);
  const unknown = level === 'unknown' ? unfollowed(doubt, shown) : null;
  const condition = conditionThatTells(loading, conditions);
  const isDecided = loading.developers || conditions.some(({ holds }) => holds === false);
  const { startByName, overruled, chain } = loading;
  const other = overruled === undefined || chain.length > 1 ? {} : { overruledBy: evidence(overruled, shown) };
  return leveled(finding, level, { from, ...other, ...condition, unknown, startByName }, isDecided);
}

/** How bad it is that code is unguarded. */
export function levelIn({ loading, doubt, conditions }: Seen): Level {
  return levelOf({ loading, doubted: doubt !== null, conditions });
}

/** A finding that nothing is known of, and why not. */
export function withoutLoaded(finding: Finding, unknown: string): Finding {
  return leveled(finding, 'unknown', { from: null, condition: null, byName: false, unknown, startByName: false });
}

/** A finding that may do no harm at all: left to developers, or not known. @param doubt what is not known. */
export function withDoubt(finding: Finding, doubt: string): Finding {
  const { level, loaded, message } = finding;
  if (loaded === undefined || level === 'developers') return finding;
  return { ...finding, level: 'unknown', loaded: { ...loaded, unknown: doubt }, message: `${message}; ${doubt}` };
}

/**
 * The same where nothing tells whether production has the package: then it is not known either whether that breaks
 * production. What developers alone load is theirs all the same.
 */
export function withDoubtfulPackage(finding: Finding, unknown: string): Finding {
  const { level, loaded, message } = finding;
  if (loaded === undefined || (level !== 'production' && level !== 'condition')) return finding;
  return {
    ...finding,
    level: level === 'production' ? 'unknown' : level,
    loaded: { ...loaded, unknown },
    message: `${message}; ${unknown}`,
  };
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

function unfollowed(doubt: Doubt | null, shown: Shown): string {
  if (doubt === null) return 'no server and no settings module is seen to load it';
  return `${shown(doubt.file)}:${doubt.line} ${doubt.why}`;
}

function told(level: Level, loaded: Loaded, isDecided: boolean): string {
  const { from, overruledBy, condition, byName, unknown, startByName } = loaded;
  const but = overruledBy === undefined ? '' : `, which ${overruledBy.file}:${overruledBy.line} overrules`;
  const place = from === null ? '' : ` from ${from.file}:${from.line}${startByName ? ', by its name only' : ''}`;
  const under = condition === null ? '' : `, under \`${shortened(condition)}\`${byName ? ', by its name only' : ''}`;
  switch (level) {
    case 'production':
    case 'condition':
      return `production loads it${place}${under}`;
    case 'developers':
      return isDecided ? `only development runs it${under}` : `only development loads it${place}${but}`;
    case 'unknown':
      return unknown ?? '';
  }
}

const LONGEST = 60;

function shortened(condition: string): string {
  return condition.length > LONGEST ? `${condition.slice(0, LONGEST - 1)}…` : condition;
}
