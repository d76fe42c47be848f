import { presenceFlags } from '../python/flags.ts';
import { handlerSuite, importHandlers } from '../python/handlers.ts';
import { type Binding, bindings, importStatements, isUnder } from '../python/imports.ts';
import type { Facts, Mention } from '../python/mentions.ts';
import { ancestors, descendants, enclosing, field, items, slice } from '../python/tree.ts';
import type { Edit, Node } from '../types.ts';
import type { Test } from './plan.ts';
import { flagTest, nameTest } from './shapes.ts';

/** The test on a flag or sentinel that the module already keeps and that is set before the statement. */
export function keptTest({ source, package: { root } }: Facts, statement: Node): Test | null {
  for (const name of presenceFlags(source.root, source.text, root, true)) {
    const where = settings(source.root, name, source.text);
    if (where.length === 0 || !where.every((node) => isUnconditional(node) && node.end <= statement.start)) continue;
    const imported = importStatements(source.root).some((node) =>
      bindings(node, source.text).some((binding) => binding.name === name && isUnder(binding.target, root)),
    );
    return imported ? nameTest(name) : flagTest(name);
  }
  return null;
}

function settings(root: Node, name: string, text: string): Node[] {
  return [...descendants(root)].filter(
    (node) => node.type === 'assignment' && slice(text, field(node, 'left') as Node) === name,
  );
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
      if (mention.kind !== 'name' || suite === null || first === undefined || sets(suite, binding.name, source.text))
        continue;
      const value = `${binding.name} = None`;
      const pass = first.type === 'pass_statement';
      const indent = slice(source.text, first) && /[ \t]*$/.exec(source.text.slice(0, first.start))?.[0];
      edits.set(suite, {
        start: first.start,
        end: pass ? first.end : first.start,
        text: pass ? value : `${value}${source.newline}${indent}`,
      });
    }
  }
  return [...edits.values()];
}

function sets(suite: Node, name: string, text: string): boolean {
  return settings(suite, name, text).length > 0;
}
