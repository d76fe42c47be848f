import fc from 'fast-check';
import { anyOf, around, type Code, indented, quoted, type Tool } from './code.ts';
import { brackets, element, entry, type Holding, type Kind, literal, withEntry } from './literals.ts';

/** Unguarded statements that bring a package's entry into a list setting which holds something already. */
export function additions(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const { name } = holding;
  const row = literal(kind, withEntry(holding, tool, 2));
  const string = entry(holding, tool);
  const choices = [sums(name, kind, row, string), splats(name, kind, string), flows(name, kind, row)];
  choices.push(conditional(name, kind, string), slices(name, kind, string), remade(name, kind, string));
  if (kind === 'list') choices.push(methods(holding, row, string), removals(holding, string));
  return anyOf(...choices);
}

/** Additions of nothing but the package's entry: what can stand behind a guard without taking more away. */
export function bareAdditions(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const { name } = holding;
  const row = literal(
    kind,
    element(entry(holding, tool).map((text) => [text])).map((one) => [one]),
  );
  const choices = [
    row.map((code) => around(`${name} += `, code)),
    row.map((code) => around(`${name} = ${name} + `, code)),
  ];
  if (kind === 'list') {
    choices.push(
      entry(holding, tool).map((text) => [`${name}.append(${text})`]),
      entry(holding, tool).map((text) => [`${name}.insert(0, ${text})`]),
      row.map((code) => around(`${name}.extend(`, code, ')')),
    );
  }
  return anyOf(...choices);
}

function sums(name: string, kind: Kind, row: fc.Arbitrary<Code>, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const [open, close] = brackets(kind);
  const comma = kind === 'tuple' ? ',' : '';
  return anyOf(
    row.map((code) => around(`${name} += `, code)),
    row.map((code) => around(`${name} = ${name} + `, code)),
    row.map((code) => around(`${name} = `, code, ` + ${name}`)),
    row.map((code) => [`${name} += \\`, ...indented(code)]),
    string.map((text) => [`${name} = ${name} + \\`, `    ${open}${text}${comma}${close}`]),
    ...(kind === 'tuple' ? [string.map((text) => [`${name} += ${text},`])] : []),
    fc
      .tuple(row, row)
      .map(([left, right]) => [...around(`${name} = `, left, ` + ${name} + ${right[0]}`), ...right.slice(1)]),
    row.map((code) => around(`${name}: ${kind} = ${name} + `, code)),
    row.map((code) => around(`globals()["${name}"] += `, code)),
  );
}

function splats(name: string, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const [open, close] = brackets(kind);
  return anyOf(
    string.map((text) => [`${name} = ${open}*${name}, ${text}${close}`]),
    string.map((text) => [`${name} = ${open}${text}, *${name}${close}`]),
    string.map((text) => [`${name} = ${open}`, `    *${name},`, `    ${text},  # last`, '    "shop.extra",', close]),
    string.map((text) => [`${name} = ${open}`, `    ${text},`, `    *${name},`, close]),
  );
}

function methods({ name, anchor }: Holding, row: fc.Arbitrary<Code>, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const place = fc.constantFrom(
    '0',
    '1',
    '-1',
    `len(${name})`,
    `${name}.index(${quoted(anchor)})`,
    `${name}.index(${quoted(anchor)}) + 1`,
  );
  return anyOf(
    string.map((text) => [`${name}.append(${text})`]),
    fc.tuple(place, string).map(([at, text]) => [`${name}.insert(${at}, ${text})`]),
    fc.tuple(place, string).map(([at, text]) => [`${name}.insert(`, `    ${at},`, `    ${text},`, ')']),
    row.map((code) => around(`${name}.extend(`, code, ')')),
    string.map((text) => [`${name}.append(${text}),`]),
    fc
      .tuple(place, string)
      .map(([at, text]) => [`position = ${at}`, `${name}.insert(position, ${text})`, 'del position']),
    string.map((text) => [`globals()["${name}"].append(${text})`]),
    string.map((text) => [`for app in [${text}, "shop.late"]:`, `    ${name}.append(app)`]),
    string.map((text) => [`if ${text} not in ${name}:`, `    ${name}.append(${text})`]),
  );
}

function slices(name: string, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const [open, close] = brackets(kind);
  const one = (text: string) => (kind === 'list' ? `[${text}]` : `(${text},)`);
  return anyOf(
    string.map((text) => [`${name} = ${name}[:1] + ${one(text)} + ${name}[1:]`]),
    string.map((text) => [`${name} = ${open}*${name}[:2], ${text}, *${name}[2:]${close}`]),
    ...(kind === 'list' ? [string.map((text) => [`${name}[1:1] = [${text}]`])] : []),
  );
}

/** Lists of other names that flow in. */
function flows(name: string, kind: Kind, row: fc.Arbitrary<Code>): fc.Arbitrary<Code> {
  const other = fc.constantFrom('DEV_APPS', 'THIRD_PARTY_APPS', '_extra');
  const target = (make: (code: Code, other: string) => Code) =>
    fc.tuple(row, other).map(([code, to]) => make(code, to));
  const choices = [
    target((code, to) => [...around(`${to} = `, code), `${name} += ${to}`]),
    target((code, to) => [...around(`${to} = `, code), '', `${name} = ${name} + ${to}`]),
    target((code, to) => [...around(`${to} = `, code), `${name} = ${to} + ${name}`]),
    target((code, to) => [...around(`${to} = `, code), `${to} += ${to}`, `${name} = ${to} + ${name}`]),
  ];
  if (kind === 'list') {
    choices.push(
      target((code, to) => [...around(`${to} = `, code), `for app in ${to}:`, `    ${name}.append(app)`]),
      target((code, to) => [...around(`${to} = `, code), `${to}.append("late")`, `${name}.extend(${to})`]),
    );
  }
  return anyOf(...choices);
}

/** Conditional expressions and comprehensions. */
function conditional(name: string, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const none = kind === 'list' ? '[]' : '()';
  const one = (text: string) => (kind === 'list' ? `[${text}]` : `(${text},)`);
  const made = kind === 'list' ? 'list' : 'tuple';
  return anyOf(
    string.map((text) => [`${name} = ${name} + (${one(text)} if DEBUG else ${none})`]),
    string.map((text) => [`${name} += ${one(text)} if DEBUG else ${none}`]),
    string.map((text) => [`${name} = ${made}(app for app in [*${name}, ${text} if DEBUG else None] if app)`]),
    string.map((text) => [`${name} = ${made}(filter(None, [*${name}, ${text} if DEBUG else "", "shop.end"]))`]),
    string.map((text) => [`${name} = ${made}([*${name}, ${text}])`]),
  );
}

function remade(name: string, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const made = kind === 'list' ? 'list' : 'tuple';
  return anyOf(
    string.map((text) => [`${name} = ${made}(list(${name}) + [${text}])`]),
    string.map((text) => [`${name} = list(${name})`, `${name}.insert(0, ${text})`, `${name} = ${made}(${name})`]),
  );
}

/** Additions that a later statement takes back or goes by. */
function removals({ name }: Holding, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  return anyOf(
    string.map((text) => [`${name} += [${text}]`, 'if TESTING:', `    ${name}.remove(${text})`]),
    string.map((text) => [`${name}.append(${text})`, `${name}.insert(${name}.index(${text}), "shop.before")`]),
    string.map((text) => [`${name}.append(${text})`, `${name}.insert(${name}.index(${text}) + 1, "shop.after")`]),
    string.map((text) => [`${name} += [${text}]`, `if TESTING and ${text} in ${name}:`, `    ${name}.remove(${text})`]),
    string.map((text) => [`${name}.insert(0, ${text})`, `${name} = [app for app in ${name} if app != ${text}]`]),
  );
}
