import { bindings, importedNames, importStatements } from '../../python/syntax/imports.ts';
import { assignmentsTo } from '../../python/syntax/query.ts';
import { ancestors, contains, enclosing, field, isSuite, items, sameText, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import { assignmentOf, type Site } from '../site.ts';

/**
 * Settings that name one class or module, and that have a default in Django.
 * @see https://docs.djangoproject.com/en/stable/topics/settings/#default-settings
 */
const DEFAULTS = new Set(
  (
    'EMAIL_BACKEND TEST_RUNNER SESSION_ENGINE SESSION_SERIALIZER MESSAGE_STORAGE FORM_RENDERER SIGNING_BACKEND ' +
    'DEFAULT_EXCEPTION_REPORTER DEFAULT_EXCEPTION_REPORTER_FILTER WSGI_APPLICATION'
  ).split(' '),
);

/** Whether a setting has a default in Django. */
export function hasDefault(setting: string): boolean {
  return DEFAULTS.has(setting);
}

/**
 * Whether a setting has a value before the statement that is not the package's, and that it keeps without the package.
 * @param left the target of the statement's assignment.
 */
export function priorValue({ statement, roots }: Site, left: Node): 'sure' | 'maybe' | 'none' {
  if (left.type !== 'identifier') return 'maybe';
  const name = textOf(left);
  const scope = enclosing(statement, 'class_definition', 'function_definition');
  let maybe = scope === null ? isStarAbove(statement) : inherits(scope);
  for (const suite of ancestors(statement)) {
    if (suite === scope) break;
    const earlier = isSuite(suite) ? items(suite).filter((other) => other.end <= statement.start) : [];
    const last = earlier.filter((other) => sets(other, left)).at(-1);
    const value = last && assignmentOf(last)?.right;
    const foreign = value === undefined || !roots.some((at) => textOf(value).includes(at));
    if (last !== undefined) return foreign ? 'sure' : 'none';
    maybe ||= earlier.some((other) => mayHaveSet(other, name, roots));
  }
  return maybe ? 'maybe' : 'none';
}

/**
 * Whether a class inherits settings from another one than django-configurations' common base.
 * @see https://django-configurations.readthedocs.io/en/stable/patterns/
 */
export function inherits(definition: Node): boolean {
  const bases = field(definition, 'superclasses');
  if (definition.type !== 'class_definition' || bases === null) return false;
  const plain = new Set(['object', 'configurations.Configuration']);
  for (const { name, target } of importedNames(definition.tree.root))
    if (target === 'configurations.Configuration') plain.add(name);
  return items(bases).some((base) => base.type !== 'keyword_argument' && !plain.has(textOf(base)));
}

/** `NAME = value`, or `from x import NAME`. */
function sets(statement: Node, left: Node): boolean {
  if (/^import/.test(statement.type)) return bindings(statement).some(({ name }) => name === textOf(left));
  const assignment = assignmentOf(statement);
  return assignment?.fresh === true && sameText(assignment.left, left);
}

/** Whether a statement that contains others may have set a name to something that is not the package's. */
function mayHaveSet(statement: Node, name: string, roots: readonly string[]): boolean {
  if (/_definition$/.test(statement.type)) return false;
  const values = assignmentsTo(statement, name).map((node) => textOf(field(node, 'right') ?? node));
  if (values.some((value) => !roots.some((root) => value.includes(root)))) return true;
  const imports = importStatements(statement).filter((at) => contains(statement, at));
  return imports.some((at) => bindings(at).some((binding) => binding.name === name));
}

function isStarAbove(statement: Node): boolean {
  const { root } = statement.tree;
  return importStatements(root).some(
    (at) => at.end <= statement.start && at.children.some((child) => child.type === 'wildcard_import'),
  );
}
