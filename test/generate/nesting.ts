import fc from 'fast-check';
import { anyOf, type Code, indented, type Tool } from './code.ts';

/** Conditions that only the outside knows: none of them is a guard. */
const FLAGS = [
  'DEBUG',
  'ENABLE_TOOLBAR',
  'not TESTING',
  'DEBUG and not TESTING',
  'env.bool("DJDT")',
  '"test" not in sys.argv',
  'os.environ.get("TOOLBAR")',
  'DEBUG == 1',
];

const flag = fc.constantFrom(...FLAGS);

/** The code as it is, or up to three levels deep in conditions that keep it unguarded. */
export function nested(code: fc.Arbitrary<Code>): fc.Arbitrary<Code> {
  return fc.tuple(code, fc.array(wrapper(), { maxLength: 2 })).map(([body, around]) => around.reduce(apply, body));
}

type Wrapper = (code: Code) => Code;

const apply = (code: Code, wrap: Wrapper): Code => wrap(code);

/** Statements of the project's own that stand with others. */
export const own: fc.Arbitrary<Code> = fc.constantFrom<Code>(
  ['LANGUAGE_CODE = "en"'],
  ['INTERNAL_IPS = ["127.0.0.1"]'],
  ['# a comment of its own'],
  ['SECURE = not DEBUG  # by default'],
  ['LANGUAGES = [', '    "en",', '    "fr",', ']'],
);

function wrapper(): fc.Arbitrary<Wrapper> {
  const before = fc.array(own, { maxLength: 1 }).map((lines) => lines.flat());
  const after = fc.array(own, { maxLength: 1 }).map((lines) => lines.flat());
  return fc.tuple(anyOf(ifs(), fc.constantFrom<Wrapper>(...BLOCKS)), before, after).map(
    ([wrap, above, below]) =>
      (code) =>
        wrap([...above, ...code, ...below]),
  );
}

function ifs(): fc.Arbitrary<Wrapper> {
  const shape = fc.constantFrom('if', 'if else', 'else', 'elif', 'elif else', 'comment');
  return fc.tuple(flag, flag, shape).map(([first, second, kind]) => (code) => {
    const body = indented(code);
    const other = '    OTHER = 1';
    if (kind === 'if else') return [`if ${first}:`, ...body, 'else:', other];
    if (kind === 'else') return [`if ${first}:`, other, 'else:', ...body];
    if (kind === 'elif') return [`if ${first}:`, other, `elif ${second}:`, ...body];
    if (kind === 'elif else') return [`if ${first}:`, other, `elif ${second}:`, ...body, 'else:', '    pass'];
    if (kind === 'comment') return ['# the toolbar', `if ${first}:  # as it was`, '    # inside', ...body];
    return [`if ${first}:`, ...body];
  });
}

/** `except KeyError` and its like are no guards. */
const BLOCKS: readonly Wrapper[] = [
  (code) => ['try:', ...indented(code), 'except KeyError:', '    pass'],
  (code) => ['try:', '    OTHER = 1', 'except KeyError:', '    pass', 'else:', ...indented(code)],
  (code) => ['try:', ...indented(code), 'finally:', '    DONE = True'],
  (code) => ['with suppress(KeyError):', ...indented(code)],
  (code) => ['for _ in range(1):', ...indented(code)],
  (code) => ['while True:', ...indented(code), '    break'],
];

/** The code behind a guard of the project's own: nothing may change. */
export function guarded(tool: Tool, code: fc.Arbitrary<Code>, inUrls = false): fc.Arbitrary<Code> {
  const guards = [...GUARDS, ...(inUrls ? URL_GUARDS : SETTINGS_GUARDS)];
  return fc.tuple(code, fc.constantFrom(...guards)).map(([body, guard]) => guard(tool.root, body));
}

type Guard = (root: string, code: Code) => Code;

/** Code behind a sentinel does not import the module again. */
const bare = (root: string, code: Code): Code => code.filter((line) => !line.startsWith(`import ${root}`));

const test = (condition: string, code: Code): Code => [`if ${condition}:`, ...indented(code)];

const GUARDS: readonly Guard[] = [
  (root, code) => ['try:', `    import ${root}`, 'except ImportError:', '    pass', 'else:', ...indented(code)],
  (root, code) => ['try:', `    import ${root}`, '', ...indented(code), 'except ModuleNotFoundError:', '    pass'],
  (root, code) => [
    'try:',
    `    import ${root}`,
    'except ImportError:',
    `    ${root} = None`,
    ...test(root, bare(root, code)),
  ],
  (root, code) => [
    'try:',
    `    import ${root}`,
    'except:',
    `    ${root} = None`,
    ...test(`${root} is not None`, bare(root, code)),
  ],
  (root, code) => [
    ...['try:', `    import ${root}  # noqa: F401`, '', '    HAS_TOOL = True', 'except (ImportError, KeyError):'],
    ...['    HAS_TOOL = False', ...test('HAS_TOOL', code)],
  ],
  (root, code) => test(`find_spec("${root}")`, code),
  (root, code) => test(`importlib.util.find_spec("${root}") is not None`, code),
  (root, code) => test(`DEBUG and find_spec("${root}") is not None`, code),
  (root, code) => [`tool_installed = find_spec("${root}") is not None`, ...test('DEBUG and tool_installed', code)],
  (root, code) => [`if not find_spec("${root}"):`, '    pass', 'else:', ...indented(code)],
  (root, code) => ['with suppress(ImportError):', `    import ${root}`, '', ...indented(code)],
  (root, code) => ['try:', ...indented([`import ${root}`, ...code]), 'except Exception:', '    print("no tool")'],
];

const SETTINGS_GUARDS: readonly Guard[] = [
  (root, code) => test(`"${root}" in INSTALLED_APPS`, code),
  (root, code) => test(`DEBUG and "${root}" in INSTALLED_APPS`, code),
];

const URL_GUARDS: readonly Guard[] = [
  (root, code) => test(`"${root}" in settings.INSTALLED_APPS`, [`import ${root}`, ...code]),
  (root, code) => test(`apps.is_installed("${root}")`, [`import ${root}`, ...code]),
];
