import { scopeOf } from '../../python/semantics/definitions/bindings.ts';
import type { Definition } from '../../python/semantics/definitions/definition.ts';
import { reaching } from '../../python/semantics/definitions/reaching.ts';
import { importedNames, importStatements } from '../../python/syntax/imports.ts';
import { field, items, textOf } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import type { Site } from '../site.ts';

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
  const scope = scopeOf(statement);
  const { definitions, unbound } = reaching(left, textOf(left));
  const own = definitions.filter((definition) => definition.scope === scope);
  const kept = own.filter((definition) => isKept(definition, roots));
  const isSure = !unbound && own.length === definitions.length;
  if (isSure && kept.length === own.length) return 'sure';
  const isInherited = !isSure && (scope.type === 'module' ? isStarAbove(statement) : inherits(scope));
  return kept.length > 0 || isInherited ? 'maybe' : 'none';
}

/** Whether a definition gives its name a value that is not the package's. */
function isKept({ kind, value }: Definition, roots: readonly string[]): boolean {
  if (value === null) return kind !== 'deletion' && kind !== 'assignment';
  return !roots.some((root) => textOf(value).includes(root));
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

function isStarAbove(statement: Node): boolean {
  const { root } = statement.tree;
  return importStatements(root).some(
    (at) => at.end <= statement.start && at.children.some((child) => child.type === 'wildcard_import'),
  );
}
