import { importedNames } from '../../python/syntax/imports.ts';
import { functionOf } from '../../python/syntax/scopes.ts';
import { contains, items, lineEnd, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import { aboveComments } from '../text/trivia.ts';

/** An import that guards need. */
export interface StandardImport {
  readonly code: string;
  /** The name that it binds, and what that is. */
  readonly name: string;
  readonly target: string;
}

export const WARNINGS: StandardImport = { code: 'import warnings', name: 'warnings', target: 'warnings' };
export const FIND_SPEC: StandardImport = {
  code: 'from importlib.util import find_spec',
  name: 'find_spec',
  target: 'importlib.util.find_spec',
};

/**
 * Modules of the standard library that settings and URLconfs import: isort gives them a section of their own.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#sections
 */
const STANDARD = new Set(
  'abc ast asyncio base64 bisect calendar collections configparser contextlib copy csv dataclasses datetime decimal email enum fnmatch fractions functools getpass glob hashlib hmac html http importlib inspect io itertools json locale logging math mimetypes multiprocessing operator os pathlib pickle pkgutil platform pprint queue random re secrets shutil signal site smtplib socket sqlite3 ssl stat string struct subprocess sys tempfile textwrap threading time tomllib traceback types typing unittest urllib uuid warnings zoneinfo'.split(
    ' ',
  ),
);

/** Where code needs imports. */
export interface Need {
  /** What is imported, in the order in which it would stand. */
  readonly wanted: readonly StandardImport[];
  /** The first statement that needs it. */
  readonly before: Node;
  /** Where it is needed first: the UTF-16 offset of code that is at or before that statement. */
  readonly place: number;
}

/** New imports at an offset, and the white space around them. */
interface Insertion {
  readonly at: number;
  readonly above: string;
  readonly below: string;
}

/**
 * The edits that import what guards need where isort would put it: in a section, `import x` comes before
 * `from x import y`. Each once, and none for what the module has already.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#force-sort-within-sections
 */
export function standardImports(source: SourceFile, needs: readonly Need[]): Edit[] {
  const found = new Map<number, Insertion & { readonly codes: string[] }>();
  const inOrder = [...needs].sort((a, b) => a.place - b.place);
  for (const each of [WARNINGS, FIND_SPEC]) {
    const need = inOrder.find(({ wanted }) => wanted.includes(each));
    if (need === undefined || isThere(source, each, need.place)) continue;
    const insertion = insertionOf(source, each, need.before, need.place);
    const other = found.get(insertion.at);
    if (other === undefined) found.set(insertion.at, { ...insertion, codes: [each.code] });
    else other.codes.push(each.code);
  }
  return [...found.values()].map(({ at, above, below, codes }) => {
    return { start: at, end: at, text: above + codes.join(source.newline) + below };
  });
}

function isThere({ root }: SourceFile, wanted: StandardImport, place: number): boolean {
  return importedNames(root).some(
    ({ name, target, statement }) =>
      target === wanted.target && name === wanted.name && functionOf(statement) === null && statement.end <= place,
  );
}

function insertionOf(source: SourceFile, { code }: StandardImport, before: Node, place: number): Insertion {
  const { root, text, newline } = source;
  const section = firstSection(root).filter((statement) => statement.end <= place);
  const [first] = section;
  if (first === undefined) return atTop(source, before);
  const standard = section.filter((statement) => STANDARD.has(moduleOf(statement)));
  if (standard[0] !== first) return { at: first.start, above: '', below: newline + newline };
  const from = standard.findIndex((statement) => statement.type === 'import_from_statement');
  const mixed = from !== -1 && standard.slice(from).some((statement) => statement.type === 'import_statement');
  const isPlain = code.startsWith('import');
  const module = /^\w+ (\w+)/.exec(code)?.[1] ?? '';
  const later = standard.find((statement) => {
    const isFrom = statement.type === 'import_from_statement';
    if (isPlain && isFrom && !mixed) return true;
    return (mixed || isPlain || isFrom) && moduleOf(statement) > module;
  });
  if (later !== undefined) return { at: later.start, above: '', below: newline };
  return { at: lineEnd(text, (standard.at(-1) as Node).end), above: newline, below: '' };
}

/** The first imports without a blank line between them; those from `__future__`, a section of their own, apart. */
function firstSection(root: Node): Node[] {
  const { text } = root.tree;
  const section: Node[] = [];
  for (const statement of items(root)) {
    if (/^import(_from)?_statement$/.test(statement.type)) {
      const previous = section.at(-1);
      if (previous !== undefined && /\n[ \t]*\r?\n/.test(text.slice(previous.end, statement.start))) break;
      section.push(statement);
    } else if (section.length > 0 || !/^(future_import_statement|expression_statement)$/.test(statement.type)) break;
  }
  return section;
}

function moduleOf(statement: Node): string {
  return /^(?:lazy\s+)?(?:from|import)\s+([\w.]*)/.exec(textOf(statement))?.[1]?.split('.')[0] ?? '';
}

/**
 * The place in a module without imports: after a docstring, a coding line and imports from `__future__`.
 * @see https://docs.python.org/3/reference/simple_stmts.html#future-statements
 */
function atTop(source: SourceFile, before: Node): Insertion {
  const { root, text, newline } = source;
  const head = items(root).filter(
    (statement) => statement.type === 'future_import_statement' || items(statement)[0]?.type === 'string',
  );
  const last = head.at(-1);
  if (last !== undefined && head.length > 0 && items(root).indexOf(last) === head.length - 1) {
    return { at: lineEnd(text, last.end), above: newline + newline, below: '' };
  }
  const [first] = items(root);
  const at = first === undefined ? text.length : aboveComments(source, root, first).start;
  // Formatters put two blank lines above a definition; code that needs the import may come in between.
  const apart = first?.type.endsWith('_definition') && !contains(first, before);
  return { at, above: '', below: newline.repeat(apart ? 3 : 2) };
}
