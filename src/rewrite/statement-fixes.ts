import { chooseFix } from '../fix/choose.ts';
import type { Fix } from '../fix/fix.ts';
import { refuse, type Site } from '../fix/site.ts';
import type { Extent } from '../python/semantics/extent/extent.ts';
import type { Facts, Reference } from '../python/semantics/references.ts';
import { contains, field } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import type { Match } from './matches.ts';
import { objection } from './objections.ts';

/** A statement with references to the package, and its fix. */
export interface StatementFix {
  readonly statement: Node;
  readonly references: readonly Reference[];
  readonly fix: Fix;
}

/**
 * Fixes each statement that extents lie in, by the shapes of the rules that found something there.
 * @param found all matches of the source.
 * @param roots the roots of all optional packages.
 */
export function fixStatements(
  { source, package: optional, world }: Facts,
  found: readonly Match[],
  extents: readonly Extent[],
  roots: readonly string[],
): StatementFix[] {
  const given = { source, package: optional, root: optional.root, roots, singles: singlesOf(found) };
  const groups = [...byStatement(extents)].filter(([statement]) => !isAskedAround(statement, extents));
  return groups.map(([statement, group]) => {
    const references = group.flatMap((extent) => extent.references);
    const site = { ...given, statement, extents: group, references };
    const advice = objection(site, { found, world });
    return { statement, references, fix: advice === null ? fixSite(site, found) : refuse(site, advice) };
  });
}

/** The references for which another value has to stand in without the package. */
export function singlesOf(found: readonly Match[]): ReadonlySet<Reference> {
  return new Set(found.filter(({ rule }) => rule.single).map(({ reference }) => reference));
}

/** The refusal of the statement of one reference. */
export function refusedReference(reference: Reference, advice: string): StatementFix {
  const part = { statement: reference.statement, references: [reference] };
  return { ...part, fix: { kind: 'refuse', ...part, advice, keeps: null } };
}

function fixSite(site: Site, found: readonly Match[]): Fix {
  const rules = new Set(found.filter(({ reference }) => site.references.includes(reference)).map(({ rule }) => rule));
  const inOrder = [...rules].sort((a, b) => (a.code < b.code ? -1 : 1));
  return chooseFix(
    { ...site, extents: site.extents.filter((extent) => !goesWithAnother(extent, site.extents)) },
    inOrder.map(({ fix }) => fix),
  );
}

/** Whether an item lies in another item that is the package's own, and goes where that one goes. */
function goesWithAnother({ boundary }: Extent, extents: readonly Extent[]): boolean {
  const isOwn = (other: Extent) => other.boundary.kind === 'item' && other.boundary.node !== boundary.node;
  return (
    boundary.kind === 'item' && extents.some((other) => isOwn(other) && contains(other.boundary.node, boundary.node))
  );
}

function byStatement(extents: readonly Extent[]): Map<Node, Extent[]> {
  const groups = new Map<Node, Extent[]>();
  for (const extent of extents) groups.set(extent.statement, [...(groups.get(extent.statement) ?? []), extent]);
  return groups;
}

/** Whether an `if` around the statement gets the test, so that the statement needs no guard of its own. */
function isAskedAround(statement: Node, extents: readonly Extent[]): boolean {
  return extents.some((extent) => {
    const body = extent.boundary.kind === 'condition' ? field(extent.statement, 'consequence') : null;
    return body !== null && contains(body, statement);
  });
}
