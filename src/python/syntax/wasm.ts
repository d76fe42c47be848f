import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from '../../types.ts';
import type { Shortened } from './long-runs.ts';
import { type Cursor, copier } from './tree-copy.ts';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** How many bytes of a function V8 runs, roughly, before it compiles the function again with its optimizing compiler. */
const BUDGET = { late: 1_000_000_000, ordinary: 13_000_000 };

// web-tree-sitter has one WebAssembly instance per process, and replaces it when two callers start it at once: parsers
// of the first would then run in the second. A module is evaluated once, however many wait for it.
const [runtime, grammar] = optimizedLate(() => [compiled('web-tree-sitter'), compiled('tree-sitter-python')] as const);
await Parser.init({
  instantiateWasm(imports: object, received: (instance: object, module: object) => void) {
    const instance = new WebAssembly.Instance(runtime, imports);
    received(instance, runtime);
    return instance.exports;
  },
});
const parser = new Parser();
parser.setLanguage(Language.loadSync(grammar));
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

/**
 * Compiles modules whose functions are optimized late. Three functions of the parser take V8's optimizing compiler
 * 100 ms, which a few files never earn back. A module keeps the budget that it was compiled under, so the process has
 * its ordinary one again afterwards.
 * @see https://v8.dev/docs/wasm-compilation-pipeline
 */
function optimizedLate<T>(compile: () => T): T {
  setBudget(BUDGET.late);
  try {
    return compile();
  } finally {
    setBudget(BUDGET.ordinary);
  }
}

/** Runtimes with another engine than V8 have no such flags, and need none. */
function setBudget(bytes: number): void {
  try {
    setFlagsFromString(`--wasm-tiering-budget=${bytes}`);
  } catch {}
}

/** A module that the build puts beside the bundle, where code that runs from source finds it too. */
function compiled(name: string): object {
  const beside = fileURLToPath(new URL(`./${name}.wasm`, import.meta.url));
  const built = fileURLToPath(new URL(`../../../dist/${name}.wasm`, import.meta.url));
  return new WebAssembly.Module(readFileSync(existsSync(beside) ? beside : built));
}
