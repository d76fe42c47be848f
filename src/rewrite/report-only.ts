import { nextStatement } from '../fix/guard/groups.ts';
import type { Reference } from '../python/semantics/references.ts';
import type { Claimed } from './matches.ts';

/** Claims of rules that report and never fix. */
export interface Reported {
  readonly reported: readonly Claimed[];
  /** The claims of all other rules. */
  readonly others: readonly Claimed[];
}

/** Sorts claims out; an import and the use right behind it are reported once. */
export function sortOut(claims: readonly Claimed[]): Reported {
  const refused = claims.filter(({ rule }) => rule.refuses !== undefined);
  const reported = refused.filter(({ reference }) => !followsImport(reference, refused));
  return { reported, others: claims.filter((claim) => !refused.includes(claim)) };
}

/** Whether a name is used right behind its import: `import ipdb; ipdb.set_trace()`. */
function followsImport({ statement, bindings, kind }: Reference, refused: readonly Claimed[]): boolean {
  const last = kind === 'name' ? bindings.at(-1)?.statement : undefined;
  const next = last === undefined ? undefined : nextStatement(last);
  return next === statement && refused.some(({ reference }) => reference.node === last);
}
