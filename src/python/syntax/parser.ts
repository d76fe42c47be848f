import { createRequire } from 'node:module';
import type { Module, Node } from '../../types.ts';
import { hasTooManyIndentations, TOO_DEEP, TOO_LONG } from './limits.ts';
import { type Shortened, shortened } from './long-runs.ts';
import { refusedTree, type SyntaxTree } from './syntax-tree.ts';
import { type Cursor, copier } from './tree-copy.ts';

/** Which parser runs: the compiled binding, or the same grammar as WebAssembly. */
export type Backend = 'native' | 'wasm';

/**
 * Turns Python source into a syntax tree. Never throws for bad Python: the tree then holds `ERROR` nodes.
 * @param written the text that the tree is to be of, where the parsed one stands for it: as long, place for place.
 */
export type Parse = (text: string, written?: string) => Node;

/** One backend's parser. @param given the text without what it is slow at. @param written what the tree is to be of. */
export type ParseGiven = (given: Shortened, written: string) => Node;

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
  return limited(await loadBackend(from, backend));
}

async function loadBackend(from: string, backend?: Backend): Promise<ParseGiven> {
  if (backend === 'wasm') return (await import('./wasm.ts')).parse;
  try {
    return loadNative(from);
  } catch (error) {
    if (backend === 'native') throw error;
    return (await import('./wasm.ts')).parse;
  }
}

/** A parser that takes nothing which would end the process: its tree is one error then, with the reason. */
function limited(parse: ParseGiven): Parse {
  return (text, written = text) => {
    if (hasTooManyIndentations(text)) return refusedTree(written, TOO_DEEP);
    const given = shortened(text);
    return given === null ? refusedTree(written, TOO_LONG) : parse(given, written);
  };
}

/** A parser that remembers its last tree, and gives it again when the next text is the same. */
export function remembering(parse: Parse): Parse {
  let last: Node | null = null;
  return (text, written = text) => {
    if (last?.tree.text !== written || written !== text) last = parse(text, written);
    return last;
  };
}

/** A parser of the texts of one module: its trees know the module, and it remembers the last one. */
export function parsingFor(module: Module, parse: Parse): Parse {
  return remembering((text, written) => {
    const root = parse(text, written);
    (root.tree as SyntaxTree).module = module;
    return root;
  });
}

function loadNative(from: string): ParseGiven {
  const require = createRequire(from);
  const Parser = require('tree-sitter') as new () => {
    setLanguage(language: unknown): void;
    parse(text: string): Parsed;
  };
  const parser = new Parser();
  parser.setLanguage(require('tree-sitter-python'));
  const copy = copier();
  return (given, written) => {
    const tree = parser.parse(given.text);
    return copy(tree.walk(), written, tree.rootNode.hasError, given.comments);
  };
}
