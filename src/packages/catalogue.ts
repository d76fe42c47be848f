import type { OptionalPackage } from '../types.ts';

/** Import packages whose root a settings module can import: it asks for no settings and has no effect but itself. */
const SAFE_TO_IMPORT = new Set(['debug_toolbar']);

/** What is known of a package by its root alone. */
export function packageNamed(root: string): OptionalPackage {
  return { root, distributions: [], probe: SAFE_TO_IMPORT.has(root) ? 'import' : 'find_spec', evidence: [] };
}
