import { assignmentsTo } from '../python/find.ts';
import { presenceFlags } from '../python/flags.ts';
import { handlerSuite, importHandlers } from '../python/handlers.ts';
import { type Binding, importedNames, isUnder } from '../python/imports.ts';
import type { Facts, Mention } from '../python/mentions.ts';
import { ancestors, enclosing, items } from '../python/tree.ts';
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
  const guard = enclosing(binding.statement, 'try_statement');
  return guard !== null && importHandlers(guard, text).length > 0;
}

/** Edits that give names a value in the handlers of guards that leave them unbound, for code that asks for them. */
export function repairs({ source }: Facts, mentions: readonly Mention[]): Edit[] {
  const edits = new Map<Node, Edit>();
  for (const mention of mentions) {
    for (const binding of mention.bindings) {
      const guard = enclosing(binding.statement, 'try_statement');
      const handler = guard === null ? undefined : importHandlers(guard, source.text)[0];
      const suite = handler === undefined ? null : handlerSuite(handler);
      const first = suite === null ? undefined : items(suite)[0];
      if (mention.kind !== 'name' || suite === null || first === undefined) continue;
      if (assignmentsTo(suite, binding.name).length > 0) continue;
      const value = `${binding.name} = None`;
      const pass = first.type === 'pass_statement';
      const indent = /[ \t]*$/.exec(source.text.slice(0, first.start))?.[0];
      edits.set(suite, {
        start: first.start,
        end: pass ? first.end : first.start,
        text: pass ? value : `${value}${source.newline}${indent}`,
      });
    }
  }
  return [...edits.values()];
}
