import { type Binding, importedNames } from '../python/syntax/imports.ts';
import { field, textOf } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import { allOf, fileOf, type Taken, type Taker, throughName } from './taken.ts';

/**
 * What the import statements of a file take.
 * @see https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
 */
export function takenByImport(taker: Taker): readonly Taken[] {
  return importedNames(taker.root).flatMap((binding) => byBinding(taker, binding));
}

function byBinding(taker: Taker, { name, target: dotted, clause, statement }: Binding): readonly Taken[] {
  const module = field(statement, 'module_name');
  if (module === null) {
    const isWhole = clause.type !== 'aliased_import';
    return throughName(taker, clause, name, isWhole ? name : dotted);
  }
  const written = textOf(module).replace(/[\s\\]+/g, '');
  const target = fileOf(written, taker);
  if (name === '*') return target === null ? [] : [allOf(target, taker, statement)];
  const of = textOf(clause.type === 'aliased_import' ? (field(clause, 'name') as Node) : clause);
  const inside = `${written}${written.endsWith('.') ? '' : '.'}${of}`;
  if (fileOf(inside, taker) !== null) return throughName(taker, clause, name, inside);
  if (target === null) return [];
  return [{ kind: 'name', target, taker: taker.path, node: clause, of, name, from: statement.end }];
}
