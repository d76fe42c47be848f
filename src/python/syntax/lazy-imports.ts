import type { Node } from '../../types.ts';
import { textOf } from './tree.ts';

/** `lazy` before an import, where a statement may start. */
const LAZY = /(^[ \t\f]*|[;:][ \t]*)lazy([ \t]+)(import|from)(?![\w.])/gm;

/**
 * A text of the same length in which lazy imports are plain ones: the grammar does not know them. What they import
 * stays where it is.
 * @see https://peps.python.org/pep-0810/
 */
export function withoutLazyImports(text: string): string {
  return text.replace(LAZY, (_, before: string, space: string, word: string) => `${before}${word}    ${space}`);
}

/** Whether an import statement is a lazy one: it fails where a name that it binds is first used, and nowhere else. */
export function isLazy(statement: Node): boolean {
  return /^lazy\s/.test(textOf(statement));
}

/** The code of an import statement, as it may stand in `try`, where there are no lazy ones. */
export function asEager(code: string): string {
  return code.replace(/^lazy\s+(?=(from|import)\b)/, '');
}
