import fc from 'fast-check';
import { anyOf, around, type Code, indented, sometimes } from '../code.ts';

/** A name that a module offers to others, and what it is. */
export interface Offered {
  readonly name: string;
  readonly kind: 'list' | 'tuple' | 'tool-list' | 'module' | 'value' | 'flag' | 'function' | 'list-function';
}

/** A part of a module: its code, what it offers, and the form that it stands for in the count. */
export interface Part {
  readonly form: string;
  readonly code: Code;
  readonly offers: readonly Offered[];
}

const TOOL = 'debug_toolbar';
const LISTS: readonly (readonly [string, string])[] = [
  ['INSTALLED_APPS', TOOL],
  ['MIDDLEWARE', `${TOOL}.middleware.DebugToolbarMiddleware`],
];
const OTHERS = ['a', 'b', 'c', 'd'];

/** A list with the package's entry in it, however it got there. */
export const ownedList: fc.Arbitrary<Part> = fc
  .tuple(fc.constantFrom(...LISTS), fc.nat(3), fc.nat(3), fc.constantFrom('list', 'tuple', 'list'), fc.nat(9))
  .map(([[name, entry], length, place, kind, form]) => {
    const entries = OTHERS.slice(0, length + 1).map((each) => `"${each}"`);
    const added = `"${entry}"`;
    const at = Math.min(place, entries.length);
    const literal = (all: readonly string[]) =>
      kind === 'list' ? `[${all.join(', ')}]` : `(${all.join(', ')}${all.length === 1 ? ',' : ''})`;
    const [open, close] = kind === 'list' ? ['[', ']'] : ['(', ',)'];
    const plain = `${name} = ${literal(entries)}`;
    const whole = `${name} = ${literal([...entries.slice(0, at), added, ...entries.slice(at)])}`;
    const offers: Offered[] = [{ name, kind: kind as 'list' | 'tuple' }];
    const part = (label: string, code: Code): Part => ({ form: `owner:${label}`, code, offers });
    if (form <= 4) return part('literal', [whole]);
    if (form === 5) return part('augmented', [plain, `${name} += ${open}${added}${close}`]);
    if (form === 6) return part('concatenated', [plain, `${name} = ${open}${added}${close} + ${name}`]);
    if (kind === 'tuple') return part('literal', [whole]);
    if (form === 7) return part('append', [plain, `${name}.append(${added})`]);
    if (form === 8) return part('insert', [plain, `${name}.insert(${at}, ${added})`]);
    return part('under a flag', ['DEBUG = True', plain, 'if DEBUG:', `    ${name} += [${added}]`]);
  });

function part(form: string, code: Code, ...offers: readonly (readonly [string, Offered['kind']])[]): Part {
  return { form: `owner:${form}`, code, offers: offers.map(([name, kind]) => ({ name, kind })) };
}

const PROCESSORS = 'TEMPLATES[0]["OPTIONS"]["context_processors"]';

/** Lists that lie in other values, go by another name, or are given out by a function. */
const heldLists: fc.Arbitrary<Part> = fc.constantFrom(
  part(
    'processors',
    [
      'TEMPLATES = [{"OPTIONS": {"context_processors": ["a", "debug_toolbar.context_processors.x", "b"]}}]',
      `PROCESSORS = ${PROCESSORS}`,
    ],
    ['PROCESSORS', 'tuple'],
  ),
  part('alias', ['INSTALLED_APPS = ["a", "debug_toolbar", "b"]', 'ALL_APPS = INSTALLED_APPS'], ['ALL_APPS', 'list']),
  part(
    'given out',
    ['INSTALLED_APPS = ["a", "debug_toolbar", "b"]', 'def apps():', '    return INSTALLED_APPS'],
    ['apps', 'list-function'],
    ['INSTALLED_APPS', 'list'],
  ),
  part(
    'none of the package',
    ['INSTALLED_APPS = ["a", "b", "c"]', 'MIDDLEWARE = ["a", "b"]'],
    ['INSTALLED_APPS', 'list'],
    ['MIDDLEWARE', 'list'],
  ),
);

/** The same list in a class, or returned by a function. */
export const wrappedList = (kind: 'class' | 'function'): fc.Arbitrary<Part> =>
  ownedList.map(({ form, code, offers: [offered] }) => {
    const { name } = offered as Offered;
    if (kind === 'class') {
      const body = ['class Base(Configuration):', ...indented(code)];
      return {
        form: `${form} in a class`,
        code: ['from configurations import Configuration', '', ...body],
        offers: [],
      };
    }
    const called = name === 'MIDDLEWARE' ? 'middleware' : 'apps';
    const body = [`def ${called}():`, ...indented([...code, `return ${name}`])];
    return { form: `${form} in a function`, code: body, offers: [{ name: called, kind: 'list-function' }] };
  });

const TRIED = ['try:', `    import ${TOOL}`, 'except ImportError:', `    ${TOOL} = None`];

/** Names of the package, or about it, that other modules may take. */
export const ownedNames: fc.Arbitrary<Part> = fc.constantFrom(
  part('import', [`import ${TOOL}`], [TOOL, 'module']),
  part('import of a value', [`from ${TOOL} import VERSION`], ['VERSION', 'value']),
  part('import and use', [`import ${TOOL}`, `TOOL_V = ${TOOL}.VERSION`], [TOOL, 'module'], ['TOOL_V', 'value']),
  part('import under a flag', ['DEBUG = True', 'if DEBUG:', `    import ${TOOL}`], [TOOL, 'module']),
  part('guarded import', TRIED, [TOOL, 'module']),
  part(
    'flag',
    ['from importlib.util import find_spec', `TOOL_HERE = find_spec("${TOOL}") is not None`],
    ['TOOL_HERE', 'flag'],
  ),
  part('list of the package', [`TOOL_APPS = ["${TOOL}"]`], ['TOOL_APPS', 'tool-list']),
  part('list with others', [`EXTRA_APPS = ["${TOOL}", "x"]`], ['EXTRA_APPS', 'tool-list']),
  part('function', ['def version():', `    import ${TOOL}`, `    return ${TOOL}.VERSION`], ['version', 'function']),
  part(
    'callback',
    [`from ${TOOL}.middleware import show_toolbar`, 'DEBUG_TOOLBAR_CONFIG = {"SHOW": show_toolbar}'],
    ['show_toolbar', 'value'],
  ),
);

/** A module that others take from. */
export const owner: fc.Arbitrary<readonly Part[]> = anyOf(
  ownedList.map((one) => [one]),
  fc.tuple(ownedList, ownedNames).map((both) => [...both]),
  ownedNames.map((one) => [one]),
  fc.tuple(ownedList, ownedList).map((both) => [...both]),
  wrappedList('function').map((one) => [one]),
  heldLists.map((one) => [one]),
);

/** A module's code, with what only a comment above it and an unrelated name add now and then. */
export function written(parts: readonly Part[]): fc.Arbitrary<Code> {
  const extra: Part = { form: '', code: ['SECRET_KEY = "s"'], offers: [] };
  return sometimes(fc.constant(extra)).map((more) =>
    [...(more === null ? [] : [more]), ...parts].flatMap(({ code }) => around('', code)),
  );
}
