import { definitionsOf } from '../../python/semantics/definitions/bindings.ts';
import { namesImportError } from '../../python/semantics/handlers.ts';
import { neededElsewhere } from '../../python/semantics/needed-elsewhere.ts';
import type { Reference } from '../../python/semantics/references.ts';
import { isBuiltin, isExported } from '../../python/syntax/scopes.ts';
import { contains, enclosing, field } from '../../python/syntax/tree.ts';
import type { Node, SourceFile } from '../../types.ts';
import { placeOf } from './place-of.ts';
import { rebound } from './rebinding.ts';

const EXPORTED =
  'other modules import the name from here: import it where it is used, or choose what it is without the package';
const ON_PURPOSE = 'a handler raises where the package is missing: somebody wants it so; take the handler out first';
const OTHER_ERROR =
  'this file binds ImportError to something else, which no guard can catch then: give that another name';
const STAR = 'a star import binds names that cannot be known here: import the names that are used, by name';

/** Why an import statement has to stay bare, and what a human can do; null where it can be guarded. */
export function importReason(source: SourceFile, reference: Reference): string | null {
  if (reference.bindings.some((binding) => binding.name === '*')) return STAR;
  if (isReExported(source, reference)) return EXPORTED;
  const taken = neededBy(source, reference);
  if (taken !== null)
    return `${placeOf(taken, source.root)} uses the name, which has no value without the package: import it there, or guard that use by hand`;
  if (failsOnPurpose(reference)) return ON_PURPOSE;
  if (definitionsOf(source.root, source.guard.exception).length > 0) return OTHER_ERROR;
  const builtin = reference.bindings.find(({ name }) => isBuiltin(name));
  if (builtin !== undefined)
    return `${builtin.name} is Python's own where the package is missing: import it under another name, or guard it with \`except ImportError: pass\` by hand`;
  const other = rebound(reference);
  return other === null ? null : `${other} is bound to something else too: give the import a name of its own`;
}

/** The first place in another module that needs a name of the import; null where there is none. */
function neededBy({ root }: SourceFile, { bindings }: Reference): Node | null {
  for (const { name, target } of bindings) {
    const use = neededElsewhere(root, name, target.split('.')[0] as string);
    if (use !== null) return use;
  }
  return null;
}

/** Whether an `except ImportError` is around the import: as the import is unguarded, the clause ends in `raise`. */
function failsOnPurpose({ node }: Reference): boolean {
  const around = enclosing(node, 'try_statement', 'function_definition', 'class_definition');
  const body = around?.type === 'try_statement' ? field(around, 'body') : null;
  if (around === null || body === null || !contains(body, node)) return false;
  return around.children.some((child) => child.type === 'except_clause' && namesImportError(child));
}

/**
 * Whether other modules may import a name from here: `__all__` has it, or this is a package without settings.
 * @see https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
function isReExported({ path, root, text }: SourceFile, reference: Reference): boolean {
  if (reference.bindings.some((binding) => isExported(binding.name, root))) return true;
  const exporting = /(^|[\\/])__init__\.py$/.test(path) && reference.node.type === 'import_from_statement';
  return exporting && !/^(INSTALLED_APPS|MIDDLEWARE|DEBUG|urlpatterns)\b/m.test(text);
}
