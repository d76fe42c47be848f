import { lineEnd } from '../../python/syntax/tree.ts';
import type { Fix } from '../fix.ts';
import type { Line } from '../text/lines.ts';
import { type Entries, neighbours } from './code.ts';

/**
 * Ends the list that holds entries on one line before them, and goes on with a second one.
 * @param ends the code that ends the first list, and that starts the second.
 * @param lines the code that adds the entries.
 * @returns null where the list takes several lines, or a comment is about all of it.
 */
export function splitLine(
  { site, run }: Entries,
  [close, open]: readonly [string, string],
  lines: readonly Line[],
): Fix | null {
  const { source, statement, references } = site;
  const { before, behind } = neighbours({ site, run, target: '' });
  const [previous, next] = [before.at(-1), behind[0]];
  const written = source.text.slice(statement.start, lineEnd(source.text, statement.end));
  const isPlain = run.container.type === 'list' && !/[\n\r#]/.test(written);
  if (previous === undefined || next === undefined || !isPlain) return null;
  const range = { start: previous.end, end: next.start, close, open, inLine: true, lines };
  return { kind: 'piece', piece: { kind: 'split', statement, references, ...range }, edits: [] };
}
