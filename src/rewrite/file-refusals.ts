import type { Reference } from '../python/semantics/references.ts';
import { isMigration, positionIn } from '../python/syntax/source.ts';
import type { SourceFile } from '../types.ts';
import type { Match } from './matches.ts';
import type { StatementFix } from './statement-fixes.ts';

/** For groups of references, why djguard leaves them alone, and what a human can do. */
export type Refusals = Map<readonly Reference[], string>;

const MIGRATION = 'a migration is history and runs everywhere: take the package out of it by hand';
const LOOKED_UP =
  'another statement of this file looks for the entry, which would raise ValueError without it: guard both by hand';

/**
 * Collects the refusals of statements and imports; a migration is refused entirely.
 * @see https://docs.djangoproject.com/en/stable/topics/migrations/#historical-models
 */
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
  for (const { references } of besideLookUps(fixes)) refusals.set(references, LOOKED_UP);
  for (const { rule, reference } of imports) {
    const reason = rule.objectsToImport?.(source, reference) ?? null;
    if (reason !== null) refusals.set([reference], reason);
  }
  return refusals;
}

/** The fixes of lists that a refused statement looks an entry up in: without the entry it would raise ValueError. */
function besideLookUps(fixes: readonly StatementFix[]): StatementFix[] {
  const refused = fixes.filter(({ fix }) => fix.kind === 'refuse' && fix.keeps === 'list');
  const lists = new Set(refused.flatMap(({ references }) => references.map(listOf)));
  return fixes.filter(({ fix, references }) => fix.kind !== 'refuse' && references.some((at) => lists.has(listOf(at))));
}

function listOf({ destination }: Reference): string | undefined {
  return destination.names[0];
}

/** Why nothing in the file can be guarded, or null: with one import that stays bare the module doesn't load anyway. */
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
