import type { Finding, Node } from '../src/types.ts';

/**
 * The lines of `before` that a rewrite had no business with and that `after` does not have in their old order.
 * A line is the rewrite's business where it belongs to the statement of a finding or is the header of the `if` around
 * it; indentation may change anywhere, since lines move into a guard.
 * @returns the lines that are gone, changed or out of order, with their line numbers.
 */
export function disturbedLines(root: Node, before: string, after: string, findings: readonly Finding[]): string[] {
  const busy = new Set(
    findings.flatMap(({ start, end }) => [
      ...linesOf(before, statementAround(root, start, end)),
      ...linesOf(before, headerAround(root, start, end)),
    ]),
  );
  const now = split(after);
  const disturbed: string[] = [];
  let place = 0;
  for (const [index, line] of split(before).entries()) {
    if (busy.has(index) || line.trim() === '') continue;
    const found = now.findIndex((other, at) => (at >= place && sameLine(line, other)) || givesWay(line, other));
    if (found === -1) disturbed.push(`${index + 1}: ${line}`);
    else place = found + 1;
  }
  return disturbed;
}

/** Lines with their line ends. */
function split(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A handler's `pass` gives way to a value for the names that its guard leaves without one. */
function givesWay(line: string, other: string): boolean {
  const [, before, behind] = /^\s*((?:except\b.*:\s*)?)pass\b([\s\S]*)$/.exec(line) ?? [];
  const now = other.trimStart();
  if (before === undefined || behind === undefined || !now.startsWith(before) || !now.endsWith(behind)) return false;
  return /^(\w+ = )+None$/.test(now.slice(before.length, now.length - behind.length));
}

/** A last line without a newline may get one. */
function sameLine(line: string, other: string): boolean {
  const [left, right] = [line.trimStart(), other.trimStart()];
  return left === right || (!left.endsWith('\n') && left === right.replace(/\r?\n$/, ''));
}

/** The innermost statement around a place; of a compound statement only its first line counts. */
function statementAround(root: Node, start: number, end: number): { start: number; end: number } {
  let statement = root;
  let node: Node | undefined = root;
  while (node !== undefined) {
    if (node.type.endsWith('_statement') || node.type.endsWith('_definition')) statement = node;
    node = node.children.find((child) => child.start <= start && end <= child.end);
  }
  const body = statement.children.find(({ type }) => type === 'block');
  return { start: statement.start, end: body === undefined ? statement.end : body.start };
}

/** The first line of the innermost `if` around a place: the test may go into its condition. */
function headerAround(root: Node, start: number, end: number): { start: number; end: number } {
  let header = { start, end };
  let node: Node | undefined = root;
  while (node !== undefined) {
    const body: Node | undefined = node.children.find(({ type }) => type === 'block');
    if (node.type === 'if_statement' && body !== undefined) header = { start: node.start, end: body.start };
    node = node.children.find((child) => child.start <= start && end <= child.end);
  }
  return header;
}

function linesOf(text: string, { start, end }: { start: number; end: number }): readonly number[] {
  const first = text.slice(0, start).split('\n').length - 1;
  const last = first + text.slice(start, end).split('\n').length - 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
