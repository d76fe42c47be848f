import fc from 'fast-check';
import { anyOf, type Code, type Tool } from './code.ts';
import { entry, type Holding, type Kind } from './literals.ts';

/** Displays in displays: entries of the package and others, spliced, chosen, added and put in parentheses. */
export function nestedDisplays(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const { name } = holding;
  const string = anyOf(
    entry(holding, tool),
    fc.constantFrom(...holding.kept).map((text) => `"${text}"`),
  );
  const { rows } = fc.letrec<{ item: string; items: string; rows: string }>((tie) => ({
    item: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      string,
      string,
      string.map((text) => `(${text})`),
      fc.tuple(string, string).map(([one, other]) => `${one} if DEBUG else ${other}`),
      tie('rows').map((rows) => `*${rows}`),
      tie('rows').map((rows) => `*(${rows})`),
      tie('rows').map((rows) => `*(${rows} if DEBUG else [])`),
      fc.tuple(tie('rows'), tie('rows')).map(([one, other]) => `*(${one} if DEBUG else ${other})`),
      fc.tuple(tie('rows'), tie('rows')).map(([one, other]) => `*(${one} + list(${other}))`),
    ),
    items: fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((items) => items.join(', ')),
    rows: tie('items').map((items) => `[${items}]`),
  }));
  const made = kind === 'list' ? 'list' : 'tuple';
  const bare = fc.array(string, { minLength: 2, maxLength: 3 }).map((items) => items.join(', '));
  return anyOf<Code>(
    rows.map((row) => [`${name} = ${made}(${name}) + ${made}(${row})`]),
    rows.map((row) => [`${name} = ${made}([*${name}, *${row}])`]),
    rows.map((row) => ['MORE = \\', `    ${row}`, `${name} += ${made}(MORE)`]),
    bare.map((row) => [`MORE = ${row}`, `${name} += ${made}(MORE)`]),
    bare.map((row) => [`for app in ${row}:`, `    ${name} += ${made}([app])`]),
    bare.map((row) => ['def more():', `    return ${row}`, '', `${name} += ${made}(more())`]),
  );
}
