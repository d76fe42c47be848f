import { effectsBeside } from '../../python/semantics/effects.ts';
import { kindsOf } from '../../python/semantics/lists/kinds.ts';
import { isCopyMissed } from '../../python/semantics/lists/shared.ts';
import { neededElsewhere } from '../../python/semantics/needed-elsewhere.ts';
import { isUnder } from '../../python/syntax/imports.ts';
import { identifiers, ofType } from '../../python/syntax/query.ts';
import { isVariable } from '../../python/syntax/scopes.ts';
import {
  enclosing,
  field,
  isSequence,
  items,
  sameText,
  stringValue,
  suiteOf,
  textOf,
} from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import { emptyOf, isDisplay, isOpenEntry } from '../entry/runs.ts';
import type { Fix } from '../fix.ts';
import { assignmentOf, refuse, type Site, wrap } from '../site.ts';
import { line } from '../text/lines.ts';
import { inlineValue } from './inline.ts';

const INHERITED = 'the statement also makes the class a setting of its own: write the setting as one expression';

const WALRUS = 'the statement also gives a name its value by `:=`: write that as a statement of its own';

/** Puts a statement that exists for the package alone under the guard as it stands; null where it does not fit. */
export function wrapStatement(site: Site): Fix | null {
  if (site.statement.type !== 'expression_statement') return null;
  const all = site.extents.some((extent) => extent.boundary.kind === 'statement');
  const inherited = all ? inheritedValue(site) : null;
  if (inherited !== null && !isDisplay(inherited)) return refuse(site, INHERITED);
  if (inherited !== null) {
    const { statement, references, source } = site;
    return { kind: 'inline', statement, references, edits: (test) => inlineValue(source, inherited, test) };
  }
  if (!(all || isOwnSetting(site) || addsEntry(site) || givesItself(site))) return emptied(site);
  if (ofType(site.statement, 'named_expression').length > 0) return refuse(site, WALRUS);
  const [effect, ...more] = effectsBeside(
    site.statement,
    site.references.map(({ node }) => node),
  );
  if (effect === undefined) return wrap(site);
  const isReceiver = more.length === 0 && receiverOf(site.statement) === effect;
  return isReceiver ? wrap(site, [line(textOf(effect))]) : refuse(site, alsoCalls(effect));
}

/** What the method of a statement is called on: `X.setdefault("apps", [])` of `X.setdefault("apps", []).append("x")`. */
function receiverOf(statement: Node): Node | null {
  const call = items(statement)[0];
  const called = call?.type === 'call' ? field(call, 'function') : null;
  return called?.type === 'attribute' ? field(called, 'object') : null;
}

function alsoCalls(call: Node): string {
  const called = textOf(field(call, 'function') as Node).replace(/\s+/g, ' ');
  return `the statement also calls ${called}(), which has to run without the package too: write that as a statement of its own`;
}

/**
 * The value that `NAME += value` adds in a class body to a NAME of the module; null for other statements. It binds the
 * class's own NAME, so it has to run without the package too.
 * @see https://docs.python.org/3/reference/executionmodel.html#resolution-of-names
 */
function inheritedValue({ statement }: Site): Node | null {
  const assignment = assignmentOf(statement);
  const suite = suiteOf(statement);
  const scope = enclosing(statement, 'class_definition', 'function_definition');
  if (assignment === null || assignment.fresh || scope?.type !== 'class_definition') return null;
  if (assignment.left.type !== 'identifier') return null;
  const own = ofType(field(scope, 'body') ?? suite, 'assignment').some(
    (node) => node.end < statement.start && sameText(field(node, 'left'), assignment.left),
  );
  return own ? null : assignment.right;
}

/** `LIBRARIES["x"] = "..."`: whether all that the statement does is to add an entry that may be left out. */
function addsEntry({ statement, extents }: Site): boolean {
  const assignment = assignmentOf(statement);
  const sole = assignment?.fresh && extents.length === 1 && extents[0]?.boundary.node === assignment.right;
  return sole === true && isOpenEntry(assignment.left);
}

/** Whether a statement assigns a setting that only the package reads, such as `DEBUG_TOOLBAR_CONFIG`. */
function isOwnSetting({ source, root, statement }: Site): boolean {
  const assignment = assignmentOf(statement);
  if (!assignment?.fresh || assignment.left.type !== 'identifier') return false;
  const name = textOf(assignment.left);
  if (!name.startsWith(`${root.toUpperCase()}_`)) return false;
  if (neededElsewhere(source.root, name, root) !== null) return false;
  return identifiers(source.root, name).every((node) => node === assignment.left || !isVariable(node));
}

/** Whether the statement, without the package's part, assigns a name its own value: `X = X + ["..."]`. */
function givesItself(site: Site): boolean {
  const { root, statement, extents } = site;
  const assignment = assignmentOf(statement);
  if (!assignment?.fresh) return false;
  const { left, right } = assignment;
  const scope = enclosing(statement, 'class_definition', 'function_definition');
  if (scope !== null && left.type === 'identifier') return false;
  if (isCopyMissed(statement, left)) return false;
  const ours = new Set(extents.map((extent) => extent.boundary.node));
  if (right.type === 'call' && ours.has(right)) return takesItself(right, left, root);
  if (remainder(right, left, ours) !== 'self') return false;
  return !isSequence(right) || staysSequence(site, left, right);
}

/** Whether nobody can tell that `X = [*X, "..."]`, which makes a list of a tuple, was skipped. */
function staysSequence(site: Site, left: Node, right: Node): boolean {
  const kinds = kindsOf(left);
  const [own] = kindsOf(right);
  if (!kinds.has('unknown')) return kinds.size === 1 && own !== undefined && kinds.has(own);
  return [...kinds].every((kind) => kind === own || kind === 'unknown') && !isReadLater(site, left);
}

type Remainder = 'nothing' | 'self' | 'other';

/** What is left of a value without the package's part: nothing, the target's own value, or something else. */
function remainder(node: Node, target: Node, ours: ReadonlySet<Node>): Remainder {
  if (ours.has(node)) return 'nothing';
  if (sameText(node, target)) return 'self';
  if (!/^(parenthesized_expression|binary_operator|list|tuple|list_splat)$/.test(node.type)) return 'other';
  if (node.type === 'binary_operator' && !node.children.some((child) => child.type === '+')) return 'other';
  const parts = items(node)
    .filter((item) => remainder(item, target, ours) !== 'nothing')
    .map((item) => (isSequence(node) ? splatOf(item) : item));
  const [only] = parts;
  if (only === undefined) return 'nothing';
  return parts.length === 1 && only !== null ? remainder(only, target, ours) : 'other';
}

/** The value that `*value` splices in; null for any other item. */
function splatOf(item: Node): Node | null {
  return item.type === 'list_splat' ? (items(item)[0] ?? null) : null;
}

/** `add_to_tuple(INSTALLED_APPS, "x")`: a call of the name's own value and the package's entries alone. */
function takesItself(call: Node, target: Node, root: string): boolean {
  const args = items(field(call, 'arguments') ?? call);
  const rest = args.filter((argument) => !sameText(argument, target));
  return args.length - rest.length === 1 && rest.every((argument) => isUnder(stringValue(argument) ?? '', root));
}

/** Whether code after `X = [*X, "..."]`, which makes a list of a tuple, can tell one from the other. */
function isReadLater({ source: { root }, statement }: Site, target: Node): boolean {
  const later = ofType(root, target.type).filter((node) => node.start > statement.end && sameText(node, target));
  return later.some(
    ({ parent, field: role }) => parent?.type !== 'list_splat' && !(isFresh(parent) && role === 'left'),
  );
}

/** Whether a node is an assignment that gives its target another value, whatever it was. */
function isFresh(node: Node | null): boolean {
  return node?.type === 'assignment';
}

/** `NAME = ["..."]`, all of it the package's: under the guard, with an empty NAME as the fallback; null for others. */
function emptied(site: Site): Fix | null {
  const { statement, extents, source } = site;
  const assignment = assignmentOf(statement);
  const [extent] = extents;
  if (!assignment?.fresh || extents.length !== 1 || extent === undefined) return null;
  const { node, right } = assignment;
  if (extent.boundary.kind !== 'value' || extent.boundary.node !== right || !isDisplay(right)) return null;
  const target = source.text.slice(node.start, right.start).replace(/[\s\\]*=[\s\\]*$/, '');
  if (assignment.left.type === 'subscript' && items(assignment.left)[1]?.type === 'slice') return wrap(site);
  return wrap(site, [line(`${target} = ${emptyOf(right)}`)]);
}
