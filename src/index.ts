/**
 * djguard as a library.
 *
 * `run` does what the command line does and gives the result back as data;
 * `rewrite` is the pure heart: a text in, what is unguarded and the guarded text out.
 */
export { UsageError } from './errors.ts';
export { packageNamed } from './packages/catalogue.ts';
export { type Backend, loadParser, type Parse } from './python/parser.ts';
export { exitCodeOf, type FileReport, type Mode, type Problem, type Result } from './result.ts';
export { rewrite } from './rewrite.ts';
export { run } from './run.ts';
export type { Options } from './settings.ts';
export type { Edit, Evidence, Finding, OptionalPackage, Outcome } from './types.ts';
