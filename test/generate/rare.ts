import fc from 'fast-check';
import { anyOf, around, type Code, indented, TOOLS, type Tool } from './code.ts';
import { brackets, entry, type Holding, type Kind, literal, withEntry } from './literals.ts';

/** Forms that few projects have, each seen or near to one that was. */
export function rareAdditions(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const { name } = holding;
  const row = literal(kind, withEntry(holding, tool, 2));
  const string = entry(holding, tool);
  return anyOf(
    chains(name, kind, row, string),
    branches(name, kind, string, tool),
    spellings(name, kind, string, tool),
    loops(name, kind, holding, tool),
  );
}

const one = (kind: Kind, text: string): string => (kind === 'list' ? `[${text}]` : `(${text},)`);

function chains(name: string, kind: Kind, row: fc.Arbitrary<Code>, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const none = kind === 'list' ? '[]' : '()';
  const own = one(kind, '"shop.late"');
  return anyOf(
    row.map((code) => around(`FIRST_APPS = ${name}_COPY = `, code).concat(`${name} = ${name} + FIRST_APPS`)),
    string.map((text) => [`${name} = ${own} + (${one(kind, text)} if DEBUG else ${none}) + ${name}`]),
    string.map((text) => [`${name} = (`, `    ${own}`, `    + ${one(kind, text)}  # the tool`, `    + ${name}`, ')']),
    string.map((text) => [`${name} = ${name} + ${own} + ${one(kind, text)}`]),
    row.map((code) => [
      ...around('LOCAL_APPS = ', code),
      `DEV_APPS = LOCAL_APPS + ${own}`,
      `${name} = DEV_APPS + ${name}`,
    ]),
    row.map((code) => [`${name} = (`, ...indented(code), `) + ${name}`]),
    string.map((text) => [`EXTRA, OTHER = ${one(kind, text)}, 1`, `${name} += EXTRA`]),
    string.map((text) => [`EXTRA = {"dev": ${one(kind, text)}, "test": ${none}}`, `${name} += EXTRA["dev"]`]),
  );
}

/** The same list in several branches, with other packages' guards around or beside. */
function branches(name: string, kind: Kind, string: fc.Arbitrary<string>, tool: Tool): fc.Arbitrary<Code> {
  const other = TOOLS.find(({ root }) => root !== tool.root) ?? tool;
  return anyOf(
    string.map((text) => [
      ...['if DEBUG:', `    ${name} += ${one(kind, text)}`, 'elif TESTING:', `    ${name} += ${one(kind, text)}`],
      ...['else:', `    ${name} += ${one(kind, '"shop.prod"')}`],
    ]),
    string.map((text) => [
      ...['try:', `    import ${other.root}`, 'except ImportError:', '    OTHER_TOOL = False', 'else:'],
      ...['    OTHER_TOOL = True', '', `${name} += ${one(kind, text)}`],
    ]),
    string.map((text) => [
      ...['try:', '    from local_settings import SECRET', 'except ImportError:'],
      ...['    SECRET = "none"', `    ${name} += ${one(kind, text)}`],
    ]),
    string.map((text) => ['TOOLBAR = DEBUG and not TESTING', 'if TOOLBAR:', `    ${name} += ${one(kind, text)}`]),
    string.map((text) => [
      ...['if DEBUG:', `    import ${tool.root}  # noqa: F401`, '', `    ${name} += ${one(kind, text)}`],
      ...['', 'if DEBUG:', `    ${name} += ${one(kind, text)}`],
    ]),
    string.map((text) => [
      `def load():`,
      `    global ${name}`,
      `    ${name} = ${name} + ${one(kind, text)}`,
      '',
      'load()',
    ]),
  );
}

/** Other spellings of strings and brackets. */
function spellings(name: string, kind: Kind, string: fc.Arbitrary<string>, tool: Tool): fc.Arbitrary<Code> {
  const [open, close] = brackets(kind);
  return anyOf(
    string.map((text) => [`${name} += ${one(kind, `r${text}`)}`]),
    string.map((text) => [`${name} += ${open}`, `    ${text}`, `    ,${close}`]),
    string.map((text) => [
      `${name} += ${open}  # tools`,
      `    "shop.a", ${text},`,
      `    "shop.b"]`.replace(']', close),
    ]),
    string.map((text) => [`${name} += ${open}${text} , "shop.a" ,${close}`]),
    string.map((text) => [`${name}+=${open}${text},"shop.a"${close}`]),
    fc.constant<Code>([`${name} += ${open}"${tool.root}." "tools", "shop.a"${close}`]),
    string.map((text) => [`${name} += ${one(kind, text)};`]),
    string.map((text) => [`${name} += ${one(kind, text)}  # tools: ${tool.root}`, '# and a line below']),
  );
}

function loops(name: string, kind: Kind, holding: Holding, tool: Tool): fc.Arbitrary<Code> {
  const row = literal(kind, withEntry(holding, tool, 2));
  return anyOf(
    row.map((code) => around('for tool in ', code, ':').concat(`    ${name} += ${one(kind, 'tool')}`)),
    row.map((code) => [...around(`${name} += ${kind}(tool for tool in `, code), '    if tool)']),
    row.map((code) => around(`${name} = ${kind}(dict.fromkeys(${name} + `, code, '))')),
    row.map((code) => around(`${name} = sorted(${name} + `, code, ')')),
    row.map((code) => around(`${name} = ${kind}(reversed(`, code, `)) + ${name}`)),
    row.map((code) => around(`${name} += `, code, '[:1]')),
    row.map((code) => around(`${name} += `, code, ' * 1')),
    row.map((code) =>
      around(`${name} += `, code, ' if DEBUG else ').map((line, i, all) =>
        i === all.length - 1 ? `${line}${kind === 'list' ? '[]' : '()'}` : line,
      ),
    ),
  );
}
