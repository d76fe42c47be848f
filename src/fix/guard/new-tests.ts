import { definitionsOf } from '../../python/semantics/definitions/bindings.ts';
import type { Facts } from '../../python/semantics/references.ts';
import { unboundBy } from '../../python/semantics/worlds/bound.ts';
import { importedNames, importStatements, isUnder } from '../../python/syntax/imports.ts';
import { identifiers } from '../../python/syntax/query.ts';
import { functionOf, isVariable } from '../../python/syntax/scopes.ts';
import { ancestors, contains, enclosing, indentAt, isSuite, items, lineEnd, textOf } from '../../python/syntax/tree.ts';
import type { Edit, Node, OptionalPackage, SourceFile } from '../../types.ts';
import type { Test } from '../fix.ts';
import { type Line, line, render } from '../text/lines.ts';
import { aboveComments, linesAfterImports } from '../text/trivia.ts';
import { gapBelow } from './groups.ts';
import { block, flag, flagTest, nameTest, sentinel, specTest, warns } from './shapes.ts';
import { FIND_SPEC, type StandardImport, WARNINGS } from './standard-imports.ts';

/** How code tests for a package that it does not import. */
export interface NewTest {
  /** A guard around code at one place; null where the direct test does it. */
  block(body: readonly Line[], fallback: readonly Line[]): Line[] | null;
  /** The test for code at one place; null where it has to be kept. */
  readonly direct: Test | null;
  /** The lines that bind a name to the result, for guards at several places, and the test of that name. */
  readonly keep: readonly Line[];
  readonly test: Test;
  /** What the lines need. */
  readonly imports: readonly StandardImport[];
}

/** Chooses how to test: by an import where that is safe and the name is free, else by `find_spec`. */
export function newTestFor(facts: Facts): NewTest {
  const { root } = facts.package;
  const asked = { source: facts.source, root };
  const warnings = warns(facts.source) ? [WARNINGS] : [];
  // Linters report an import whose name nothing reads: https://docs.astral.sh/ruff/rules/unused-import/
  const mark = isRead(root, facts.source) ? '' : '  # noqa: F401';
  if (facts.package.probe === 'import' && isFree(root, facts) && !isMissed(root, facts)) {
    return {
      block: (body, fallback) => block([line(`import ${root}${mark}`)], body, fallback, asked),
      direct: nameTest(root),
      keep: sentinel([line(`import ${root}`)], [root], asked),
      test: nameTest(root),
      imports: warnings,
    };
  }
  const name = flagName(facts.package, facts.source);
  const ask = specTest(root, quoteOf(facts));
  return {
    block: () => null,
    // What warns has to be a statement of its own.
    direct: warnings.length > 0 ? null : ask,
    keep: flag(name, ask, asked),
    test: flagTest(name),
    imports: [...warnings, FIND_SPEC],
  };
}

/** Whether code reads a name, or imports more of it, so that linters take its import for used. */
function isRead(name: string, { root }: SourceFile): boolean {
  const again = importedNames(root).some((given) => given.name === name && functionOf(given.statement) === null);
  return again || identifiers(root, name).some(isVariable);
}

/** Whether only imports of the package bind the name in this module. */
function isFree(name: string, { source, package: { root } }: Facts): boolean {
  const { root: tree } = source;
  const relative = new RegExp(`^(lazy\\s+)?from\\s+\\.${name}\\s`);
  if (bound(name, source) || definitionsOf(tree, source.guard.exception).length > 0) return false;
  if (importStatements(tree).some((statement) => relative.test(textOf(statement)))) return false;
  const given = importedNames(tree).filter((binding) => binding.name === name);
  if (given.length > 0) return given.every(({ target }) => isUnder(target, root));
  // A star import may give a name that code refers to.
  return !identifiers(tree, name).some(isVariable);
}

/** Whether code refers to the name where a guard leaves it unbound: another import would bind it. */
function isMissed(name: string, { world, references }: Facts): boolean {
  return references.some(
    ({ kind, node, guarded, bindings }) =>
      kind === 'name' &&
      !guarded &&
      textOf(node) === name &&
      bindings.some((binding) => unboundBy(binding, node, world).length > 0),
  );
}

/** Whether anything but an import binds a name; a handler may set it to None. */
function bound(name: string, { root }: SourceFile): boolean {
  return definitionsOf(root, name).some(({ kind, node, value }) => {
    const unsets = value?.type === 'none' && enclosing(node, 'except_clause') !== null;
    return kind !== 'import' && !unsets;
  });
}

/** The quotes around the package's name in the module. */
function quoteOf({ references }: Facts): string {
  const [first] = references.filter((reference) => reference.kind === 'string' && !reference.guarded);
  return first !== undefined && textOf(first.node).endsWith("'") ? "'" : '"';
}

/** In lower case, as upper case makes a setting: https://docs.djangoproject.com/en/stable/topics/settings/ */
function flagName({ root }: OptionalPackage, source: SourceFile): string {
  const wanted = `${root}_installed`;
  return bound(wanted, source) ? `_${wanted}` : wanted;
}

/** The edit that puts lines before the first of some statements: after the imports, or above the statement. */
export function placeNewTest(source: SourceFile, lines: readonly Line[], statements: readonly Node[]): Edit {
  const { text, newline } = source;
  const suite = commonSuite(source.root, statements);
  const first = items(suite).find((child) => contains(child, statements[0] as Node)) as Node;
  const anchor = suite.type === 'module' ? lastLeadingImport(suite, first) : null;
  if (anchor !== null) {
    const at = lineEnd(text, anchor.end);
    return {
      start: at,
      end: at,
      text: `${newline}${linesAfterImports(source, anchor)}${render(lines, '', newline)}${gapBelow(text, at, newline)}`,
    };
  }
  const at = aboveComments(source, suite, first);
  const indent = indentAt(text, at.start);
  const top = topOf(source, suite, at);
  if (top !== at.start) return { start: top, end: top, text: `${indent}${render(lines, indent, newline)}${newline}` };
  const gap = newline.repeat(suite.type === 'module' && first.type.endsWith('_definition') ? 3 : 2);
  return { start: at.start, end: at.start, text: `${render(lines, indent, newline)}${gap}${indent}` };
}

/** Where a block's first statement starts, above the blank lines that only a definition may have above it. */
function topOf({ text }: SourceFile, suite: Node, at: Node): number {
  if (suite.type !== 'block' || items(suite)[0] !== at) return at.start;
  const blank = /\n([ \t\r]*\n)+[ \t]*$/.exec(text.slice(0, at.start));
  return blank === null ? at.start : blank.index + 1;
}

/** The nearest suite around all the statements that is not in a class or a function. */
function commonSuite(root: Node, statements: readonly Node[]): Node {
  const [first] = statements;
  if (first === undefined) return root;
  for (const parent of ancestors(first)) {
    const inner = parent.parent;
    if (!isSuite(parent) || /^(class|function)_definition$/.test(inner?.type ?? '')) continue;
    const nested = [...ancestors(parent)].some((outer) => /^(class|function)_definition$/.test(outer.type));
    if (!nested && statements.every((statement) => contains(parent, statement))) return parent;
  }
  return root;
}

/** The last of the imports that a module starts with, before the statement that needs the test. */
function lastLeadingImport(module: Node, before: Node): Node | null {
  let last: Node | null = null;
  for (const statement of items(module)) {
    if (statement.start >= before.start) break;
    if (/import(_from)?_statement$/.test(statement.type)) last = statement;
    else if (!isPreamble(statement)) break;
  }
  return last;
}

/** Whether a statement is a docstring, or a `try` around imports. */
function isPreamble(statement: Node): boolean {
  if (statement.type === 'expression_statement') return items(statement)[0]?.type === 'string';
  return statement.type === 'try_statement' && /^try:\s+(import|from)\s/.test(textOf(statement));
}
