import { importHandler } from '../../python/semantics/handlers.ts';
import type { Facts, Reference } from '../../python/semantics/references.ts';
import { unboundBy } from '../../python/semantics/worlds/bound.ts';
import { worldWithout } from '../../python/semantics/worlds/flags.ts';
import type { AbsentWorld } from '../../python/semantics/worlds/package-absent.ts';
import { importStatements, packageBindings } from '../../python/syntax/imports.ts';
import { assignmentsTo, ofType } from '../../python/syntax/query.ts';
import { handlerSuite } from '../../python/syntax/suites.ts';
import { ancestors, enclosing, field, items, leading, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node } from '../../types.ts';
import type { Test } from '../fix.ts';
import { flagTest, nameTest } from './shapes.ts';

/** The test of a flag or sentinel that the module always sets before the statement; null where there is none. */
export function existingTest({ source, package: { root } }: Facts, statement: Node): Test | null {
  const world = worldWithout(root, true);
  const imported = new Set(
    importStatements(source.root)
      .flatMap((at) => packageBindings(at, root))
      .map(({ name }) => name),
  );
  const assigned = ofType(source.root, 'assignment').flatMap((node) => namesOf(field(node, 'left')));
  for (const name of new Set([...imported, ...assigned])) {
    const where = assignmentsTo(source.root, name);
    if (where.length === 0 || !where.every((node) => isUnconditional(node) && node.end <= statement.start)) continue;
    if (!world.tells(statement, imported.has(name) ? 'value' : 'truth', name)) continue;
    return imported.has(name) ? nameTest(name) : flagTest(name);
  }
  return null;
}

function namesOf(target: Node | null): string[] {
  return target?.type === 'identifier' ? [textOf(target)] : [];
}

/** Whether code runs whenever the module loads: it is at the module's top, or in a `try` there. */
function isUnconditional(node: Node): boolean {
  for (const parent of ancestors(node)) {
    if (!/^(module|block|expression_statement|try_statement|except_clause|else_clause)$/.test(parent.type))
      return false;
    if (parent.type === 'else_clause' && parent.parent?.type !== 'try_statement') return false;
  }
  return true;
}

/** Whether a name can be bound in the handler of each guard that leaves it unbound at the reference. */
export function isRepairable({ node, bindings }: Reference, world: AbsentWorld): boolean {
  return bindings.every((binding) =>
    unboundBy(binding, node, world).every((guard) => firstHandled(guard, world) !== null),
  );
}

/** The first statement of a guard's handler, where it is a `pass` or has a line of its own; else null. */
function firstHandled(guard: Node, { root }: AbsentWorld): Node | null {
  const { text } = guard.tree;
  const handler = guard.type === 'try_statement' ? importHandler(guard, root) : null;
  const suite = handler === null ? null : handlerSuite(handler);
  const first = suite === null ? undefined : items(suite)[0];
  if (first === undefined) return null;
  return first.type === 'pass_statement' || leading(text, first.start) !== null ? first : null;
}

/** The names that are unbound where code tests them, by the first statement of the handler that is to bind them. */
function unsetNames({ world }: Facts, references: readonly Reference[]): Map<Node, Set<string>> {
  const unset = new Map<Node, Set<string>>();
  for (const { kind, node, bindings } of references) {
    for (const binding of kind === 'name' ? bindings : []) {
      for (const guard of unboundBy(binding, node, world)) {
        const first = firstHandled(guard, world);
        if (first !== null) unset.set(first, (unset.get(first) ?? new Set()).add(binding.name));
      }
    }
  }
  return unset;
}

/** Edits that bind names to None in the handlers of guards that leave them unbound, for code that tests them. */
export function repairs(facts: Facts, references: readonly Reference[]): Edit[] {
  const { text, newline } = facts.source;
  return [...unsetNames(facts, references)].map(([first, names]) => {
    const { start, end } = first;
    const indent = leading(text, start);
    if (indent === null) return { start, end, text: `${[...names].join(' = ')} = None` };
    const values = [...names].map((name) => `${name} = None`).join(newline + indent);
    if (first.type === 'pass_statement') return { start, end, text: values };
    return { start, end: start, text: values + newline + indent };
  });
}

/** The test of a name that `repairs` binds before the statement; null where there is none. */
export function repairedTest(facts: Facts, references: readonly Reference[], statement: Node): Test | null {
  for (const [first, names] of unsetNames(facts, references)) {
    const guard = enclosing(first, 'try_statement');
    const [name] = [...names].filter((each) => each !== '_');
    if (guard !== null && name !== undefined && isUnconditional(guard) && guard.end <= statement.start)
      return nameTest(name);
  }
  return null;
}
