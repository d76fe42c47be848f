import type { Reference } from '../python/semantics/references.ts';
import { isMigration, positionIn } from '../python/syntax/source.ts';
import type { SourceFile } from '../types.ts';
import type { Match } from './matches.ts';
import type { StatementFix } from './statement-fixes.ts';

/** Why djguard leaves some references alone, and what a human can do. */
export type Refusals = Map<readonly Reference[], string>;

const MIGRATION = 'a migration is history and runs everywhere: take the package out of it by hand';
const LOOKED_UP =
  'another statement of this file looks for the entry, which would raise ValueError without it: guard both by hand';

/** Collects the reasons that lie in one statement, in an import, or in the file. */
export function collectRefusals(
  source: SourceFile,
  imports: readonly Match[],
  fixes: readonly StatementFix[],
): Refusals {
  if (isMigration(source.path)) {
    const all = [...imports.map(({ reference }) => [reference]), ...fixes.map(({ references }) => references)];
    return new Map(all.map((references) => [references, MIGRATION]));
  }
  const refusals: Refusals = new Map();
  for (const { references, fix } of fixes) if (fix.kind === 'refuse') refusals.set(references, fix.advice);
  for (const { references } of keptWithLists(fixes)) refusals.set(references, LOOKED_UP);
  for (const { rule, reference } of imports) {
    const reason = rule.objectsToImport?.(source, reference) ?? null;
    if (reason !== null) refusals.set([reference], reason);
  }
  return refusals;
}

/** The entries of lists that a refusal keeps as they are: what it refuses would fail earlier than before without them. */
function keptWithLists(fixes: readonly StatementFix[]): StatementFix[] {
  const refused = fixes.filter(({ fix }) => fix.kind === 'refuse' && fix.keeps === 'list');
  const lists = new Set(refused.flatMap(({ references }) => references.map(listOf)));
  return fixes.filter(({ fix, references }) => fix.kind !== 'refuse' && references.some((at) => lists.has(listOf(at))));
}

function listOf({ destination }: Reference): string | undefined {
  return destination.names[0];
}

/** Why nothing in the file can be guarded: an import that has to stay bare keeps the module from loading anyway. */
export function blocked(
  { root }: SourceFile,
  imports: readonly Reference[],
  fixes: readonly StatementFix[],
  refusals: Refusals,
): string | null {
  if (imports.length === 0) return null;
  for (const [references, reason] of refusals) {
    const first = references.find((reference) => reference.kind === 'import' || reference.kind === 'name');
    if (first === undefined) continue;
    const alone = imports.length === 1 && fixes.every(({ references: [at] }) => at === imports[0]);
    return alone ? reason : `line ${positionIn(root.tree, first.node.start).line}: ${reason}`;
  }
  return null;
}
