import type { Reference } from '../../python/semantics/references.ts';
import { field, textOf } from '../../python/syntax/tree.ts';
import type { Node, OptionalPackage, SourceFile } from '../../types.ts';

/** Modules of a package whose contents become part of a project's database schema. */
const OF_A_SCHEMA = /\.(models?|db|fields|managers)\./;

const SCHEMA =
  'a model is made of it, and so are the tables and migrations: the package belongs in the production requirements, or the model in an application that only development installs';

/** Why a guard does not help a reference, going by the definition that it refers to; or null. */
export function definitionReason({ package: optional }: Given, reference: Reference): string | null {
  const dotted = dottedName(reference);
  if (dotted === null) return null;
  if (dotted !== reference.bindings[0]?.target && optional.fallbacks?.includes(dotted)) {
    const [module, name] = [dotted.slice(0, dotted.lastIndexOf('.')), dotted.slice(dotted.lastIndexOf('.') + 1)];
    return `something that does nothing could stand in for it if it were imported by name: write \`from ${module} import ${name}\``;
  }
  const schema = OF_A_SCHEMA.test(`${dotted}.`) && !/\.(forms|admin)\./.test(dotted);
  return schema && isInClass(reference.node) ? SCHEMA : null;
}

/** Why a reference to a function that changes other packages is neither guarded nor left out; null for others. */
export function patchReason({ package: optional }: Given, reference: Reference): string | null {
  const dotted = dottedName(reference);
  if (dotted === null || !optional.monkeypatches?.includes(dotted)) return null;
  return `${dotted}() changes other code while it runs, and what relies on that fails without it, often in other files: the package belongs in the production requirements, or both must go`;
}

interface Given {
  readonly package: OptionalPackage;
  readonly source: SourceFile;
}

/** The dotted name that a reference and its attributes spell: `icecream.ic` of `icecream.ic(x)`; null for a string. */
function dottedName({ kind, node, bindings: [binding] }: Reference): string | null {
  if (kind !== 'name' || binding === undefined) return null;
  const plain = binding.statement.type === 'import_statement' && binding.clause.type !== 'aliased_import';
  let dotted = plain ? binding.name : binding.target;
  for (let at = node; at.parent?.type === 'attribute' && at.field === 'object'; at = at.parent)
    dotted += `.${textOf(field(at.parent, 'attribute') as Node)}`;
  return dotted;
}

/** Whether a name is in a class's bases or body, and not in a function or decorator there. */
function isInClass(node: Node): boolean {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'class_definition') return true;
    if (/^(function_definition|lambda|decorator)$/.test(at.type)) return false;
  }
  return false;
}
