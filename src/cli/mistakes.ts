import { reasonOf, type UsageError } from '../util/errors.ts';
import { printedLines } from '../util/printable.ts';

/** A mistake in one line, and below it what a program printed that made it one. */
export function mistakeLines({ message, output }: UsageError): readonly string[] {
  return [`djguard: ${message}`, ...(output === null ? [] : printedLines(output).map((line) => `    ${line}`))];
}

/** An error that is djguard's own, with the places it went through. */
export function bugLines(error: unknown): readonly string[] {
  const stack = (error instanceof Error ? error.stack : null) ?? '';
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  const name = error instanceof Error ? `${error.name}: ` : '';
  return [`djguard: this is a bug in djguard: ${name}${reasonOf(error)}`, ...frames];
}
