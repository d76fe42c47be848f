import fc from 'fast-check';
import type { Code } from './code.ts';

/** How a module is written, apart from what it says. */
export interface Layout {
  readonly indent: string;
  readonly newline: 'LF' | 'CRLF' | 'mixed';
  readonly final: boolean;
  readonly quotes: 'double' | 'single' | 'mixed';
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom('    ', '    ', '  ', '\t'),
  newline: fc.constantFrom('LF', 'LF', 'CRLF', 'mixed'),
  final: fc.constantFrom(true, true, true, false),
  quotes: fc.constantFrom('double', 'double', 'single', 'mixed'),
});

/** Writes lines of the neutral layout in another one. */
export function layOut(code: Code, { indent, newline, final, quotes }: Layout): string {
  let strings = 0;
  const lines = code.map((line) => {
    const level = /^(?: {4})*/.exec(line)?.[0].length ?? 0;
    const rest = line.slice(level).replace(/"""|"([^"]*)"/g, (string, inside: string | undefined) => {
      if (inside === undefined || quotes === 'double') return string;
      strings += 1;
      return quotes === 'single' || strings % 2 === 0 ? `'${inside}'` : string;
    });
    return indent.repeat(level / 4) + rest;
  });
  const ends = lines.map((_, i) => (newline === 'LF' || (newline === 'mixed' && i % 3 === 0) ? '\n' : '\r\n'));
  return lines.map((line, i) => (final || i < lines.length - 1 ? line + ends[i] : line)).join('');
}
