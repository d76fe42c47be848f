import { packageNamed } from './packages/catalogue.ts';
import { loadParser } from './python/parser.ts';
import { rewrite } from './rewrite.ts';
import type { Outcome } from './types.ts';

/** Rewrites one text; `width` is the widest line that its project's formatter allows. */
export type Engine = (path: string, text: string, width: number) => Outcome;

/**
 * Loads the parser and everything else that only a file with something to look at needs.
 * @param packages roots of import packages.
 * @param rules names of the rules to apply; null for all.
 */
export async function loadEngine(packages: readonly string[], rules: ReadonlySet<string> | null): Promise<Engine> {
  const parse = await loadParser();
  const optional = packages.map((root) => packageNamed(root));
  return (path, text, width) => rewrite(parse, path, text, optional, { width, rules });
}
