import { definitionsOf } from '../../python/semantics/definitions/bindings.ts';
import { identifiers } from '../../python/syntax/query.ts';
import type { SourceFile } from '../../types.ts';
import type { Test } from '../fix.ts';
import { indented, type Line, line } from '../text/lines.ts';

/** The guard's shapes: the only place that writes `try`, `except`, `else` and `if` for generated code. */

const PASS = [line('pass')];

/** What a guard asks for, and where. */
export interface Asked {
  readonly source: SourceFile;
  /** The package's root. */
  readonly root: string;
}

/**
 * `try: imports / except ImportError: fallback / else: body`; exceptions in `else` are not caught.
 * @see https://docs.python.org/3/reference/compound_stmts.html#else-clause
 */
export function block(
  imports: readonly Line[],
  body: readonly Line[],
  fallback: readonly Line[],
  asked: Asked,
): Line[] {
  const { indent } = asked.source;
  const head = [line('try:'), ...indented(imports, indent), ...handler(fallback, asked)];
  return body.length === 0 ? head : [...head, line('else:'), ...indented(body, indent)];
}

/**
 * `except ImportError: fallback`, or `except ModuleNotFoundError` that raises again what another module lacks.
 * @see https://docs.python.org/3/library/exceptions.html#ImportError
 */
function handler(fallback: readonly Line[], asked: Asked): Line[] {
  const { indent, guard } = asked.source;
  const own = [...warning(asked), ...fallback];
  if (guard.exception === 'ImportError')
    return [line('except ImportError:'), ...indented(own.length > 0 ? own : PASS, indent)];
  const name = errorName(asked.source);
  const raised = [line(`if ${name}.name != "${asked.root}":`), line(`${indent}raise`)];
  return [line(`except ModuleNotFoundError as ${name}:`), ...indented([...raised, ...own], indent)];
}

/** A name that the file does not use: a handler unbinds its own. */
function errorName({ root }: SourceFile): string {
  const names = ['error', 'exc', 'import_error'];
  return names.find((name) => identifiers(root, name).length === 0) ?? '_import_error';
}

/**
 * The statement that warns where the package is missing; none where nobody wants that.
 * @see https://docs.python.org/3/library/warnings.html#warnings.warn
 */
export function warning({ source, root }: Asked): Line[] {
  return warns(source) ? [line(`warnings.warn("${root} is not installed", stacklevel=1)`)] : [];
}

/** `try: imports / except ImportError: X = None` for every name that the imports bind. */
export function sentinel(imports: readonly Line[], names: readonly string[], asked: Asked): Line[] {
  return block(imports, [], names.map(unset), asked);
}

/** Whether guards warn: where that is wanted, and the name `warnings` is that of the module, or free. */
export function warns({ root, guard }: SourceFile): boolean {
  if (guard.missing !== 'warn') return false;
  return definitionsOf(root, 'warnings').every(({ kind }) => kind === 'import');
}

/** `NAME = <present>`, and a warning where that is false and somebody wants one. */
export function flag(name: string, { present }: Test, asked: Asked): Line[] {
  const warned = warning(asked);
  const lines = warned.length === 0 ? [] : [line(`if not ${name}:`), ...indented(warned, asked.source.indent)];
  return [line(`${name} = ${present}`), ...lines];
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
