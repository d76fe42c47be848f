import { isRepairable } from '../fix/guard/existing-tests.ts';
import type { Site } from '../fix/site.ts';
import type { Use } from '../python/semantics/extent/extent.ts';
import type { Mention } from '../python/semantics/references.ts';
import type { Question } from '../python/semantics/worlds/package-absent.ts';
import { contains, field, items } from '../python/syntax/tree.ts';
import type { OptionalPackage } from '../types.ts';
import type { Claimed } from './matches.ts';

/** What is known of a package's uses in a source, beside the statement in question. */
export interface About {
  readonly optional: OptionalPackage;
  readonly found: readonly Claimed[];
  readonly question: Question;
}

const STRANDED = 'the name is imported behind a guard that this code does not stand behind: put the code there too';
/** Why a name that is only asked whether it has a value gets none. */
export const UNBOUND = 'the name has no value there without the package: set it to None beside the guard of its import';
const DECIDES = 'the condition decides about other code too: say what it is to do without the package';
const FRAGMENT = 'the entry is part of a longer string: write the entries as a list of strings';
const PLACES = 'the places in a tuple count: decide what stands there without the package';

/** What a human has to decide about a statement before anything is looked at more closely, or null. */
export function objection({ uses, mentions }: Site, { optional, found, question }: About): string | null {
  if (mentions.some((mention) => isStranded(mention, question))) return STRANDED;
  if (mentions.some((mention) => mention.kind === 'fragment')) return FRAGMENT;
  if (uses.some((use) => use.stop.kind === 'condition' && !asksForItself(use, found))) return DECIDES;
  const claims = found.filter(({ mention }) => mentions.includes(mention));
  const general = claims.filter(({ transform }) => transform.name === 'names').map(({ mention }) => mention);
  if (general.length > 0 && optional.doubtful) return doubt(optional);
  return uses.some((use) => hasPlace(use, general)) ? PLACES : null;
}

function doubt({ root, distributions: [distribution = root] }: OptionalPackage): string {
  return `production may need it: declare ${distribution} for production, or guard it with --package ${root}`;
}

/** Whether a use is one item of a tuple that nobody knows as a list of entries. */
function hasPlace({ stop, mentions }: Use, general: readonly Mention[]): boolean {
  if (stop.kind !== 'item' || !/^(tuple|expression_list)$/.test(stop.container.type)) return false;
  return mentions.some((mention) => general.includes(mention));
}

/** Whether a name is bound behind a guard that leaves it without any value where it says no. */
function isStranded(mention: Mention, question: Question): boolean {
  return mention.kind === 'name' && !isRepairable(mention, question);
}

/** Whether all the code under a condition that names the package is the package's too. */
function asksForItself({ statement }: Use, found: readonly Claimed[]): boolean {
  const body = field(statement, 'consequence');
  return body !== null && items(body).every((at) => found.some(({ mention }) => contains(at, mention.node)));
}
