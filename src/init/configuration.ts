import { isDeepStrictEqual } from 'node:util';
import { tableAt } from '../util/table.ts';
import { parseToml } from '../util/toml.ts';
import type { Files } from './files.ts';
import { lineEndOf, type Piece } from './piece.ts';

const LINES = [
  '# --check fails for what breaks production, or may; with "any" also for what only developers run.',
  'fail-on = "production"',
];

/**
 * The configuration: a table in the pyproject.toml that is there, else a djguard.toml. A pyproject.toml that is there for
 * djguard alone would change how pip builds a project with a setup.py.
 * @param folders those that a run looks for its configuration in, the innermost first, relative to the repository; each
 *   is empty or ends with `/`.
 */
export function configurationPiece(files: Files, folders: readonly string[]): Piece {
  let pyproject: { readonly file: string; readonly text: string } | null = null;
  for (const folder of folders) {
    const own = `${folder}djguard.toml`;
    if (files.text(own) !== null) return { kind: 'there', file: own, what: 'configures djguard' };
    const file = `${folder}pyproject.toml`;
    const text = files.text(file);
    if (text !== null && hasTable(text)) return { kind: 'there', file, what: 'has a [tool.djguard] table' };
    if (text !== null) pyproject ??= { file, text };
  }
  if (pyproject !== null) return tableIn(pyproject.file, pyproject.text);
  const file = `${folders.at(-1) ?? ''}djguard.toml`;
  return { kind: 'change', file, what: 'configures djguard', before: null, after: `${LINES.join('\n')}\n` };
}

function hasTable(text: string): boolean {
  const parsed = parseToml(text);
  return 'table' in parsed && tableAt(parsed.table, ['tool', 'djguard']) !== null;
}

/** A table at the end of a file, where TOML can be sure to have none open. */
function tableIn(file: string, before: string): Piece {
  const end = lineEndOf(before);
  const lines = ['[tool.djguard]', ...LINES];
  const rest = before.trimEnd() === '' ? '' : before.endsWith('\n') ? end : `${end}${end}`;
  const after = `${before}${/\n[ \t]*\r?\n$/.test(before) ? '' : rest}${lines.join(end)}${end}`;
  const was = parseToml(before);
  if ('mistake' in was) return byHand(file, `it is not TOML (line ${was.mistake.line}: ${was.mistake.message})`, lines);
  const is = parseToml(after);
  const tool = tableAt(was.table, ['tool']) ?? {};
  const wanted = { ...was.table, tool: { ...tool, djguard: { 'fail-on': 'production' } } };
  if ('mistake' in is || !isDeepStrictEqual(structuredClone(is.table), structuredClone(wanted)))
    return byHand(file, 'no table can be added at its end', lines);
  return { kind: 'change', file, what: 'gets a [tool.djguard] table', before, after };
}

function byHand(file: string, reason: string, lines: readonly string[]): Piece {
  return { kind: 'byHand', file, reason, lines };
}
