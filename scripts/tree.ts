/** Prints the syntax tree of a Python file and every reference of the packages in it: `npm run tree -- FILE [PACKAGE]`. */
import { readFileSync } from 'node:fs';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { readFacts } from '../src/python/semantics/references.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { position, readSource } from '../src/python/syntax/source.ts';
import { textOf } from '../src/python/syntax/tree.ts';
import type { Node } from '../src/types.ts';

const [file = '', name = 'debug_toolbar'] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const source = readSource(await loadParser(), file, text);
if ('status' in source) throw new Error(`${file}:${source.line}: ${source.reason}`);
print(source.root, 0);
for (const { kind, node, guarded, destination } of readFacts(source, packageNamed(name)).references) {
  const { line, column } = position(text, node.start);
  const around = [...destination.names, ...destination.calls.map((call) => `${call}()`)].join(' < ');
  console.log(
    `${line}:${column} ${kind} ${guarded ? 'guarded' : 'bare'}${destination.inert ? ' inert' : ''} ${around}`,
  );
}

function print(node: Node, depth: number): void {
  const leaf = node.children.length === 0 ? ` ${JSON.stringify(textOf(node))}` : '';
  if (node.named)
    console.log(`${'  '.repeat(depth)}${node.field === null ? '' : `${node.field}: `}${node.type}${leaf}`);
  for (const child of node.children) print(child, depth + 1);
}
