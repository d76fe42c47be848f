import { assignmentsTo } from '../python/find.ts';
import { presenceFlags } from '../python/flags.ts';
import { handlerSuite, importHandlers } from '../python/handlers.ts';
import { type Binding, importedNames, isUnder } from '../python/imports.ts';
import type { Facts, Mention } from '../python/mentions.ts';
import { ancestors, enclosing, items, leading, suiteOf } from '../python/tree.ts';
import type { Edit, Node } from '../types.ts';
import type { Test } from './plan.ts';
import { flagTest, nameTest } from './shapes.ts';

/** The test on a flag or sentinel that the module already keeps and that is set before the statement. */
export function keptTest({ source, question, package: { root } }: Facts, statement: Node): Test | null {
  // What tells exactly tells at all.
  if (question.flags.size === 0) return null;
  for (const name of presenceFlags(source.root, source.text, root, true)) {
    const where = assignmentsTo(source.root, name);
    if (where.length === 0 || !where.every((node) => isUnconditional(node) && node.end <= statement.start)) continue;
    const imported = importedNames(source.root, source.text).some((at) => at.name === name && isUnder(at.target, root));
    return imported ? nameTest(name) : flagTest(name);
  }
  return null;
}

/** At the top of the module, or in a `try` that stands there. */
function isUnconditional(node: Node): boolean {
  for (const parent of ancestors(node)) {
    if (!/^(module|block|expression_statement|try_statement|except_clause|else_clause)$/.test(parent.type))
      return false;
    if (parent.type === 'else_clause' && parent.parent?.type !== 'try_statement') return false;
  }
  return true;
}

/** Whether a name can be given a value where its guarded import does not bind it: in the handler around the import. */
export function isRepairable(binding: Binding, text: string): boolean {
  return firstHandled(binding, text) !== null;
}

/** What the handler around a binding starts with, where that is a `pass` or has a line of its own. */
function firstHandled({ statement }: Binding, text: string): Node | null {
  const guard = enclosing(statement, 'try_statement');
  const handler = guard === null ? undefined : importHandlers(guard, text)[0];
  const suite = handler === undefined ? null : handlerSuite(handler);
  const first = suite === null ? undefined : items(suite)[0];
  if (first === undefined) return null;
  return first.type === 'pass_statement' || leading(text, first.start) !== null ? first : null;
}

/** Edits that give names a value in the handlers of guards that leave them unbound, for code that asks for them. */
export function repairs({ source }: Facts, mentions: readonly Mention[]): Edit[] {
  const { text, newline } = source;
  const edits = new Map<Node, Edit>();
  for (const { kind, bindings } of mentions) {
    for (const binding of kind === 'name' ? bindings : []) {
      const first = firstHandled(binding, text);
      if (first === null || assignmentsTo(suiteOf(first), binding.name).length > 0) continue;
      const value = `${binding.name} = None`;
      const { start, end } = first;
      const isPass = first.type === 'pass_statement';
      edits.set(
        first,
        isPass ? { start, end, text: value } : { start, end: start, text: value + newline + leading(text, start) },
      );
    }
  }
  return [...edits.values()];
}
