import type { GuardStyle, Node, Outcome, SourceFile, Tree } from '../../types.ts';
import { objectionTo } from './errors.ts';
import { withoutLazyImports } from './lazy-imports.ts';
import type { Parse } from './parser.ts';
import { ofType } from './query.ts';
import { leading } from './tree.ts';
import { withoutTypeDefaults } from './type-defaults.ts';

type Failed = Extract<Outcome, { status: 'failed' }>;

/**
 * The width that black and ruff format use when a project sets none.
 * @see https://black.readthedocs.io/en/stable/the_black_code_style/current_style.html#line-length
 */
const DEFAULT_WIDTH = 88;

/** How guards are written where nobody says otherwise. */
const DEFAULT_GUARD: GuardStyle = { exception: 'ImportError', missing: 'pass' };

/**
 * Parses one source.
 * @param width the widest line that the project's formatter allows.
 * @param guard how the project wants guards written.
 * @returns the source, or a failure with its line and column where the text is not Python 3.
 */
export function readSource(
  parse: Parse,
  path: string,
  text: string,
  width = DEFAULT_WIDTH,
  guard: Partial<GuardStyle> = {},
): SourceFile | Failed {
  if (text.includes('\0')) return failed(text, text.indexOf('\0'), 'a NUL byte: this is not Python source');
  const { root, bad } = parsed(parse, text);
  if (root.tree.refused !== null) return failed(text, 0, root.tree.refused);
  if (bad !== null) return failed(text, bad.offset, bad.reason);
  return {
    path,
    text,
    root,
    newline: newlineOf(text),
    indent: indentOf(root),
    width,
    guard: { ...DEFAULT_GUARD, ...guard },
  };
}

/**
 * A tree without errors, if need be of a text of the same length without what the grammar does not know: the defaults of
 * type parameters, and lazy imports; else why not.
 */
function parsed(parse: Parse, text: string) {
  const root = parse(text);
  const bad = objectionTo(root);
  if (bad === null) return { root, bad };
  const plain = withoutLazyImports(text);
  const blanked = withoutTypeDefaults(plain) ?? plain;
  if (blanked === text) return { root, bad };
  const other = parse(blanked, text);
  return objectionTo(other) === null ? { root: other, bad: null } : { root, bad };
}

/**
 * The line and column of a UTF-16 offset, both from 1; columns count UTF-16 units, without a byte order mark.
 * A line ends as it does in Python: with LF, CR LF or CR.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#physical-lines
 */
export function position(text: string, offset: number): { line: number; column: number } {
  return placeAt(lineStarts({ text: text.slice(0, offset) }), text, offset);
}

/** The same in a parsed text, whose line starts are found once. */
export function positionIn(tree: Tree, offset: number): { line: number; column: number } {
  return placeAt(tree.once(lineStarts), tree.text, offset);
}

function lineStarts({ text }: Pick<Tree, 'text'>): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (newline) => newline.index + newline[0].length)];
}

function placeAt(starts: readonly number[], text: string, offset: number): { line: number; column: number } {
  let [line, beyond] = [0, starts.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >> 1;
    if ((starts[middle] as number) <= offset) line = middle;
    else beyond = middle;
  }
  const mark = line === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return { line: line + 1, column: offset - (starts[line] as number) + 1 - mark };
}

/**
 * Whether a path is that of a Django migration, which has been run and will be run again on every new database.
 * @see https://docs.djangoproject.com/en/stable/topics/migrations/#migration-files
 */
export function isMigration(path: string): boolean {
  return /(^|[\\/])migrations[\\/]/.test(path);
}

function failed(text: string, offset: number, reason: string): Failed {
  return { status: 'failed', reason, ...position(text, offset) };
}

function newlineOf(text: string): '\n' | '\r\n' {
  let [crlf, all] = [0, 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    all += 1;
    if (text[at - 1] === '\r') crlf += 1;
  }
  return crlf > all - crlf ? '\r\n' : '\n';
}

/** One level of indentation, as the first indented suite has it; four spaces where there is none. */
function indentOf(root: Node): string {
  const { text } = root.tree;
  for (const node of ofType(root, 'block')) {
    const inner = leading(text, node.start);
    const outer = leading(text, (node.parent as Node).start);
    if (inner !== null && outer !== null && inner.length > outer.length) return inner.slice(outer.length);
  }
  return '    ';
}
