/**
 * djguard as a library.
 *
 * `run` does what the command line does and gives the result back as data;
 * `rewrite` is the pure heart: a text in, what is unguarded and the guarded text out.
 */
import { rules } from '../transforms/index.ts';
import type { Parse } from './python/syntax/parser.ts';
import { type RewriteOptions, rewrite as rewriteBy } from './rewrite/rewrite.ts';
import type { OptionalPackage, Outcome } from './types.ts';

export { packageNamed } from './packages/catalogue/catalogue.ts';
export { type Backend, loadParser, type Parse } from './python/syntax/parser.ts';
export { exitCodeOf, type FileReport, type Mode, type Result } from './run/result.ts';
export { run } from './run/run.ts';
export type { Options } from './run/settings.ts';
export type { FailOn } from './run/threshold.ts';
export type { Edit, Evidence, Finding, Level, Loaded, OptionalPackage, Outcome } from './types.ts';
export { type Problem, UsageError } from './util/errors.ts';

/**
 * Finds every unguarded use of optional packages in one Python source, and guards what can be guarded safely.
 * Pure: it touches no disk.
 * @param path only its name counts: migrations are never changed.
 * @param text as decoded; offsets of findings count its UTF-16 code units.
 */
export function rewrite(
  parse: Parse,
  path: string,
  text: string,
  packages: readonly OptionalPackage[],
  options: Omit<RewriteOptions, 'rules'> = {},
): Outcome {
  return rewriteBy(parse, path, text, packages, { ...options, rules });
}
