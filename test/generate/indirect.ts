import fc from 'fast-check';
import { anyOf, type Code, indented, quoted, type Tool } from './code.ts';
import { entry, type Holding, type Kind } from './literals.ts';

/** Additions that go through other names, functions and classes, and places that are counted. */
export function indirectAdditions(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const string = entry(holding, tool);
  const choices = [spelled(holding, kind, string), helped(holding, kind, string)];
  if (kind === 'list') choices.push(aliased(holding, string), counted(holding, string), bound(holding, string));
  return anyOf(...choices);
}

const one = (kind: Kind, text: string): string => (kind === 'list' ? `[${text}]` : `(${text},)`);

/** The list under another name. */
function aliased({ name, anchor }: Holding, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  return anyOf(
    string.map((text) => [`alias = ${name}`, `alias.append(${text})`]),
    string.map((text) => [`alias = ${name}`, `alias += [${text}, "shop.late"]`]),
    string.map((text) => [`alias = ${name}`, `${name} += [${text}]`, 'COUNT = len(alias)']),
    string.map((text) => [`alias = ${name} = ["shop.new", ${text}]`, 'alias.append("shop.late")']),
    string.map((text) => [`alias = ${name} = ["shop.new", ${text}]`, `${name} = ${name} + ["shop.late"]`]),
    string.map((text) => [`alias = ${name}`, `${name} = ${name} + [${text}]`, 'alias.append("shop.late")']),
    string.map((text) => [`for each in (${name},):`, `    each.append(${text})`]),
    string.map((text) => [`holder = {"apps": ${name}}`, `holder["apps"].append(${text})`]),
    string.map((text) => [`holder = [${name}, []]`, `holder[0].insert(1, ${text})`]),
    string.map((text) => [`(alias := ${name}).append(${text})`]),
    string.map((text) => [`alias, OTHER = ${name}, 1`, `alias.insert(alias.index(${quoted(anchor)}), ${text})`]),
    string.map((text) => [`alias = ${name}[:]`, `alias.append(${text})`, `${name} = alias`]),
    string.map((text) => [`alias = list(${name})`, `${name}.append(${text})`, 'LAST = alias[-1]']),
    string.map((text) => [`with_tool = ${name}.copy()`, `with_tool.insert(0, ${text})`, `${name}[:] = with_tool`]),
  );
}

/** Numbers that say where something stands. */
function counted({ name, anchor }: Holding, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const place = `${name}.index(${quoted(anchor)})`;
  const added = anyOf(
    string.map((text) => [`${name}.append(${text})`]),
    string.map((text) => [`${name}.insert(0, ${text})`]),
    string.map((text) => [`where = ${place}`, `${name}.insert(where, ${text})`, 'del where']),
    string.map((text) => [`where = ${place}`, `${name}.insert(where + 1, ${text})`, 'del where']),
    string.map((text) => [`${name} += [${text}, "shop.late"]`]),
  );
  const asked = fc.constantFrom<Code>(
    [`${name}.pop()`],
    [`${name}.pop(0)`],
    [`del ${name}[0]`],
    [`del ${name}[-1:]`],
    [`FIRST, *REST = ${name}`],
    [`*REST, LAST = ${name}`],
    [`LAST = ${name}[-1]`],
    [`SECOND = ${name}[1:2]`],
    [`COUNT = len(${name})`],
    [`${name}.insert(len(${name}) - 1, "shop.before")`],
    [`${name}[0] = "shop.first"`],
    [`${name}[-1:] = ["shop.last"]`],
    [`${name}.reverse()`],
    [`${name}.sort()`],
    [`${name} = sorted(${name})`],
    [`${name} = [app for i, app in enumerate(${name}) if i != 1]`],
    [
      `for i in range(len(${name})):`,
      `    if ${name}[i] == ${quoted(anchor)}:`,
      `        ${name}[i] = "shop.changed"`,
      'del i',
    ],
    [`PAIRS = list(zip(${name}, range(3)))`],
    [`assert ${name}[0] != "nothing"`],
    [`assert len(${name}) < 50`],
    [`if len(${name}) > 4:`, `    ${name}.append("shop.many")`],
    [`${name} = ${name}[::-1]`],
    [`${name} = ${name} * 1`],
    [`BIGGEST = max(${name})`],
    [`where = ${place}`, `${name}.insert(where, "shop.there")`, 'del where'],
    [`where = ${place} + 1`, `${name}.insert(where, "shop.there")`, 'del where'],
    [`COUNT = ${name}.count(${quoted(anchor)})`],
    [`${name}.remove(${quoted(anchor)})`],
    [`JOINED = ",".join(${name})`],
    [`${name} = list(dict.fromkeys(${name}))`],
    [`INDEX = {app: i for i, app in enumerate(${name})}`],
    [`iterator = iter(${name})`, 'FIRST = next(iterator)'],
  );
  return anyOf(
    fc.tuple(added, asked).map(([first, then]) => [...first, ...then]),
    fc.tuple(added, asked).map(([first, then]) => ['position = 1', ...first, '', ...then]),
    fc.tuple(added, asked).map(([first, then]) => [...first, 'if DEBUG:', ...indented(then)]),
    fc.tuple(added, asked).map(([first, then]) => ['if DEBUG:', ...indented(first), ...then]),
  );
}

/** Methods that are named before they are called. */
function bound({ name }: Holding, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  return anyOf(
    string.map((text) => [`add = ${name}.append`, `add(${text})`]),
    string.map((text) => [`add = ${name}.append`, 'add("shop.late")', `add(${text})`]),
    string.map((text) => [`list.append(${name}, ${text})`]),
    string.map((text) => [`list.insert(${name}, 0, ${text})`]),
    string.map((text) => [`place = ${name}.insert`, `place(1, ${text})`]),
    string.map((text) => [`more = ${name}.extend`, `more([${text}, "shop.late"])`]),
    string.map((text) => [`${name}.__iadd__([${text}])`]),
    string.map((text) => [`getattr(${name}, "append")(${text})`]),
    string.map((text) => [`for add in (${name}.append,):`, `    add(${text})`]),
  );
}

/** Functions of the module that add. */
function helped({ name }: Holding, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const shared: fc.Arbitrary<Code>[] = [
    string.map((text) => ['def extra():', `    return ${one(kind, text)}`, '', `${name} = ${name} + extra()`]),
    string.map((text) => ['def both(a, b):', '    return a + b', '', `${name} = both(${name}, ${one(kind, text)})`]),
    string.map((text) => [
      ...['def setup():', `    global ${name}`, `    ${name} = ${one(kind, text)} + ${name}`],
      ...['', 'if not TESTING:', '    setup()'],
    ]),
  ];
  if (kind === 'list') {
    shared.push(
      string.map((text) => ['def add(app):', `    ${name}.append(app)`, '', `add(${text})`]),
      string.map((text) => ['def add(app):', `    ${name}.append(app)`, '', 'add("shop.late")', `add(${text})`]),
      string.map((text) => ['def add(apps, app):', '    apps.insert(0, app)', '', `add(${name}, ${text})`]),
      string.map((text) => ['def add(*apps):', `    ${name}.extend(apps)`, '', `add("shop.late", ${text})`]),
      string.map((text) => [
        ...['def add(app):', `    ${name}.append(app)`, `    ${name}.append("shop.beside")`, '', `add(${text})`],
      ]),
      string.map((text) => [
        ...[
          'def add(app, at=0):',
          `    ${name}.insert(at, app)`,
          `    return len(${name})`,
          '',
          `COUNT = add(${text})`,
        ],
      ]),
      string.map((text) => [`add = lambda app: ${name}.append(app)`, `add(${text})`]),
    );
  }
  return anyOf(...shared);
}

/** Names of the package that no single string spells, or that other names hold. */
function spelled({ name }: Holding, kind: Kind, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const parts = string.map((text) => [text.slice(1, 6), text.slice(6, -1)] as const);
  const add = (text: string) => [`${name} += ${one(kind, text)}`];
  return anyOf(
    string.map((text) => [`TOOL_APP = ${text}`, ...add('TOOL_APP')]),
    string.map((text) => [`TOOL_APP = ${text}`, 'OTHER_APP = TOOL_APP', ...add('OTHER_APP')]),
    parts.map(([a, b]) => add(`"${a}" "${b}"`)),
    parts.map(([a, b]) => add(`"${a}" + "${b}"`)),
    parts.map(([a, b]) => [`TOOL_APP = "${a}" + "${b}"`, ...add('TOOL_APP')]),
    parts.map(([a, b]) => [`HALF = "${a}"`, ...add(`f"{HALF}${b}"`)]),
    parts.map(([a, b]) => [`HALF = "${a}"`, ...add(`HALF + "${b}"`)]),
    parts.map(([a, b]) => add(`"%s${b}" % "${a}"`)),
    parts.map(([a, b]) => add(`"{}{}".format("${a}", "${b}")`)),
    parts.map(([a, b]) => add(`"".join(["${a}", "${b}"])`)),
    string.map((text) => add(`"${text.slice(1, -1).replace('_', '\\x5f').replace(/^s/, '\\x73')}"`)),
    string.map((text) => ['class Names:', `    TOOL = ${text}`, '', ...add('Names.TOOL')]),
    string.map((text) => [`NAMES = {"tool": ${text}, "own": "shop.own"}`, ...add('NAMES["tool"]')]),
    string.map((text) => [`NAMES = [${text}, "shop.own"]`, ...add('NAMES[0]')]),
    string.map((text) => [`NAMES = {${text}: "tool"}`, `${name} += ${kind}(NAMES)`]),
    string.map((text) => [`TOOL_APP = ${text} if DEBUG else "shop.other"`, ...add('TOOL_APP')]),
    string.map((text) => [`TOOL_APP = "shop.other"`, 'if DEBUG:', `    TOOL_APP = ${text}`, ...add('TOOL_APP')]),
  );
}
