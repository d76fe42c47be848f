import type { Node } from '../../../types.ts';
import { calledName, field, items, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { standsFor } from '../calls.ts';
import { truthByName } from '../worlds/production.ts';
import { isServersSwitch } from '../worlds/switches.ts';
import { argumentsGiven } from './arguments-given.ts';
import type { Asking } from './asking.ts';
import { comparing, comparison, constantOf } from './constants.ts';
import { byDefault, offByDefault } from './defaults.ts';
import { isSetInEnvironment, lookedUp } from './lookups.ts';
import { valueOfName } from './names.ts';
import {
  assumed,
  changed,
  either,
  guessed,
  joined,
  negated,
  type Possible,
  possible,
  restingOn,
  truthByDefault,
  UNKNOWN,
  weakened,
  weaker,
} from './possible.ts';
import type { World } from './world.ts';

/** What a condition's value is where production runs. */
export function valueInProduction(condition: Node, world: World): Possible {
  return evaluate(condition, { world, place: condition, names: new Set(), evaluate });
}

/** What a name is at the end of a module; null where nothing in it binds the name. */
export function valueAtEnd(root: Node, name: string, world: World): Possible | null {
  return valueOfName(name, root, { world, place: null, names: new Set(), evaluate });
}

/**
 * What an expression may be: by literals, by what production's evidence and defaults give to look-ups, by what modules
 * assign to names, and where all of that is silent, by its names.
 */
function evaluate(given: Node, asking: Asking): Possible {
  const node = unwrap(given);
  const value = valueIn(node, asking);
  if (value.truth !== null) return value;
  if (value.standard !== undefined) return offByDefault(node, value);
  // `PRODUCTION` is off by default, and on where production runs.
  return guessed(value, truthByName(node), isServersSwitch(node));
}

function valueIn(node: Node, asking: Asking): Possible {
  const constant = constantOf(node);
  if (constant !== undefined) return possible([constant]);
  const inside = (at: Node | null | undefined) => (at ? asking.evaluate(at, asking) : UNKNOWN);
  switch (node.type) {
    case 'not_operator':
      return negated(inside(field(node, 'argument')));
    case 'boolean_operator':
      return joined(inside(field(node, 'left')), inside(field(node, 'right')), field(node, 'operator')?.type === 'or');
    case 'comparison_operator':
      return argumentsGiven(node, asking.world) ?? compared(node, asking);
    case 'conditional_expression': {
      const [value, condition, otherwise] = items(node);
      return chosen(
        inside(condition),
        () => inside(value),
        () => inside(otherwise),
      );
    }
    case 'named_expression':
      return inside(field(node, 'value'));
    case 'identifier':
      return valueOfName(textOf(node), node.tree.root, asking) ?? UNKNOWN;
    case 'attribute':
    case 'subscript':
      return lookedUp(node, asking) ?? UNKNOWN;
    case 'call':
      return lookedUp(node, asking) ?? called(node, asking);
    default:
      return UNKNOWN;
  }
}

/** @see https://docs.python.org/3/reference/expressions.html#conditional-expressions */
function chosen(condition: Possible, value: () => Possible, otherwise: () => Possible): Possible {
  const { truth, basis } = condition;
  const told = truthByDefault(condition);
  if (told === null) return either(value(), otherwise());
  const taken = told ? value() : otherwise();
  return truth === null ? assumed(taken, condition) : { ...restingOn(condition), ...weakened(taken, basis) };
}

function called(node: Node, asking: Asking): Possible {
  const stands = standsFor(node);
  if (stands === null) return UNKNOWN;
  const value = asking.evaluate(stands.expression, asking);
  const made = changed(value, stands.change);
  const key = stands.isDefault ? variableAsked(node) : null;
  if (key !== null) return byDefault(node, key, made, asking.world);
  if (stands.isDefault) return { ...made, open: true, truth: null };
  return calledName(node) === 'bool' ? { ...made, truth: value.truth } : made;
}

/** The variable that a function of the project's own is asked for: `flag("USE_X", False)`; null for any other call. */
function variableAsked(call: Node): string | null {
  const key = field(call, 'function')?.type === 'identifier' ? items(field(call, 'arguments') ?? call)[0] : undefined;
  const name = key === undefined ? null : stringValue(unwrap(key));
  return name !== null && /^[A-Z][A-Z\d_]*$/.test(name) && calledName(call) !== 'getattr' ? name : null;
}

function compared(node: Node, asking: Asking): Possible {
  const { left, right, operator = '' } = comparison(node) ?? {};
  const test = comparing(operator);
  if (left === undefined || right === undefined || test === undefined) return UNKNOWN;
  const isSet = /in$/.test(operator) ? isSetInEnvironment(left, right, asking.world) : null;
  if (isSet !== null) return operator === 'in' ? isSet : negated(isSet);
  const [one, other] = [asking.evaluate(left, asking), asking.evaluate(right, asking)];
  const values = new Set(one.values.flatMap((a) => other.values.map((b) => test(a, b))));
  const outcome = weakened(possible([...values], one.open || other.open), weaker(one.basis, other.basis));
  return { ...outcome, ...restingOn(one, other) };
}
