import { placeOf } from '../fix/refuse/place-of.ts';
import { destinationOf } from '../python/semantics/destination.ts';
import { usesOfTaken } from '../python/semantics/names-taken.ts';
import type { Facts, Reference } from '../python/semantics/references.ts';
import { statementOf } from '../python/syntax/tree.ts';
import type { Match } from './matches.ts';
import type { Rule } from './rule.ts';

/** A use of a name that another module imports, and what a human can do about it. */
export interface TakenName extends Match {
  readonly advice: string;
}

/** The uses of names that other modules import from the package behind a guard, and that fail here without it. */
export function namesTaken({ source, package: optional }: Facts, rules: readonly Rule[]): readonly TakenName[] {
  return usesOfTaken(source.root, optional.root).flatMap(({ node, from }) => {
    const reference: Reference = {
      kind: 'name',
      node,
      statement: statementOf(node),
      destination: destinationOf(node),
      bindings: [],
      guarded: false,
    };
    const context = { reference, package: optional, settingOf: () => null, isOwn: () => false };
    const rule = rules.find((each) => each.finds(context));
    const advice = `${placeOf(from, source.root)} imports the name behind a guard, and it has no value without the package: guard this use too`;
    return rule === undefined ? [] : [{ reference, rule, advice }];
  });
}
