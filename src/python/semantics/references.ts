import type { Node, OptionalPackage, SourceFile } from '../../types.ts';
import { type Binding, importStatements, packageBindings } from '../syntax/imports.ts';
import { identifiers } from '../syntax/query.ts';
import { isVariable } from '../syntax/scopes.ts';
import { statementOf, textOf } from '../syntax/tree.ts';

import { textsWith } from './constants/spelled.ts';
import { isBreakpoint } from './debugger-calls.ts';
import { definitionAt, scopeOf } from './definitions/bindings.ts';
import { reaching } from './definitions/reaching.ts';
import { type Destination, destinationOf } from './destination.ts';
import { isGuarded } from './guarded.ts';
import { isDeferred } from './startup.ts';
import { isReadAtStart, spells } from './string-references.ts';
import { hasValue } from './worlds/bound.ts';
import { hasFallback, isTested } from './worlds/fallbacks.ts';
import { worldWithout } from './worlds/flags.ts';
import type { AbsentWorld } from './worlds/package-absent.ts';

/** One place in a source that names an optional package. */
export interface Reference {
  /** A string may be put together, or a name of one. A fragment is a string that only contains the package's name, or may not be it. */
  readonly kind: 'import' | 'name' | 'string' | 'fragment';
  /** The import statement, the identifier, or the string: a literal, or what it is put together by. */
  readonly node: Node;
  readonly statement: Node;
  readonly destination: Destination;
  /** The bindings that a name may refer to; all those of an import. */
  readonly bindings: readonly Binding[];
  /** Whether the module loads without the package, and this place does no harm then. */
  readonly guarded: boolean;
}

/** What is known of one package in one source. */
export interface Facts {
  readonly source: SourceFile;
  readonly package: OptionalPackage;
  readonly world: AbsentWorld;
  readonly references: readonly Reference[];
}

/** Finds every reference to a package in a source, in source order. */
export function readFacts(source: SourceFile, optional: OptionalPackage): Facts {
  const { root } = source;
  const world = worldWithout(optional.root);
  const found = importStatements(root).flatMap((statement) => importReference(statement, world));
  const bound = found.flatMap((reference) => reference.bindings);
  for (const { node, texts } of textsWith(root, optional.root)) found.push(...stringReference(node, texts, world));
  for (const name of new Set(bound.map((binding) => binding.name))) {
    for (const node of identifiers(root, name)) found.push(...nameReference(node, bound, world));
  }
  found.sort((a, b) => a.node.start - b.node.start);
  const references = optional.breakpoint ? found.map((reference) => anywhere(reference, world)) : found;
  return { source, package: optional, world, references };
}

/** For a debugger, code in functions counts too: what is left of it is unwanted wherever it stands. */
function anywhere(reference: Reference, world: AbsentWorld): Reference {
  const { node, kind } = reference;
  if (kind === 'string') return isBreakpoint(node) ? { ...reference, guarded: false } : reference;
  if (kind === 'fragment') return reference;
  const asked = isGuarded(node, world) || (kind === 'name' && isTested(node));
  return { ...reference, guarded: asked && !isBreakpoint(node) };
}

function isSafe(node: Node, world: AbsentWorld): boolean {
  return isGuarded(node, world) || isDeferred(node);
}

function importReference(statement: Node, world: AbsentWorld): Reference[] {
  const bindings = packageBindings(statement, world.root);
  if (bindings.length === 0) return [];
  const guarded = isSafe(statement, world);
  return [
    {
      kind: 'import',
      node: statement,
      statement,
      destination: destinationOf(statement),
      bindings,
      guarded,
    },
  ];
}

/** @param texts what it may be, where it is more than a plain literal. */
function stringReference(node: Node, texts: readonly string[], world: AbsentWorld): Reference[] {
  const kind = spells(node, texts, world.root);
  if (kind === null) return [];
  const destination = destinationOf(node, true);
  const guarded = isGuarded(node, world) || (isDeferred(node) && !isReadAtStart(node));
  return [{ kind, node, statement: statementOf(node), destination, bindings: [], guarded }];
}

function nameReference(node: Node, bound: readonly Binding[], world: AbsentWorld): Reference[] {
  if (!isVariable(node) || definitionAt(node) !== null) return [];
  const { definitions } = reaching(node, textOf(node));
  const reached = new Set(definitions.map((definition) => definition.node));
  // What is used above its import fails with the package, too, and is not to be guarded by what stands below.
  const visible = bound.filter((at) => reached.has(at.clause) || (reached.size === 0 && isScopeOf(node, at)));
  if (visible.length === 0) return [];
  const destination = destinationOf(node);
  return [
    {
      kind: 'name',
      node,
      statement: statementOf(node),
      destination,
      bindings: visible,
      guarded: isNameSafe(node, visible, world),
    },
  ];
}

/** Whether an import binds a name of the scope that a use of the name stands in. */
function isScopeOf(use: Node, { name, clause }: Binding): boolean {
  return name === textOf(use) && definitionAt(clause)?.scope === scopeOf(use);
}

/** Whether a name does no harm without the package; in a function that runs later, only an unguarded import harms. */
function isNameSafe(node: Node, visible: readonly Binding[], world: AbsentWorld): boolean {
  if (isBreakpoint(node)) return false;
  if (isGuarded(node, world)) return true;
  const settled = visible.every(({ statement }) => isSafe(statement, world));
  if (settled && isDeferred(node)) return true;
  if (isTested(node)) return hasValue(node, visible, world);
  return settled && hasFallback(node, world);
}
