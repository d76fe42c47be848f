import type { Parse } from '../src/python/syntax/parser.ts';
import { type RewriteOptions, rewrite as rewriteBy } from '../src/rewrite/rewrite.ts';
import type { OptionalPackage, Outcome } from '../src/types.ts';
import { rules } from '../transforms/index.ts';

/** Rewrites one source by all rules. */
export function rewrite(
  parse: Parse,
  path: string,
  text: string,
  packages: readonly OptionalPackage[],
  options: Partial<RewriteOptions> = {},
): Outcome {
  return rewriteBy(parse, path, text, packages, { rules, ...options });
}
