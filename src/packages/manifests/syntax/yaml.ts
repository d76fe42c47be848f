import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { ManifestFile, Warning } from '../manifest.ts';

/** A string of a YAML file with the keys that lead to it; the places of list items are left out. */
export interface Scalar {
  readonly keys: readonly string[];
  readonly value: string;
  /** Where the value's own text starts: a block's first line, not its `|`. */
  readonly line: number;
}

/** Reads a YAML file. @returns a warning with the line where it is broken. */
export function readYaml({ path, text }: ManifestFile): { readonly scalars: readonly Scalar[] } | Warning {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter, logLevel: 'silent', uniqueKeys: false });
  if ('empty' in documents) return { scalars: [] };
  const scalars: Scalar[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = lineCounter.linePos(error.pos[0]).line;
      return {
        file: path,
        line,
        message: error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '') ?? 'is not YAML',
      };
    }
    collect(document.contents, [], scalars, (offset) => lineCounter.linePos(offset).line);
  }
  return { scalars };
}

function collect(node: unknown, keys: readonly string[], into: Scalar[], lineOf: (offset: number) => number): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      collect(value, [...keys, isScalar(key) ? String(key.value) : ''], into, lineOf);
    }
  } else if (isSeq(node)) for (const item of node.items) collect(item as Node, keys, into, lineOf);
  else if (isScalar(node) && node.value !== null) {
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    into.push({ keys, value: String(node.value), line: lineOf(node.range?.[0] ?? 0) + (block ? 1 : 0) });
  }
}
