import type { Modules } from '../loading/modules/module-index.ts';
import { filesMatching } from '../loading/modules/resolve.ts';
import { definitionsOf } from '../python/semantics/definitions/bindings.ts';
import { usesOf } from '../python/semantics/definitions/uses.ts';
import { field, items, stringValue, textOf } from '../python/syntax/tree.ts';
import type { Node, Taking } from '../types.ts';

/** What a file takes of another one. */
export interface Taken extends Omit<Taking, 'name'> {
  /** The file that it takes from. */
  readonly target: string;
  /** The file that has it: the one that says so, or one that this runs with its own names. */
  readonly taker: string;
  /** The name there, and what it is called here; null where all names are taken. */
  readonly of: string | null;
  readonly name: string | null;
}

/** A file that takes names, and what its imports mean. */
export interface Taker {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly root: Node;
  readonly modules: Modules;
}

/** The file that a dotted name means in a file; null where it is none of the project's. */
export function fileOf(dotted: string, { path, modules }: Taker): string | null {
  return filesMatching(dotted, path, modules)[0] ?? null;
}

/** All names of a file, taken from a node on. */
export function allOf(target: string, { path }: Taker, node: Node): Taken {
  return { kind: 'all', target, taker: path, node, of: null, name: null, from: node.end };
}

/** The places where a name of the file that is a module, or a package of modules, is asked for names of it. */
export function throughName(taker: Taker, bound: Node, name: string, dotted: string): readonly Taken[] {
  const definition = definitionsOf(taker.root, name).find(({ node }) => node === bound);
  if (definition === undefined) return [];
  return usesOf(taker.root, name, definition).flatMap((use) => {
    const found: Taken[] = [];
    let module = dotted;
    for (let at = use; ; at = at.parent as Node) {
      const target = fileOf(module, taker);
      if (target !== null) found.push(...ofModule(taker, at, target));
      if (at.parent?.type !== 'attribute' || at.field !== 'object') return found;
      module = `${module}${module.endsWith('.') ? '' : '.'}${attributeOf(at.parent)}`;
    }
  });
}

/** What the code around an expression that is a module takes of it: `base.NAME`, `vars(base)`, `getattr(base, "NAME")`. */
export function ofModule(taker: Taker, expression: Node, target: string): readonly Taken[] {
  const { parent } = expression;
  if (parent?.type === 'attribute' && expression.field === 'object') {
    const of = attributeOf(parent);
    if (of === '__dict__') return [allOf(target, taker, parent)];
    return [{ kind: 'value', target, taker: taker.path, node: parent, of, name: of, from: parent.end }];
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  const called = call === null ? null : field(call, 'function');
  if (call === null || called === null) return [];
  const [first, key] = items(field(call, 'arguments') as Node);
  const of = key === undefined ? null : stringValue(key);
  if (first !== expression || !/^(vars|dir|getattr|(inspect\.)?getmembers)$/.test(textOf(called))) return [];
  if (of === null) return [allOf(target, taker, call)];
  return [{ kind: 'value', target, taker: taker.path, node: call, of, name: of, from: call.end }];
}

function attributeOf(node: Node): string {
  return textOf(field(node, 'attribute') as Node);
}
