import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Node } from '../types.ts';
import { type Cursor, copier } from './copy.ts';

/** Which parser runs: the compiled binding, or the same grammar as WebAssembly. */
export type Backend = 'native' | 'wasm';

/** Turns Python source into a syntax tree. Never throws for bad Python: the tree then holds `ERROR` nodes. */
export type Parse = (text: string) => Node;

/** The part of both backends' trees that the copy below reads. */
interface Parsed {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
}

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

/** A parser that gives the tree of a text again where somebody asks for the same text next. */
export function remembering(parse: Parse): Parse {
  let last: Node | null = null;
  return (text) => {
    if (last?.tree.text !== text) last = parse(text);
    return last;
  };
}

function loadNative(): Parse {
  const require = createRequire(import.meta.url);
  const Parser = require('tree-sitter') as new () => {
    setLanguage(language: unknown): void;
    parse(text: string): Parsed;
  };
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-python'));
  const copy = copier();
  return (text) => {
    const tree = parser.parse(text);
    return copy(tree.walk(), text, tree.rootNode.hasError);
  };
}

async function loadWasm(): Promise<Parse> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarFile()));
  const copy = copier();
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error('the parser was cancelled');
    const cursor = tree.walk();
    try {
      return copy(cursor as unknown as Cursor, text, tree.rootNode.hasError);
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
