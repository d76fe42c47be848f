import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from '../../types.ts';
import type { Shortened } from './long-runs.ts';
import { type Cursor, copier } from './tree-copy.ts';

// web-tree-sitter has one WebAssembly instance per process, and replaces it when two callers start it at once: parsers
// of the first would then run in the second. A module is evaluated once, however many wait for it.
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammarFile()));
const copy = copier();

/** Turns Python source into a syntax tree. One parser serves the process, which parses one text at a time. */
export function parse({ text, comments }: Shortened, written: string): Node {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('the parser was cancelled');
  const cursor = tree.walk();
  try {
    return copy(cursor as unknown as Cursor, written, tree.rootNode.hasError, comments);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** The path of the grammar: the build puts it beside the bundle, where code that runs from source finds it too. */
function grammarFile(): string {
  const beside = fileURLToPath(new URL('./tree-sitter-python.wasm', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../dist/tree-sitter-python.wasm', import.meta.url));
}
