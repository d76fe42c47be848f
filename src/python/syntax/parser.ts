import { createRequire } from 'node:module';
import type { Node } from '../../types.ts';
import { type Cursor, copier } from './tree-copy.ts';

/** Which parser runs: the compiled binding, or the same grammar as WebAssembly. */
export type Backend = 'native' | 'wasm';

/**
 * Turns Python source into a syntax tree. Never throws for bad Python: the tree then holds `ERROR` nodes.
 * @param written the text that the tree is to be of, where the parsed one stands for it: as long, place for place.
 */
export type Parse = (text: string, written?: string) => Node;

/** The part of the binding's trees that a copy reads. */
interface Parsed {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
}

/**
 * Loads a parser.
 * @param backend forces one; without it the native binding where somebody installed it beside, else WebAssembly.
 * @param from the file or URL that Node looks from for the native binding.
 * @throws when the forced backend, or both, do not load.
 */
export async function loadParser(backend?: Backend, from: string = import.meta.url): Promise<Parse> {
  if (backend === 'wasm') return (await import('./wasm.ts')).parse;
  try {
    return loadNative(from);
  } catch (error) {
    if (backend === 'native') throw error;
    return (await import('./wasm.ts')).parse;
  }
}

/** A parser that remembers its last tree, and gives it again when the next text is the same. */
export function remembering(parse: Parse): Parse {
  let last: Node | null = null;
  return (text, written = text) => {
    if (last?.tree.text !== written || written !== text) last = parse(text, written);
    return last;
  };
}

function loadNative(from: string): Parse {
  const require = createRequire(from);
  const Parser = require('tree-sitter') as new () => {
    setLanguage(language: unknown): void;
    parse(text: string): Parsed;
  };
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-python'));
  const copy = copier();
  return (text, written = text) => {
    const tree = parser.parse(text);
    return copy(tree.walk(), written, tree.rootNode.hasError);
  };
}
