import type { Condition, Finding, Loaded } from '../types.ts';
import type { FileLoading } from './types.ts';

/**
 * What loads the code of a finding.
 * @param loading what loads its file.
 * @param conditions those that the code stands under in the file, the nearest first.
 */
export function loadedBy(loading: FileLoading, conditions: readonly Condition[]): Loaded {
  const last = loading.chain.at(-1);
  const from = last === undefined ? null : { file: last.file, line: last.line, text: last.text };
  if (loading.kind === 'unreached') return { by: 'nothing', from, condition: null };
  const developers = loading.developers ? loading.condition : conditions.find((at) => at.developers)?.written;
  const condition = developers ?? loading.condition ?? conditions[0]?.written ?? null;
  if (loading.kind === 'development') return { by: 'development', from, condition };
  return { by: condition === null ? 'production' : 'condition', from, condition };
}

/**
 * A finding with what loads it, in its message too.
 * @param shown turns a path of the project into one as shown to the user.
 */
export function withLoaded(finding: Finding, loading: FileLoading, shown: (path: string) => string): Finding {
  const loaded = loadedBy(loading, finding.conditions);
  const from = loaded.from === null ? null : { ...loaded.from, file: shown(loaded.from.file) };
  return { ...finding, loaded: { ...loaded, from }, message: `${finding.message}; ${told({ ...loaded, from })}` };
}

function told({ by, from, condition }: Loaded): string {
  const place = from === null ? '' : ` from ${from.file}:${from.line}`;
  switch (by) {
    case 'production':
      return `production loads it${place}`;
    case 'condition':
      return `production loads it${place}, under \`${shortened(condition ?? '')}\``;
    case 'development':
      return `only development loads it${place}`;
    case 'nothing':
      return 'no server and no settings module loads it';
  }
}

const LONGEST = 60;

function shortened(condition: string): string {
  return condition.length > LONGEST ? `${condition.slice(0, LONGEST - 1)}…` : condition;
}
