/**
 * djguard as a library.
 *
 * `run` does what the command line does and gives the result back as data;
 * `rewrite` is the pure heart: a text in, what is unguarded and the guarded text out.
 */

export { packageNamed } from './packages/catalogue/catalogue.ts';
export { type Backend, loadParser, type Parse } from './python/syntax/parser.ts';
export { rewrite } from './rewrite/rewrite.ts';
export { exitCodeOf, type FileReport, type Mode, type Problem, type Result } from './run/result.ts';
export { run } from './run/run.ts';
export type { Options } from './run/settings.ts';
export type { Edit, Evidence, Finding, OptionalPackage, Outcome } from './types.ts';
export { UsageError } from './util/errors.ts';
