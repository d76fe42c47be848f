import type { Default } from '../../../types.ts';
import { truth, type Value } from '../calls.ts';

/** What speaks for a truth: values, a default that the environment may change, or no more than a name. */
export type Basis = 'value' | 'default' | 'name';

/** What an expression may be where production runs. */
export interface Possible {
  /** What it is known to be able to be. */
  readonly values: readonly Value[];
  /** Whether it may be something else, too. */
  readonly open: boolean;
  /** Its truth, as Python's `bool()` has it; null where that is not known. */
  readonly truth: boolean | null;
  /** What speaks for that truth. */
  readonly basis: Basis;
  /** The default that decides it, or would; left out where none does. */
  readonly standard?: Default;
}

/** An expression of which nothing is known. */
export const UNKNOWN: Possible = { values: [], open: true, truth: null, basis: 'value' };

const BASES: readonly Basis[] = ['value', 'default', 'name'];

/** What has one of some values, or, where it is open, any other. */
export function possible(values: readonly Value[], open = false): Possible {
  const truths = new Set(values.map(truth));
  const [only] = truths;
  return { values, open, truth: !open && truths.size === 1 ? (only as boolean) : null, basis: 'value' };
}

/** The same, where something that counts no more than a basis lets it count. */
export function weakened(value: Possible, basis: Basis): Possible {
  return { ...value, basis: weaker(value.basis, basis) };
}

/** The basis of what rests on both. */
export function weaker(one: Basis, other: Basis): Basis {
  return BASES[Math.max(BASES.indexOf(one), BASES.indexOf(other))] as Basis;
}

/** What is either of two. */
export function either(one: Possible, other: Possible): Possible {
  return {
    values: [...one.values, ...other.values],
    open: one.open || other.open,
    truth: one.truth === other.truth ? one.truth : null,
    basis: weaker(one.basis, other.basis),
    ...restingOn(one, other),
  };
}

/** The first default that decides one of some values, as a part of what they come to. */
export function restingOn(...values: readonly Possible[]): Pick<Possible, 'standard'> {
  const standard = values.find((value) => value.standard !== undefined)?.standard;
  return standard === undefined ? {} : { standard };
}

/** The truth of a value where the default holds that it rests on; null where none decides it. */
export function truthByDefault({ truth: known, values, standard }: Possible): boolean | null {
  return known ?? (standard === undefined ? null : possible(values).truth);
}

/** What is there where a default holds, on which more than this value rests. */
export function assumed(value: Possible, on: Possible): Possible {
  return { ...value, open: true, truth: null, ...restingOn(on) };
}

/** The same, changed value by value; what changes truths gives a truth where the values do. */
export function changed(value: Possible, change: (value: Value) => Value): Possible {
  return { ...weakened(possible(value.values.map(change), value.open), value.basis), ...restingOn(value) };
}

/** The contrary. */
export function negated(value: Possible): Possible {
  const { truth: holds, basis } = value;
  return { ...changed(value, (each) => !truth(each)), truth: holds === null ? null : !holds, basis };
}

/**
 * `a and b`, or `a or b`: one side decides alone where it can.
 * @see https://docs.python.org/3/reference/expressions.html#boolean-operations
 */
export function joined(left: Possible, right: Possible, decides: boolean): Possible {
  const deciding = [left, right].filter((side) => side.truth === decides).sort(byBasis)[0];
  const first = left.values.filter((value) => truth(value) === decides);
  const passes = left.open || first.length < left.values.length;
  const values = [...first, ...(passes ? right.values : [])];
  const open = left.open || (passes && right.open);
  if (deciding !== undefined) return { values, open, truth: decides, basis: deciding.basis, ...restingOn(deciding) };
  const standing = [left, right].find((side) => truthByDefault(side) === decides);
  if (standing !== undefined) return { ...standing, values: [decides], open: true, truth: null };
  const isSure = left.truth !== null && right.truth !== null;
  const basis = weaker(left.basis, right.basis);
  return { values, open, truth: isSure ? !decides : null, basis, ...restingOn(left, right) };
}

function byBasis(one: Possible, other: Possible): number {
  return BASES.indexOf(one.basis) - BASES.indexOf(other.basis);
}

/**
 * What a name says of a truth counts where no value says the contrary.
 * @param isPlain whether a default that says the contrary does not count either.
 */
export function guessed(value: Possible, guess: boolean | null, isPlain: boolean): Possible {
  if (guess === null || value.truth !== null) return value;
  const isContrary = value.values.some((each) => truth(each) !== guess);
  if (isContrary && !isPlain) return value;
  const basis = isContrary || value.values.length === 0 ? 'name' : 'default';
  return { ...value, truth: guess, basis: weaker(value.basis, basis) };
}
