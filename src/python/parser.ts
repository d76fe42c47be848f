import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Node } from '../types.ts';

/** Which parser runs: the compiled binding, or the same grammar as WebAssembly. */
export type Backend = 'native' | 'wasm';

/** Turns Python source into a syntax tree. Never throws for bad Python: the tree then holds `ERROR` nodes. */
export type Parse = (text: string) => Node;

/** The part of both backends' cursors that the copy below reads. */
interface Cursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

type Writable = { -readonly [K in keyof Node]: Node[K] } & { children: Node[] };

/**
 * Loads a parser.
 * @param backend forces one; without it the native binding where it loads, else WebAssembly.
 * @throws when the forced backend, or both, do not load.
 */
export async function loadParser(backend?: Backend): Promise<Parse> {
  if (backend === 'wasm') return loadWasm();
  try {
    return loadNative();
  } catch (error) {
    if (backend === 'native') throw error;
    return loadWasm();
  }
}

function loadNative(): Parse {
  const require = createRequire(import.meta.url);
  const Parser = require('tree-sitter') as new () => {
    setLanguage(language: unknown): void;
    parse(text: string): { walk(): Cursor };
  };
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-python'));
  return (text) => copy(parser.parse(text).walk(), text);
}

async function loadWasm(): Promise<Parse> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarFile()));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('the parser was cancelled');
    const cursor = tree.walk();
    try {
      return copy(cursor as unknown as Cursor, text);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

/** The grammar stands beside the bundle, where the build puts it; code that runs from source finds it there too. */
function grammarFile(): string {
  const beside = fileURLToPath(new URL('./tree-sitter-python.wasm', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../dist/tree-sitter-python.wasm', import.meta.url));
}

/** The grammar counts the carriage return of a line's end to the comment before it. */
function nodeAt(cursor: Cursor, parent: Node | null, text: string): Writable {
  const carriage = cursor.nodeType === 'comment' && text[cursor.endIndex - 1] === '\r';
  return {
    type: cursor.nodeIsMissing ? 'MISSING' : cursor.nodeType,
    start: cursor.startIndex,
    end: carriage ? cursor.endIndex - 1 : cursor.endIndex,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName || null,
    parent,
    children: [],
  };
}

/** What is inside a string matters only where it is put together while the program runs. */
function isPlainString(node: Node, text: string): boolean {
  return node.type === 'string' && !/^\w*[ftFT]/.test(text.slice(node.start, node.start + 3));
}

/** Copies a tree out of the backend, without recursion: nesting in the input may be deep. */
function copy(cursor: Cursor, text: string): Node {
  const root = nodeAt(cursor, null, text);
  let parent = root;
  let descend = cursor.gotoFirstChild();
  while (descend) {
    const node = nodeAt(cursor, parent, text);
    parent.children.push(node);
    if (!isPlainString(node, text) && cursor.gotoFirstChild()) {
      parent = node;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return root;
      if (parent.parent === null) return root;
      parent = parent.parent as Writable;
    }
    descend = true;
  }
  return root;
}
