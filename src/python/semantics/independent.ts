import type { Node } from '../../types.ts';
import { descendants, field, items, textOf } from '../syntax/tree.ts';
import { reaching } from './definitions/reaching.ts';
import { namesOfSame } from './lists/shared.ts';
import { FILLS } from './mutation.ts';

/** Code that is to run earlier or later than it stands. */
export interface Movable {
  /** All names in it. */
  readonly names: ReadonlySet<string>;
  /** The names whose lists it fills, where they stand in the code that it comes from. */
  readonly targets: readonly Node[];
}

/** Expressions that call nothing, and read no more than the names in them. */
const PLAIN =
  /^(string|string_start|string_content|string_end|escape_sequence|concatenated_string|integer|float|true|false|none|identifier|list|tuple|set|dictionary|pair|list_splat|dictionary_splat|binary_operator|unary_operator|not_operator|boolean_operator|comparison_operator|conditional_expression|parenthesized_expression|expression_list|comment|type|line_continuation)$/;

/**
 * Whether code and a statement may change places, so that nobody can tell: neither reads or changes what the other
 * does, by whatever name, and the statement calls nothing that is not known.
 * @see https://docs.python.org/3/reference/simple_stmts.html#assignment-statements
 */
export function isIndependent({ names, targets }: Movable, statement: Node): boolean {
  const parts = partsOf(statement);
  if (parts === null || !parts.every(isPlain)) return false;
  const own = parts.flatMap((part) => descendants(part)).filter(({ type }) => type === 'identifier');
  const others = new Set(own.map((node) => textOf(node)));
  if ([...names].some((name) => others.has(name))) return false;
  return targets.every((target) => {
    const same = namesOfSame(target, target);
    return ![...others].some(
      (name) =>
        same.has(name) ||
        mayBeSame(
          target,
          own.find((node) => textOf(node) === name),
        ),
    );
  });
}

/** The expressions of a statement that sets or fills one name; null for any other. */
function partsOf(statement: Node): readonly Node[] | null {
  const code = statement.type === 'expression_statement' ? items(statement)[0] : undefined;
  if (code?.type === 'string') return [];
  if (code?.type === 'call') {
    const called = field(code, 'function') as Node;
    const list = called.type === 'attribute' ? field(called, 'object') : null;
    const fills = list?.type === 'identifier' && FILLS.has(textOf(field(called, 'attribute') as Node));
    return fills ? [list, ...items(field(code, 'arguments') as Node)] : null;
  }
  if (code === undefined || !/^(augmented_)?assignment$/.test(code.type)) return null;
  const [left, right] = [field(code, 'left'), field(code, 'right')];
  return left?.type === 'identifier' && right !== null ? [left, right] : null;
}

function isPlain(expression: Node): boolean {
  return descendants(expression).every(({ named, type }) => !named || PLAIN.test(type));
}

/** Whether two names that a star import may bring may be two names of one list: `INSTALLED_APPS = THIRD_PARTY_APPS`. */
function mayBeSame(target: Node, other: Node | undefined): boolean {
  if (other === undefined || target.type !== 'identifier') return target.type !== 'identifier';
  const [one, two] = [target, other].map((node) => lastWord(textOf(node)));
  return one === two && [target, other].every((node) => reaching(node, textOf(node)).unbound);
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('_') + 1);
}
