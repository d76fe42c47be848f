import { PLACED } from '../fix/entry/lookup.ts';
import type { Fix } from '../fix/fix.ts';
import { rebound } from '../fix/refuse/rebinding.ts';
import { handlerSuite } from '../python/semantics/handlers.ts';
import type { Reference } from '../python/semantics/references.ts';
import { isBuiltin } from '../python/syntax/builtins.ts';
import { isExported } from '../python/syntax/scopes.ts';
import { isMigration, positionIn } from '../python/syntax/source.ts';
import { contains, enclosing, field } from '../python/syntax/tree.ts';
import type { Node, SourceFile } from '../types.ts';

/** A statement with uses of the package, and what is planned for it. */
export interface StatementFix {
  readonly statement: Node;
  readonly references: readonly Reference[];
  readonly fix: Fix;
}

/** Why djguard leaves some references alone, and what a human can do. */
export type Refusals = Map<readonly Reference[], string>;

const MIGRATION = 'a migration is history and runs everywhere: take the package out of it by hand';
const LOOKED_UP =
  'another statement of this file looks for the entry, which would raise ValueError without it: guard both by hand';
const EXPORTED =
  'other modules import the name from here: import it where it is used, or choose what it is without the package';
const ON_PURPOSE = 'a handler raises where the package is missing: somebody wants it so; take the handler out first';
const STAR = 'a star import binds names that cannot be known here: import the names that are used, by name';

/** Collects the reasons that lie in one statement, in an import, or in the file. */
export function collectRefusals(
  source: SourceFile,
  imports: readonly Reference[],
  fixes: readonly StatementFix[],
): Refusals {
  const advice: Refusals = new Map();
  for (const { references, fix } of fixes) if (fix.kind === 'refuse') advice.set(references, fix.advice);
  for (const { references } of refusedLookups(fixes)) advice.set(references, LOOKED_UP);
  for (const reference of imports) {
    const reason = adviceOnImport(source, reference);
    if (reason !== null) advice.set([reference], reason);
  }
  if (!isMigration(source.path)) return advice;
  return new Map(
    [...imports.map((reference) => [reference]), ...fixes.map((fix) => fix.references)].map((at) => [at, MIGRATION]),
  );
}

function adviceOnImport(source: SourceFile, reference: Reference): string | null {
  if (reference.bindings.some((binding) => binding.name === '*')) return STAR;
  if (isReExported(source, reference)) return EXPORTED;
  if (failsOnPurpose(source, reference)) return ON_PURPOSE;
  const builtin = reference.bindings.find(({ name }) => isBuiltin(name));
  if (builtin !== undefined)
    return `${builtin.name} is Python's own where the package is missing: import it under another name, or guard it with \`except ImportError: pass\` by hand`;
  const taken = rebound(source, reference);
  return taken === null ? null : `${taken} is bound to something else too: give the import a name of its own`;
}

/** `except ImportError: raise ...` around the import. */
function failsOnPurpose({ text }: SourceFile, { node }: Reference): boolean {
  const around = enclosing(node, 'try_statement', 'function_definition', 'class_definition');
  const body = around?.type === 'try_statement' ? field(around, 'body') : null;
  if (around === null || body === null || !contains(body, node)) return false;
  const raising = around.children.filter((child) => child.type === 'except_clause');
  return raising.some((clause) =>
    /\bImportError|ModuleNotFoundError/.test(text.slice(clause.start, handlerSuite(clause)?.start ?? clause.end)),
  );
}

function isReExported({ path, root, text }: SourceFile, reference: Reference): boolean {
  if (reference.bindings.some((binding) => isExported(binding.name, root))) return true;
  const exporting = /(^|[\\/])__init__\.py$/.test(path) && reference.node.type === 'import_from_statement';
  return exporting && !/^(INSTALLED_APPS|MIDDLEWARE|DEBUG|urlpatterns)\b/m.test(text);
}

/** The entries that a refused lookup of the same file looks for: without them it would fail earlier than before. */
function refusedLookups(fixes: readonly StatementFix[]): StatementFix[] {
  const refused = fixes.filter(({ fix }) => fix.kind === 'refuse' && fix.advice === PLACED);
  const settings = new Set(
    refused.flatMap(({ references }) => references.map((reference) => reference.destination.names[0])),
  );
  return fixes.filter(
    ({ fix, references }) =>
      fix.kind !== 'refuse' && references.some((reference) => settings.has(reference.destination.names[0])),
  );
}

/** Why nothing in the file can be guarded: an import that has to stay bare keeps the module from loading anyway. */
export function blocked(
  { root }: SourceFile,
  imports: readonly Reference[],
  fixes: readonly StatementFix[],
  advice: Refusals,
): string | null {
  if (imports.length === 0) return null;
  for (const [references, reason] of advice) {
    const first = references.find((reference) => reference.kind === 'import' || reference.kind === 'name');
    if (first === undefined) continue;
    const alone = imports.length === 1 && fixes.every(({ references: [at] }) => at === imports[0]);
    return alone ? reason : `line ${positionIn(root.tree, first.node.start).line}: ${reason}`;
  }
  return null;
}
