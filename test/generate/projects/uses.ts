import fc from 'fast-check';
import { type Code, indented } from '../code.ts';

const TOOL = 'debug_toolbar';

/** A use of something that another module offers. */
export interface Use {
  readonly form: string;
  readonly code: Code;
}

const uses = (...all: readonly (readonly [string, ...string[]])[]): fc.Arbitrary<Use> =>
  fc.constantFrom(...all.map(([form, ...code]) => ({ form: `use:${form}`, code })));

/** What a module does with a list. @param at the expression that it is. @param to a name of its own. */
export function listUses(at: string, to: string, kind: 'list' | 'tuple'): fc.Arbitrary<Use> {
  const plain = fc.oneof(readings(at, to), own(at));
  const dangerous = kind === 'list' ? fc.oneof(changes(at, to), plain) : plain;
  const adding = kind === 'list' ? [{ weight: 1, arbitrary: additions(at) }] : [];
  return fc.oneof({ weight: 4, arbitrary: harmless(at, to, kind) }, { weight: 1, arbitrary: dangerous }, ...adding);
}

const harmless = (at: string, to: string, kind: 'list' | 'tuple') =>
  uses(
    ['loop', `${to} = []`, `for TOOL_EACH in ${at}:`, `    ${to}.append(TOOL_EACH)`],
    ['copy', `${to} = [*${at}]`],
    ['filter', `${to} = [each for each in ${at} if each != "a"]`],
    ['membership', `${to} = "a" in ${at}`],
    ['sorted', `${to} = sorted(${at})`],
    ['with more', `${to} = [*${at}, "own"]`],
    ...(kind === 'list' ? inPlace(at) : []),
  );

/** What puts the package into a list. */
const additions = (at: string) =>
  uses(
    ['adds it', `${at}.append("${TOOL}.two")`],
    ['adds it', `${at}.insert(0, "${TOOL}.two")`],
    ['adds it', `${at} += ["${TOOL}.two"]`],
    ['adds it', `${at}.insert(1, "${TOOL}.two")`],
    ...(at.includes('.') ? [] : [['adds it', `${at} = [*${at}, "${TOOL}.two"]`] as const]),
  );

const inPlace = (at: string): readonly (readonly [string, string])[] => [
  ['append', `${at}.append("own")`],
  ['extend', `${at}.extend(["own", "two"])`],
  ['insert first', `${at}.insert(0, "own")`],
  ['insert by index', `${at}.insert(${at}.index("a") + 1, "own")`],
  ['remove', `${at}.remove("a")`],
];

const changes = (at: string, to: string) =>
  uses(
    ['pop', `${at}.pop()`],
    ['pop first', `${at}.pop(0)`],
    ['pop by number', `${at}.pop(1)`],
    ['insert', `${at}.insert(1, "own")`],
    ['insert', `${at}.insert(2, "own")`],
    ['insert first', `${at}.insert(0, "own")`],
    ['insert by index', `${at}.insert(${at}.index("a") + 1, "own")`],
    ['insert before the last', `${at}.insert(-1, "own")`],
    ['insert by length', `${at}.insert(len(${at}), "own")`],
    ['del', `del ${at}[1]`],
    ['del slice', `del ${at}[1:]`],
    ['set by number', `${at}[1] = "own"`],
    ['set slice', `${at}[1:1] = ["own"]`],
    ['append', `${at}.append("own")`],
    ['extend', `${at}.extend(["own", "two"])`],
    ['remove', `${at}.remove("a")`],
    ['remove it', `if "${TOOL}" in ${at}:`, `    ${at}.remove("${TOOL}")`],
    ['alias', `${to} = ${at}`, `${to}.pop()`],
    ['alias', `${to} = ${at}`, `${to}.append("own")`],
    ['sort', `${at}.sort()`],
    ['clear', `${at}.clear()`, `${at}.append("own")`],
  );

const readings = (at: string, to: string) =>
  uses(
    ['number', `${to} = ${at}[1]`],
    ['number', `${to} = ${at}[-1]`],
    ['slice', `${to} = list(${at}[1:])`],
    ['slice', `${to} = [*${at}[:2], "own", *${at}[2:]]`],
    ['length', `${to} = len(${at})`],
    ['length', `if len(${at}) > 3:`, `    ${to} = True`],
    ['loop', `${to} = []`, `for TOOL_EACH in ${at}:`, `    ${to}.append(TOOL_EACH)`],
    [
      'loop',
      `${to} = None`,
      `for TOOL_EACH in ${at}:`,
      `    if TOOL_EACH != "a":`,
      `        ${to} = TOOL_EACH`,
      '        break',
    ],
    ['enumerate', `${to} = {number: each for number, each in enumerate(${at})}`],
    ['enumerate', `${to} = [each for number, each in enumerate(${at}) if number != 1]`],
    ['zip', `${to} = list(zip(range(9), ${at}))`],
    ['range', `${to} = [${at}[number] for number in range(len(${at}))]`],
    ['copy', `${to} = list(${at})`],
    ['copy', `${to} = [*${at}]`],
    ['copy then pop', `${to} = list(${at})`, `${to}.pop()`],
    ['filter', `${to} = [each for each in ${at} if each != "a"]`],
    ['unpack', `first, *${to} = ${at}`],
    ['unpack', `${to}, *others = ${at}`],
    ['membership', `${to} = "a" in ${at}`],
    ['comparison', `${to} = list(${at}) == ["a", "b"]`],
    ['joined', `${to} = ",".join(${at})`],
    ['sorted', `${to} = sorted(${at})`],
    ['sorted', `${to} = sorted(${at})[0]`],
    ['given', `def second(them):`, '    return them[1]', `${to} = second(${at})`],
    ['given', `def added(them):`, '    return [*them, "own"]', `${to} = added(${at})`],
    ['deferred', 'def get():', `    return ${at}[1]`, `${to} = get()`],
  );

/** What gives the name in the module another list: only for a name, not an attribute of one. */
const own = (at: string) =>
  /\./.test(at)
    ? uses(['reassign', `OWN = [*${at}, "own"]`], ['reassign', `OWN = ["own", *${at}]`, 'OWN.pop()'])
    : uses(
        ['reassign', `${at} = [*${at}, "own"]`],
        ['reassign', `${at} = ["own", *${at}]`],
        ['reassign', `${at} = [*${at}, "own"]`, `LAST = ${at}[-1]`],
        ['reassign', `${at} = ["own", *${at}]`, `LAST = ${at}[2]`],
        ['replace', `${at} = ["own"]`, `LAST = ${at}[0]`],
        ['conditional', 'if SECOND:', `    ${at} = ${at}[:2]`],
      ).map(({ form, code }) => ({ form, code: code[0] === 'if SECOND:' ? ['SECOND = True', ...code] : code }));

/** What a module does with a list of the package's, or mostly. */
export const toolListUses = (at: string) =>
  uses(
    ['added', `OWN_APPS = ["a"]`, `OWN_APPS += ${at}`],
    ['added', `OWN_APPS = ["a", *${at}]`],
    ['added, then placed', `OWN_APPS = ["a"] + ${at}`, 'OWN_APPS.insert(2, "own")'],
    ['added, then placed', `OWN_APPS = ${at} + ["a", "b"]`, 'LAST = OWN_APPS[-1]'],
    ['added, then placed', `OWN_APPS = ${at} + ["a", "b"]`, 'SECOND = OWN_APPS[2]'],
    ['first', `TOOL_FIRST = ${at}[0]`],
    ['asked', `if ${at}:`, '    TOOL_IN = True'],
  );

/** What a module does with a name of the package. */
export const nameUses = (at: string, kind: 'module' | 'value' | 'flag' | 'function') => {
  if (kind === 'function') return uses(['called', `TOOL_V = ${at}()`], ['kept', `later = ${at}`]);
  if (kind === 'flag')
    return uses(
      ['asked', `if ${at}:`, '    TOOL_IN = True'],
      ['asked', 'OWN_APPS = ["a"]', `if ${at}:`, `    OWN_APPS += ["${TOOL}"]`],
      ['asked', `OWN_APPS = ["a", *(["${TOOL}"] if ${at} else [])]`],
    );
  const more: readonly (readonly [string, ...string[]])[] =
    kind === 'module'
      ? [['attribute', `TOOL_V = ${at}.VERSION`]]
      : [
          ['value', `TOOL_V = ${at}.__doc__`],
          ['value', `TOOL_V = ${at}.__class__`],
        ];
  return uses(
    ...more,
    ['asked', `if ${at}:`, '    TOOL_IN = True'],
    ['asked', `if ${at} is not None:`, '    TOOL_IN = True'],
    ['asked', 'OWN_APPS = ["a"]', `if ${at} is not None:`, `    OWN_APPS += ["${TOOL}"]`],
    ['kept', `TOOL_KEPT = ${at}`],
    ['deferred', 'def show():', `    return ${at}`],
    ['tried', 'try:', `    TOOL_V = ${at}`, 'except NameError:', '    TOOL_V = None'],
  );
};

/** The same in a class body, or under a condition. */
export function nested(use: Use, form: number): Use {
  if (form === 0) return { form: use.form, code: ['if True:', ...indented(use.code)] };
  return use;
}
