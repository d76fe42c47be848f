import type { Reference } from '../../python/semantics/references.ts';
import { field, textOf } from '../../python/syntax/tree.ts';
import type { Node, OptionalPackage, SourceFile } from '../../types.ts';

/** Names below which a package keeps what a project's database is made of. */
const OF_A_SCHEMA = /\.(models?|db|fields|managers)\./;

const SCHEMA =
  'a model is made of it, and so are the tables and migrations: the package belongs in the production requirements, or the model in an application that only development installs';

/** What is known of the thing that a reference names, where a guard is no answer: the reason why, or null. */
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

/** Why a call of what changes other packages is neither guarded nor left out, or null where the reference is none. */
export function patchReason({ package: optional }: Given, reference: Reference): string | null {
  const dotted = dottedName(reference);
  if (dotted === null || !optional.monkeypatches?.includes(dotted)) return null;
  return `${dotted}() changes other code while it runs, and what relies on that fails without it, often in other files: the package belongs in the production requirements, or both must go`;
}

interface Given {
  readonly package: OptionalPackage;
  readonly source: SourceFile;
}

/** The dotted name of what a reference stands for, as far as its attributes go: `icecream.ic` of `icecream.ic(x)`. */
function dottedName({ kind, node, bindings: [binding] }: Reference): string | null {
  if (kind !== 'name' || binding === undefined) return null;
  const plain = binding.statement.type === 'import_statement' && binding.clause.type !== 'aliased_import';
  let dotted = plain ? binding.name : binding.target;
  for (let at = node; at.parent?.type === 'attribute' && at.field === 'object'; at = at.parent)
    dotted += `.${textOf(field(at.parent, 'attribute') as Node)}`;
  return dotted;
}

/** Whether a name is a base of a class, or part of its body and of no function's. */
function isInClass(node: Node): boolean {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.type === 'class_definition') return true;
    if (/^(function_definition|lambda|decorator)$/.test(at.type)) return false;
  }
  return false;
}
