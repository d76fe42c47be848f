import type { Condition, Node } from '../../../types.ts';
import { functionName, functionOf } from '../../syntax/scopes.ts';
import { textOf } from '../../syntax/tree.ts';
import { isDeferred } from '../startup.ts';
import { valueInProduction } from '../values/evaluate.ts';
import { type Possible, truthByDefault } from '../values/possible.ts';
import { NOWHERE, type World } from '../values/world.ts';
import { type Branch, branchesAround } from './branches.ts';
import { configurationAround } from './configuration-classes.ts';

/**
 * The conditions that a node runs under, the nearest first, on one line each:
 * `if DEBUG` for code that runs where it holds, `else of if DEBUG` for code that runs where it does not.
 * @param world what is known of production; without it, a module goes by itself.
 */
export function conditionsAround(node: Node, world: World = NOWHERE): Condition[] {
  const found = branchesAround(node).map((branch) => conditionOf(branch, world));
  const configuration = configurationAround(node);
  return configuration === null ? found : [...found, configuration];
}

/** The same of a node that something is found at: what stands in a function runs only when that is called. */
export function conditionsOn(node: Node, world: World): Condition[] {
  const around = conditionsAround(node, world);
  if (!isDeferred(node)) return around;
  const name = functionName(functionOf(node) as Node);
  const written = name === null ? 'when the lambda is called' : `when ${name}() is called`;
  return [...around, { written, holds: null, byName: false }];
}

/** The default that a condition rests on, with what it makes of it. */
function standardOf(value: Possible, contrary: boolean, world: World): Pick<Condition, 'standard'> {
  if (value.standard === undefined) return {};
  const truth = truthByDefault(value);
  const isTaken = value.truth !== null && world.isUnset(value.standard.variable);
  return { standard: { ...value.standard, holds: truth === null ? null : truth !== contrary, isTaken } };
}

function conditionOf({ condition, contrary }: Branch, world: World): Condition {
  const written = textOf(condition)
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ');
  const value = valueInProduction(condition, world);
  const { truth, basis } = value;
  return {
    written: `${contrary ? 'else of if' : 'if'} ${written}`,
    holds: truth === null ? null : truth !== contrary,
    byName: truth !== null && basis === 'name',
    ...standardOf(value, contrary, world),
  };
}
