import type { Node } from '../../types.ts';
import { calledName, compact, field, items, stringValue, unwrap } from '../syntax/tree.ts';

/** A literal's value, or that of a list of them. */
export type Value = string | number | boolean | null | readonly Value[];

/** What a call returns when nothing is set from outside: an expression, and what the call makes of its value. */
export interface StandsFor {
  readonly expression: Node;
  readonly change: (value: Value) => Value;
  /** Whether it is a default, which something else may take the place of. */
  readonly isDefault: boolean;
}

/** Functions that read a truth value out of a string, such as `strtobool("0")`. */
const READS = /bool|true|eval|^int$|^loads$|^parse/i;
const SAYS_NO = /^(|0|f|n|no|off|false|none)$/i;
const CHANGES: ReadonlyMap<string, (text: string) => string> = new Map([
  ['lower', (text) => text.toLowerCase()],
  ['casefold', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['strip', (text) => text.trim()],
]);

/**
 * The truth of a value, as Python's `bool()` has it.
 * @see https://docs.python.org/3/library/stdtypes.html#truth-value-testing
 */
export function truth(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/**
 * Reads look-ups with a default, such as `os.environ.get("DEBUG", "1")`, and calls that read or change a value.
 * @returns null for any other call.
 */
export function standsFor(call: Node): StandsFor | null {
  const name = calledName(call) ?? '';
  const list = field(call, 'arguments');
  const given = list?.type === 'argument_list' ? items(list) : [];
  if (given.length === 0) return changed(call, name);
  const standard = defaultOf(call);
  const casts = READS.test(name) || keyword(given, 'cast') !== null;
  if (standard !== null) return { expression: standard, change: casts ? read : asItIs, isDefault: true };
  const [only, ...more] = given as [Node, ...Node[]];
  if (more.length > 0 || only.type === 'keyword_argument') return null;
  if (name === 'bool') return { expression: only, change: truth, isDefault: false };
  if (READS.test(name)) return { expression: only, change: read, isDefault: false };
  return name === 'str' ? { expression: only, change: asItIs, isDefault: false } : null;
}

/** `value.lower()`. */
function changed(call: Node, name: string): StandsFor | null {
  const called = field(call, 'function');
  const subject = called?.type === 'attribute' ? field(called, 'object') : null;
  const change = CHANGES.get(name);
  if (subject === null || change === undefined) return null;
  return {
    expression: subject,
    change: (value) => (typeof value === 'string' ? change(value) : value),
    isDefault: false,
  };
}

/** The default of a look-up by a literal name: its second argument (`getattr`: its third), or `default=`; else null. */
export function defaultOf(call: Node): Node | null {
  const list = call.type === 'call' ? field(call, 'arguments') : null;
  const given = list?.type === 'argument_list' ? items(list) : [];
  const [first, second, third] = given;
  const asksObject = calledName(call) === 'getattr';
  const key = asksObject ? second : first;
  if (key === undefined || stringValue(unwrap(key)) === null) return null;
  const standard = asksObject ? third : second;
  if (standard !== undefined && standard.type !== 'keyword_argument') return standard;
  return keyword(given, 'default');
}

/** The value of a keyword argument; null where it is not given. */
export function keyword(given: readonly Node[], name: string): Node | null {
  for (const at of given) {
    const written = at.type === 'keyword_argument' ? field(at, 'name') : null;
    if (written !== null && compact(written) === name) return field(at, 'value');
  }
  return null;
}

/** What a function such as `strtobool` makes of a value. */
export function read(value: Value): Value {
  return typeof value === 'string' ? !SAYS_NO.test(value.trim()) : truth(value);
}

function asItIs(value: Value): Value {
  return value;
}
