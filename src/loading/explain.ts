import type { Condition, Evidence, Finding, Level, Loaded } from '../types.ts';
import { levelOf } from './level.ts';
import type { Doubt, FileLoading } from './types.ts';

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
  const condition = conditionThatTells(loading, conditions, shown);
  const isDecided = loading.developers || conditions.some(({ holds }) => holds === false);
  const { startByName, overruled } = loading;
  const otherClass = conditions.find(({ overruledBy }) => overruledBy !== undefined)?.overruledBy;
  const overruling = otherClass ?? overruled;
  const other = overruling === undefined ? {} : { overruledBy: evidence(overruling, shown) };
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

function evidence({ file, line, text }: Evidence, shown: Shown): Evidence {
  return { file: shown(file), line, text };
}

/** The condition that leaves the code to developers, else one of which it is not known whether it holds, else any. */
function conditionThatTells(loading: FileLoading, conditions: readonly Condition[], shown: Shown): ToldCondition {
  const own = (wanted: Condition['holds']) => conditions.find(({ holds }) => holds === wanted);
  const onTheWay = loading.condition === null ? undefined : { ...loading, written: loading.condition };
  if (loading.developers && onTheWay === undefined) return { condition: null, byName: false };
  const theirs = loading.developers ? onTheWay : own(false);
  const told = theirs ?? onTheWay ?? own(null) ?? own(true);
  if (told === undefined) return { condition: null, byName: false };
  const { written, byName, standard } = told;
  return {
    condition: written,
    byName,
    ...(standard !== undefined && { standard: { ...standard, file: shown(standard.file) } }),
  };
}

type ToldCondition = Pick<Loaded, 'condition' | 'byName' | 'standard'>;

function unfollowed(doubt: Doubt | null, shown: Shown): string {
  if (doubt === null) return 'no server and no settings module is seen to load it';
  return `${shown(doubt.file)}:${doubt.line} ${doubt.why}`;
}

function told(level: Level, loaded: Loaded, isDecided: boolean): string {
  const { from, overruledBy, unknown, startByName } = loaded;
  const other = overruledBy && `${overruledBy.file}:${overruledBy.line}`;
  const but = other === undefined || startByName ? '' : `, which ${other} overrules`;
  const name = other === undefined ? ', by its name only' : `, by its name, and ${other} has production take another`;
  const place = from === null ? '' : ` from ${from.file}:${from.line}${startByName ? name : ''}`;
  const under = underWhich(loaded, level);
  switch (level) {
    case 'production':
    case 'condition':
      return `production loads it${place}${under}`;
    case 'developers':
      return isDecided && under !== ''
        ? `only development runs it${under}${but}`
        : `only development loads it${place}${but}`;
    case 'unknown':
      return unknown ?? '';
  }
}

/** The condition that code stands under, and the default that it rests on. */
function underWhich({ condition, byName, standard }: Loaded, level: Level): string {
  if (condition === null) return '';
  if (condition.startsWith('where ')) return `, ${condition}`;
  const under = `, under \`${shortened(condition)}\``;
  if (standard === undefined) return `${under}${byName ? ', by its name only' : ''}`;
  const { variable, file, line, holds, isTaken } = standard;
  const place = `the default at ${file}:${line}`;
  if (isTaken)
    return `${under}, which ${holds ? 'holds' : 'does not hold'} by ${place}, as production does not set ${variable}`;
  if (level === 'developers') return `${under}: DEBUG is off unless the variable ${variable} turns it on (${place})`;
  if (holds === null) return `${under}, which ${variable} decides (${place})`;
  return `${under}, which holds ${holds ? 'unless' : 'only if'} production sets ${variable} (${place})`;
}

const LONGEST = 60;

function shortened(condition: string): string {
  return condition.length > LONGEST ? `${condition.slice(0, LONGEST - 1)}…` : condition;
}
