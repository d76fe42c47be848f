import { definitionAt } from '../../python/semantics/definitions/bindings.ts';
import type { Extent } from '../../python/semantics/extent/extent.ts';
import type { Reference } from '../../python/semantics/references.ts';
import { identifiers } from '../../python/syntax/query.ts';
import { isVariable } from '../../python/syntax/scopes.ts';
import { enclosing, textOf } from '../../python/syntax/tree.ts';
import type { OptionalPackage } from '../../types.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, refuse, type Site, wrap } from '../site.ts';
import { line } from '../text/lines.ts';
import { handlerReason } from './log-handler.ts';
import { hasDefault, inherits, priorValue } from './prior-value.ts';

const COMPUTED = 'the setting needs a value without the package too: choose one, and set it in `except ImportError`';
const EARLIER =
  'the setting may have a value already, from a star import, a base class or code above, which is to stay where the package is missing: guard it by hand';

/** Gives a setting that holds one class of the package the class that is known to stand in for it, or refuses it. */
export function setAlternative(site: Site): Fix | null {
  const ours = site.extents.filter(({ references }) => references.some((reference) => site.singles.has(reference)));
  const [only] = ours;
  if (only === undefined) return null;
  const direct =
    ours.length === 1 && site.extents.length === 1 && isAssigned(site, only) ? assignmentOf(site.statement) : null;
  const earlier = direct === null ? 'none' : priorValue(site, direct.left);
  if (earlier === 'sure') return wrap(site);
  for (const extent of ours) {
    const reason = reasonAgainst(site, extent) ?? (direct === null && isOverridden(site, extent) ? EARLIER : null);
    if (reason !== null) return refuse(site, reason);
  }
  if (direct === null) return null;
  const setting = textOf(direct.left);
  if (earlier === 'maybe')
    return hasDefault(setting) && !isReadLater(site, setting) ? wrap(site) : refuse(site, EARLIER);
  return wrap(site, [line(`${setting} = ${alternativeText(site, only)}`)]);
}

/** Why nothing can stand in for a value, or null. */
function reasonAgainst(site: Site, { boundary, references }: Extent): string | null {
  const [reference] = references as [Reference];
  const { names } = reference.destination;
  const branch = boundary.kind === 'branch';
  if (boundary.kind !== 'single' && !branch) return COMPUTED;
  if (!branch && alternativeFor(site.package, names) === null) {
    const key = [...names].reverse().join('.');
    const named = key.includes('.') ? JSON.stringify(key) : key;
    return `no class is known that could stand in for ${textOf(reference.node)}: name one in [tool.djguard.packages.${site.root}.alternatives] as ${named} = "...", or guard it by hand`;
  }
  if (!isLogHandler(names)) return null;
  const extents = site.extents.flatMap((extent) => (extent.boundary === boundary ? [] : [extent.boundary.node]));
  return handlerReason({ value: boundary.node, branch, names, extents });
}

/**
 * Whether a class is that of a logging handler, whose other keys are its arguments.
 * @param names those that the value flows into.
 * @see https://docs.python.org/3/library/logging.config.html#dictionary-schema-details
 */
export function isLogHandler(names: readonly string[]): boolean {
  return names.includes('handlers');
}

/** The alternative of a single value as a string literal, in the value's own quotes. */
export function alternativeText({ package: optional }: Site, { references }: Extent): string {
  const [reference] = references as [Reference];
  const quote = textOf(reference.node).endsWith("'") ? "'" : '"';
  return quote + (alternativeFor(optional, reference.destination.names) ?? '') + quote;
}

/**
 * The class that is known to stand in for a value, as a dotted name; null where none is.
 * @param names the names that the value flows into, innermost first.
 */
function alternativeFor({ alternatives = {} }: OptionalPackage, names: readonly string[]): string | null {
  for (const [setting, value] of Object.entries(alternatives)) {
    const keys = setting.split('.').reverse();
    let place = 0;
    for (const name of names) if (name === keys[place]) place += 1;
    if (place === keys.length && names[0] === keys[0]) return value;
  }
  return null;
}

function isAssigned({ statement }: Site, { boundary }: Extent): boolean {
  const assignment = assignmentOf(statement);
  return assignment?.fresh === true && boundary.kind === 'single' && boundary.node === assignment.right;
}

/** Whether an alternative would override a value that the setting has already. */
function isOverridden(site: Site, { boundary, references: [reference] }: Extent): boolean {
  if (boundary.kind !== 'single' || reference?.destination.names.length !== 1) return false;
  const left = assignmentOf(site.statement)?.left;
  if (left !== undefined) return priorValue(site, left) !== 'none';
  // `globals().update(NAME=...)`
  if (reference.destination.calls[0] === 'update') return true;
  const definition = enclosing(site.statement, 'class_definition');
  return site.statement.type === 'return_statement' && definition !== null && inherits(definition);
}

/** Whether code below a statement reads a name. */
function isReadLater({ statement, source: { root } }: Site, name: string): boolean {
  const places = identifiers(root, name).filter((node) => node.start >= statement.end);
  return places.some((node) => isVariable(node) && definitionAt(node) === null);
}
