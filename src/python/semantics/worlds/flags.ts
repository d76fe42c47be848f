import type { Node } from '../../../types.ts';
import { importedNames, importStatements, isUnder, packageBindings } from '../../syntax/imports.ts';
import { assignedValue, ofType } from '../../syntax/query.ts';
import { isDeferred } from '../../syntax/scopes.ts';
import { ancestors, enclosing, field, textOf } from '../../syntax/tree.ts';
import { isGuarded, isImportGuard } from '../guarded.ts';
import { hasFallback } from './fallbacks.ts';
import { type AbsentWorld, type Flags, isFalsy, knowledge } from './package-absent.ts';

type Says = 'present' | 'nothing' | 'unknown';

/**
 * The names that are true, or not None, only where the package is installed: a sentinel that a handler for
 * ImportError sets to None, a flag set beside the import, or a name assigned the result of `find_spec`.
 * @param exact whether a name must be true exactly where the package is installed.
 */
export function presenceFlags(root: Node, packageRoot: string, exact = false): Flags {
  let flags: Flags = new Set();
  for (let size = -1; size !== flags.size; ) {
    size = flags.size;
    flags = gather(root, { root: packageRoot, flags, exact });
  }
  return flags;
}

function gather(root: Node, world: AbsentWorld): Flags {
  const said = new Map<string, Set<Says>>();
  const add = (name: string, says: Says) => said.set(name, (said.get(name) ?? new Set()).add(says));
  for (const statement of importStatements(root)) {
    const bound = packageBindings(statement, world.root);
    if (bound.length === 0 || isDeferred(statement)) continue;
    const says = isGuarded(statement, world) ? 'present' : 'unknown';
    for (const binding of bound) add(binding.name, says);
  }
  for (const node of ofType(root, 'assignment')) assigned(node, world, add);
  for (const node of ofType(root, 'for_statement')) add(textOf(field(node, 'left') as Node), 'unknown');
  const { exact, root: packageRoot } = world;
  const candidates = [...said].filter(([, says]) => says.has('present') && !says.has('unknown'));
  // A name without a value is never wrong: using it fails where the package is missing, and that is a finding.
  const tells = (name: string) => onlyValues(root, name, world) || !(exact || hasFallback(name, root, packageRoot));
  return new Set(candidates.filter(([name, says]) => says.has('nothing') || tells(name)).map(([name]) => name));
}

function assigned(node: Node, world: AbsentWorld, add: (name: string, says: Says) => void): void {
  const left = field(node, 'left');
  if (left?.type !== 'identifier' || field(node, 'right') === null) return;
  add(textOf(left), says(node, assignedValue(node), world));
}

function says(node: Node, value: Node, world: AbsentWorld): Says {
  if (isFalsy(value)) return 'nothing';
  if (knowledge(value, world).whenTrue) return 'present';
  return value.type === 'true' && onlyWhenPresent(node, world) ? 'present' : 'unknown';
}

function onlyWhenPresent(node: Node, world: AbsentWorld): boolean {
  for (const parent of ancestors(node)) {
    if (isImportGuard(parent, world)) return enclosing(node, 'except_clause')?.parent !== parent;
  }
  return isGuarded(node, world);
}

/** A name bound by assignments alone always has a value; one bound by a guarded import may have none. */
function onlyValues(root: Node, name: string, { root: packageRoot }: AbsentWorld): boolean {
  return importedNames(root).every((at) => at.name !== name || !isUnder(at.target, packageRoot));
}
