import type { Test } from '../fix.ts';
import { indented, type Line, line } from '../text/lines.ts';

/** The guard's shapes: the only place that writes `try`, `except`, `else` and `if` for generated code. */

const PASS = [line('pass')];

/**
 * `try: imports / except ImportError: fallback / else: body`; exceptions in `else` are not caught.
 * @see https://docs.python.org/3/reference/compound_stmts.html#else-clause
 */
export function block(
  imports: readonly Line[],
  body: readonly Line[],
  fallback: readonly Line[],
  indent: string,
): Line[] {
  const head = [line('try:'), ...indented(imports, indent), line('except ImportError:')];
  const handler = indented(fallback.length > 0 ? fallback : PASS, indent);
  return body.length === 0 ? [...head, ...handler] : [...head, ...handler, line('else:'), ...indented(body, indent)];
}

/** `try: imports / except ImportError: X = None` for every name that the imports bind. */
export function sentinel(imports: readonly Line[], names: readonly string[], indent: string): Line[] {
  return block(imports, [], names.map(unset), indent);
}

/** The line that binds a missing name. */
export function unset(name: string): Line {
  return line(`${name} = None`);
}

/** `if <present>: body`, with an `else` where there is a fallback. */
export function conditional(test: Test, body: readonly Line[], fallback: readonly Line[], indent: string): Line[] {
  const lines = [line(`if ${test.present}:`), ...indented(body, indent)];
  return fallback.length === 0 ? lines : [...lines, line('else:'), ...indented(fallback, indent)];
}

/** The test of a name that is None without the package. */
export function nameTest(name: string): Test {
  return { present: `${name} is not None`, absent: `${name} is None` };
}

/** The test of a name that is true or false. */
export function flagTest(name: string): Test {
  return { present: name, absent: `not ${name}` };
}

/**
 * The test for a top-level package that does not import it.
 * @see https://docs.python.org/3/library/importlib.html#importlib.util.find_spec
 */
export function specTest(root: string, quote: string): Test {
  const ask = `find_spec(${quote}${root}${quote})`;
  return { present: `${ask} is not None`, absent: `${ask} is None` };
}
