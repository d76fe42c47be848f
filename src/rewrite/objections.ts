import { isRepairable } from '../fix/guard/existing-tests.ts';
import type { Site } from '../fix/site.ts';
import type { Extent } from '../python/semantics/extent/extent.ts';
import type { Reference } from '../python/semantics/references.ts';
import type { AbsentWorld } from '../python/semantics/worlds/package-absent.ts';
import { contains, field, items } from '../python/syntax/tree.ts';
import type { OptionalPackage } from '../types.ts';
import type { Match } from './matches.ts';

/** What is known of a package's uses in a source, beside the statement in question. */
export interface About {
  readonly optional: OptionalPackage;
  readonly found: readonly Match[];
  readonly world: AbsentWorld;
}

const STRANDED = 'the name is imported behind a guard that this code does not stand behind: put the code there too';
/** Why a name that is only asked whether it has a value gets none. */
export const UNBOUND = 'the name has no value there without the package: set it to None beside the guard of its import';
const DECIDES = 'the condition decides about other code too: say what it is to do without the package';
const FRAGMENT = 'the entry is part of a longer string: write the entries as a list of strings';
const PLACES = 'the places in a tuple count: decide what stands there without the package';

/** What a human has to decide about a statement before anything is looked at more closely, or null. */
export function objection({ extents, references }: Site, { optional, found, world }: About): string | null {
  if (references.some((reference) => isStranded(reference, world))) return STRANDED;
  if (references.some((reference) => reference.kind === 'fragment')) return FRAGMENT;
  if (extents.some((extent) => extent.boundary.kind === 'condition' && !asksForItself(extent, found))) return DECIDES;
  const matches = found.filter(({ reference }) => references.includes(reference));
  const general = matches.filter(({ rule }) => rule.name === 'names').map(({ reference }) => reference);
  if (general.length > 0 && optional.doubtful) return doubt(optional);
  return extents.some((extent) => hasPlace(extent, general)) ? PLACES : null;
}

function doubt({ root, distributions: [distribution = root] }: OptionalPackage): string {
  return `production may need it: declare ${distribution} for production, or guard it with --package ${root}`;
}

/** Whether a use is one item of a tuple that nobody knows as a list of entries. */
function hasPlace({ boundary, references }: Extent, general: readonly Reference[]): boolean {
  if (boundary.kind !== 'item' || !/^(tuple|expression_list)$/.test(boundary.container.type)) return false;
  return references.some((reference) => general.includes(reference));
}

/** Whether a name is bound behind a guard that leaves it without any value where it says no. */
function isStranded(reference: Reference, world: AbsentWorld): boolean {
  return reference.kind === 'name' && !isRepairable(reference, world);
}

/** Whether all the code under a condition that names the package is the package's too. */
function asksForItself({ statement }: Extent, found: readonly Match[]): boolean {
  const body = field(statement, 'consequence');
  return body !== null && items(body).every((at) => found.some(({ reference }) => contains(at, reference.node)));
}
