import type { Parse } from '../../../python/syntax/parser.ts';
import { position } from '../../../python/syntax/source.ts';
import { calledName, descendants, field, items, stringValue, textOf, unwrap } from '../../../python/syntax/tree.ts';
import type { Node } from '../../../types.ts';
import type { WrittenRequirement } from '../group.ts';
import type { ManifestFile } from '../manifest.ts';

/** A Python file that is read without running it: only literals count. */
export interface PythonFile extends ManifestFile {
  readonly root: Node;
}

/** A file with its syntax tree. */
export function parsed(file: ManifestFile, parse: Parse): PythonFile {
  return { ...file, root: parse(file.text) };
}

/** The calls of a function by its last name, such as `setup` or `session.install`. */
export function callsOf(file: PythonFile, name: string): Node[] {
  return [...descendants(file.root)].filter((node) => node.type === 'call' && calledName(node) === name);
}

/** The value of a keyword argument of a call, or null. */
export function keyword(call: Node, name: string): Node | null {
  const found = items(field(call, 'arguments') ?? call).find(
    (argument) => argument.type === 'keyword_argument' && textOf(field(argument, 'name') ?? argument) === name,
  );
  return found === undefined ? null : field(found, 'value');
}

/** What a name stands for where the module assigns it once; any other expression stands for itself. */
export function expressionOf(file: PythonFile, node: Node): Node {
  if (node.type !== 'identifier') return unwrap(node);
  const name = textOf(node);
  const assigned = [...descendants(file.root)].filter(
    (at) => at.type === 'assignment' && textOf(field(at, 'left') ?? at) === name,
  );
  const [value] = assigned.map((at) => field(at, 'right'));
  return assigned.length === 1 && value ? unwrap(value) : node;
}

/** The strings of an expression, names followed, each with its place. */
export function entriesIn(file: PythonFile, node: Node, depth = 0): WrittenRequirement[] {
  const found: WrittenRequirement[] = [];
  for (const at of descendants(expressionOf(file, node))) {
    const written = stringValue(at);
    if (written !== null) found.push({ written, place: placeOf(file, at, written) });
    else if (at.type === 'identifier' && at !== node && at.parent?.type !== 'attribute' && depth < 3) {
      if (expressionOf(file, at) !== at) found.push(...entriesIn(file, at, depth + 1));
    }
  }
  return found;
}

export function placeOf(file: PythonFile, node: Node, text: string) {
  return { file: file.path, line: position(file.text, node.start).line, text };
}
