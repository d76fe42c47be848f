import type { Node } from '../../../types.ts';
import { compact } from '../../syntax/tree.ts';
import type { Value } from '../calls.ts';
import { comparison, constantOf } from './constants.ts';
import { negated, type Possible, possible, UNKNOWN, weakened } from './possible.ts';
import type { World } from './world.ts';

const GIVEN = /^sys\.(argv|modules)(\[|$)/;
/** What runs tests, as a command of manage.py or by itself. */
const TESTS = /^(test|pytest|py\.test|behave|testserver)$/;
/** The development server: https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver */
const SERVER = /^runserver(_plus)?$/;

/**
 * What a comparison with `sys.argv` or `sys.modules` comes to; null for any other. Production runs no tests. It does not
 * run the development server either, unless its evidence says so; of other commands nobody knows.
 */
export function argumentsGiven(node: Node, world: World): Possible | null {
  const { left, right, operator = '' } = comparison(node) ?? {};
  if (left === undefined || right === undefined) return null;
  const isAmong = /in$/.test(operator) && GIVEN.test(compact(right));
  if (!isAmong && !GIVEN.test(compact(left))) return null;
  const asked = isAmong ? left : right;
  const outcome = given(wordsOf(constantOf(asked)), world);
  return /not|!/.test(operator) ? negated(outcome) : outcome;
}

function given(words: readonly string[], world: World): Possible {
  const told = words.map((word): Possible => {
    if (world.runs(word)) return UNKNOWN;
    if (TESTS.test(word)) return possible([false]);
    return SERVER.test(word) ? weakened(possible([false]), 'name') : UNKNOWN;
  });
  const [first] = told;
  if (first === undefined || told.some(({ truth }) => truth === null)) return UNKNOWN;
  return told.reduce((one, other) => weakened(one, other.basis), first);
}

function wordsOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : [];
}
