import { importedNames } from '../../python/syntax/imports.ts';
import { functionOf } from '../../python/syntax/scopes.ts';
import { contains, items, lineEnd, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import { aboveComments } from '../text/trivia.ts';

const IMPORT = 'from importlib.util import find_spec';

/**
 * Modules of the standard library that settings and URLconfs import: isort gives them a section of their own.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#sections
 */
const STANDARD = new Set(
  'abc ast asyncio base64 bisect calendar collections configparser contextlib copy csv dataclasses datetime decimal email enum fnmatch fractions functools getpass glob hashlib hmac html http importlib inspect io itertools json locale logging math mimetypes multiprocessing operator os pathlib pickle pkgutil platform pprint queue random re secrets shutil signal site smtplib socket sqlite3 ssl stat string struct subprocess sys tempfile textwrap threading time tomllib traceback types typing unittest urllib uuid warnings zoneinfo'.split(
    ' ',
  ),
);

/**
 * The edit that imports `find_spec` where isort would put it: in a section, `import x` comes before `from x import y`.
 * None where the module has the name already.
 * @param before the first statement that needs it.
 * @param place where the test is written: the UTF-16 offset of code that is at or before that statement.
 * @see https://pycqa.github.io/isort/docs/configuration/options.html#force-sort-within-sections
 */
export function importFindSpec(source: SourceFile, before: Node, place: number): Edit[] {
  const { root, text, newline } = source;
  const has = importedNames(root).some(
    ({ name, target, statement }) =>
      target === 'importlib.util.find_spec' &&
      name === 'find_spec' &&
      functionOf(statement) === null &&
      statement.end <= place,
  );
  if (has) return [];
  const section = firstSection(root).filter((statement) => statement.end <= place);
  const [first] = section;
  if (first === undefined) return [atTop(source, before)];
  const standard = section.filter((statement) => STANDARD.has(moduleOf(statement)));
  if (standard[0] !== first) return [{ start: first.start, end: first.start, text: `${IMPORT}${newline}${newline}` }];
  const from = standard.findIndex((statement) => statement.type === 'import_from_statement');
  const mixed = from !== -1 && standard.slice(from).some((statement) => statement.type === 'import_statement');
  const later = standard.find((statement) => {
    return (mixed || statement.type === 'import_from_statement') && moduleOf(statement) > 'importlib';
  });
  if (later !== undefined) return [{ start: later.start, end: later.start, text: IMPORT + newline }];
  const at = lineEnd(text, (standard.at(-1) as Node).end);
  return [{ start: at, end: at, text: newline + IMPORT }];
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
  return /^(?:from|import)\s+([\w.]*)/.exec(textOf(statement))?.[1]?.split('.')[0] ?? '';
}

/**
 * The edit in a module without imports: after a docstring, a coding line and imports from `__future__`.
 * @see https://docs.python.org/3/reference/simple_stmts.html#future-statements
 */
function atTop(source: SourceFile, before: Node): Edit {
  const { root, text, newline } = source;
  const head = items(root).filter(
    (statement) => statement.type === 'future_import_statement' || items(statement)[0]?.type === 'string',
  );
  const last = head.at(-1);
  if (last !== undefined && head.length > 0 && items(root).indexOf(last) === head.length - 1) {
    const at = lineEnd(text, last.end);
    return { start: at, end: at, text: `${newline}${newline}${IMPORT}` };
  }
  const [first] = items(root);
  const at = first === undefined ? text.length : aboveComments(source, root, first).start;
  // Formatters put two blank lines above a definition; code that needs the import may come in between.
  const apart = first?.type.endsWith('_definition') && !contains(first, before);
  return { start: at, end: at, text: IMPORT + newline.repeat(apart ? 3 : 2) };
}
