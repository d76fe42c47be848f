import { nextStatement } from '../fix/guard/groups.ts';
import type { Reference } from '../python/semantics/references.ts';
import type { Match } from './matches.ts';

/** Claims of rules that report and never fix. */
export interface Reported {
  readonly reported: readonly Match[];
  /** The matches of all other rules. */
  readonly others: readonly Match[];
}

/** Sorts matches out; an import and the use right behind it are reported once. */
export function sortOut(matches: readonly Match[]): Reported {
  const refused = matches.filter(({ rule }) => rule.reportsOnly !== undefined);
  const reported = refused.filter(({ reference }) => !followsImport(reference, refused));
  return { reported, others: matches.filter((match) => !refused.includes(match)) };
}

/** Whether a name is used right behind its import: `import ipdb; ipdb.set_trace()`. */
function followsImport({ statement, bindings, kind }: Reference, refused: readonly Match[]): boolean {
  const last = kind === 'name' ? bindings.at(-1)?.statement : undefined;
  const next = last === undefined ? undefined : nextStatement(last);
  return next === statement && refused.some(({ reference }) => reference.node === last);
}
