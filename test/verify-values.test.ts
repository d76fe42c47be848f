import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Worlds, worldsOf } from '../bench/mutation/worlds.ts';
import type { Before } from '../src/verify/before.ts';
import { prove } from '../src/verify/proof.ts';
import type { Boot, Row, Step, StepName } from '../src/verify/types.ts';
import { fallenOut } from '../src/verify/values/lazy.ts';
import { cleanEnvironment, pythonWith, pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();
const python = worlds?.present ?? '';
const withClasses =
  worlds === null ? null : await pythonWith('python3', 'Django', 'django-configurations', 'django-debug-toolbar');
let folder = '';
/** Hundreds of starts, each a fork of one Python: what a process of its own does is for test/verify.test.ts. */
const forking = new Map<string, Worlds>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djguard-values-'));
});
afterAll(async () => {
  for (const { close } of forking.values()) close();
  await rm(folder, { recursive: true });
});

function forksOf(interpreter: string): Worlds {
  const found = forking.get(interpreter) ?? worldsOf(interpreter);
  forking.set(interpreter, found);
  return found;
}

type Files = Readonly<Record<string, string>>;

const HEAD = 'SECRET_KEY = "x"\nROOT_URLCONF = "urls"\n';
const SMALL: Files = { 'settings.py': HEAD, 'urls.py': 'urlpatterns = []\n' };

async function project(files: Files): Promise<string> {
  const root = await mkdtemp(join(folder, 'project-'));
  for (const [path, text] of Object.entries({ ...SMALL, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

interface Also {
  readonly configuration?: string;
  readonly packages?: readonly string[];
}

/** What a proof says of a project that was `old` and is `now`; without `old` it is only looked at as it is. */
async function rowOf(old: Files | null, now: Files, also: Also = {}): Promise<Row> {
  const { configuration = null, packages = ['debug_toolbar'] } = also;
  const before: Before = old && {
    overlay: new Map(Object.entries({ ...SMALL, ...old }).map(([path, text]) => [path, Buffer.from(text)])),
  };
  const interpreter = configuration === null ? python : (withClasses ?? '');
  const proof = await prove({
    python: interpreter,
    start: forksOf(interpreter).start,
    root: await project(now),
    environments: [{ settings: 'settings', configuration, source: '--settings' }],
    packages,
    atFirstUse: [],
    before,
    timeout: 30,
    env: cleanEnvironment(),
  });
  return proof.rows[0] as Row;
}

/** A settings module with some lines behind those that Django needs. */
const settings = (...lines: readonly string[]) => ({ 'settings.py': `${HEAD}${lines.join('\n')}\n` });

const GUARD = ['try:', '    import debug_toolbar', 'except ImportError:', '    debug_toolbar = None'];

/** The project's own page, in a file that a fix of the settings leaves alone. */
const ownPage = (...lines: readonly string[]) => ({
  'urls.py': [
    'from django.conf import settings',
    'from django.urls import path',
    ...lines,
    '    urlpatterns += [path("v/", print)]',
    '',
  ].join('\n'),
});
const STATIC = ['INSTALLED_APPS = ["django.contrib.staticfiles"]', 'STATIC_URL, STATIC_ROOT = "/s/", "/s"'];
const HAS = ['from importlib.util import find_spec', 'HAS = find_spec("debug_toolbar") is not None'];
/** Settings that production can't do without the package, and their fix. */
const bare = (...more: readonly string[]) =>
  settings(...more, ...STATIC, 'INSTALLED_APPS += ["debug_toolbar"]', 'CHAIN = ["a", "debug_toolbar.x"]');
const fixed = (...more: readonly string[]) =>
  settings(
    ...more,
    ...GUARD,
    ...STATIC,
    'CHAIN = ["a"]',
    'if debug_toolbar is not None:',
    '    INSTALLED_APPS += ["debug_toolbar"]',
    '    CHAIN += ["debug_toolbar.x"]',
  );

/** Fixes that boot in both worlds and lose, keep or move what is not the package's: each fails the proof. */
const WRONG: readonly (readonly [string, Files, Files, string])[] = [
  [
    'the last entry is taken off elsewhere',
    {
      'base.py': 'MIDDLEWARE = ["a", "b", "debug_toolbar.x"]\n',
      ...settings('from base import *', 'MIDDLEWARE.pop()'),
    },
    {
      'base.py': `${GUARD.join('\n')}\nMIDDLEWARE = ["a", "b"]\nif debug_toolbar:\n    MIDDLEWARE.append("debug_toolbar.x")\n`,
      ...settings('from base import *', 'MIDDLEWARE.pop()'),
    },
    'MIDDLEWARE, settings.py:4: lost "b", which was at 1',
  ],
  [
    'an entry lands elsewhere',
    settings('CHAIN = ["a", "debug_toolbar.x", "c"]', 'CHAIN.insert(CHAIN.index("debug_toolbar.x"), "own")'),
    settings(
      ...GUARD,
      'CHAIN = ["a", "c"]',
      'if debug_toolbar:',
      '    CHAIN.insert(1, "debug_toolbar.x")',
      'CHAIN.insert(2, "own")',
    ),
    'CHAIN, settings.py:10: differs from 1 on: "c" was at 2 and is at 1',
  ],
  [
    'an entry lands elsewhere in a list of another module',
    {
      'own.py': 'DEV = ["debug_toolbar.x", "x"]\n',
      ...settings('from own import DEV', 'CHAIN = ["a"] + DEV', 'CHAIN.insert(2, "own")'),
    },
    {
      'own.py': `${GUARD.join('\n')}\nDEV = ["x"]\nif debug_toolbar:\n    DEV.insert(0, "debug_toolbar.x")\n`,
      ...settings('from own import DEV', 'CHAIN = ["a"] + DEV', 'CHAIN.insert(2, "own")'),
    },
    'CHAIN, settings.py:5: differs from 1 on: "x" was at 2 and is at 1',
  ],
  [
    'an entry lands elsewhere in a list that a star import brings',
    {
      'base.py': 'CHAIN = ["a", "debug_toolbar.x", "b"]\n',
      ...settings('from base import *', 'CHAIN.insert(2, "own")'),
    },
    {
      'base.py': `${GUARD.join('\n')}\nCHAIN = ["a", "b"]\nif debug_toolbar:\n    CHAIN.insert(1, "debug_toolbar.x")\n`,
      ...settings('from base import *', 'CHAIN.insert(2, "own")'),
    },
    'CHAIN, settings.py:4: differs from 1 on: "b" was at 2 and is at 1',
  ],
  [
    'a production entry goes under the guard',
    settings('CHAIN = ["a", "debug_toolbar.x", "c"]'),
    settings(...GUARD, 'CHAIN = ["a"]', 'if debug_toolbar:', '    CHAIN += ["debug_toolbar.x", "c"]'),
    'CHAIN, settings.py:7: lost "c", which was at 1',
  ],
  [
    'a list is emptied',
    settings('CHAIN = ["a", "debug_toolbar.x"]'),
    settings(...GUARD, 'CHAIN = []', 'if debug_toolbar:', '    CHAIN += ["a", "debug_toolbar.x"]'),
    'CHAIN, settings.py:7: lost "a", which was at 0',
  ],
  [
    'a list shares what is added later',
    settings('CHAIN = ["a"]', 'BASE = CHAIN', 'CHAIN = CHAIN + ["debug_toolbar.x"]', 'CHAIN += ["z"]'),
    settings(
      ...GUARD,
      'CHAIN = ["a"]',
      'BASE = CHAIN',
      'if debug_toolbar:',
      '    CHAIN = CHAIN + ["debug_toolbar.x"]',
      'CHAIN += ["z"]',
    ),
    'BASE, settings.py:11: gained "z" at 1',
  ],
  [
    'half of a name is left',
    settings('CHAIN = ["m", ".".join(["debug_toolbar", "x"])]'),
    settings(...GUARD, 'CHAIN = ["m", ".".join([*(["debug_toolbar"] if debug_toolbar else []), "x"])]'),
    'CHAIN, settings.py:7: gained "x" at 1',
  ],
  [
    'a text that does not name the package',
    settings('import debug_toolbar', 'NAME = "a"'),
    settings(...GUARD, 'NAME = "a" if debug_toolbar else "b"'),
    'NAME, settings.py:7: was "a" and is "b"',
  ],
  [
    'something inside of a dict',
    settings('BOX = {"x": [{"y": ["a", "debug_toolbar.x", "b"]}]}'),
    settings(...GUARD, 'BOX = {"x": [{"y": ["a", "debug_toolbar.x", "b"] if debug_toolbar else ["a"]}]}'),
    `BOX['x'][0]['y'], settings.py:7: lost "b", which was at 1`,
  ],
  [
    'a number that counts the entry',
    settings('CHAIN = ["a", "debug_toolbar.x"]', 'COUNT = len(CHAIN)'),
    settings(...GUARD, 'CHAIN = ["a"]', 'if debug_toolbar:', '    CHAIN += ["debug_toolbar.x"]', 'COUNT = len(CHAIN)'),
    'COUNT, settings.py:10: was 2 and is 1',
  ],
  [
    'a setting that only the guarded branch makes',
    settings('import debug_toolbar', 'INTERNAL_IPS = ["::1"]'),
    settings('try:', '    import debug_toolbar', '    INTERNAL_IPS = ["::1"]', 'except ImportError:', '    pass'),
    'INTERNAL_IPS: lost "::1", which was at 0',
  ],
  [
    'a page of the project',
    {
      ...settings(),
      'urls.py': 'import debug_toolbar\nfrom django.urls import path\nurlpatterns = [path("v/", print)]\n',
    },
    {
      ...settings(),
      'urls.py':
        'from django.urls import path\ntry:\n    import debug_toolbar\nexcept ImportError:\n    urlpatterns = []\nelse:\n    urlpatterns = [path("v/", print)]\n',
    },
    'urlpatterns, urls.py:5: lost v/ builtins.print, which was at 0',
  ],
  [
    'a page that depends on what the fix took, in a file that is as it was',
    { ...bare(), ...ownPage('urlpatterns = []', 'if len(settings.CHAIN) > 1:') },
    { ...fixed(), ...ownPage('urlpatterns = []', 'if len(settings.CHAIN) > 1:') },
    'urlpatterns, urls.py:3: lost v/ builtins.print, which was at 0',
  ],
  [
    'a log handler',
    settings(
      'LOGGING = {"version": 1, "handlers": {"a": {"class": "logging.StreamHandler"}}, "loggers": {"x": {"handlers": ["a"]}}}',
      'import debug_toolbar',
    ),
    settings(
      ...GUARD,
      'import logging.config',
      'LOGGING = {"version": 1, "handlers": {"a": {"class": "logging.StreamHandler"}}, "loggers": {"x": {"handlers": ["a"]}}}',
      'def configure(box):',
      '    logging.config.dictConfig(box if debug_toolbar else {"version": 1})',
      'LOGGING_CONFIG = "settings.configure"',
    ),
    `log handlers['x']: is gone: `,
  ],
];

/** Fixes that are right, though something in them differs. */
const RIGHT: readonly (readonly [string, Files, Files, readonly string[]])[] = [
  [
    'whatever is the package’s goes',
    settings(
      'import debug_toolbar',
      'INSTALLED_APPS = ["debug_toolbar"]',
      'EMAIL_BACKEND = "debug_toolbar.mail.Backend"',
      'DEBUG_TOOLBAR_CONFIG = {"a": "b"}',
      'BOX = {"a": {"class": "debug_toolbar.Handler", "level": 1}, "b": [("debug_toolbar.x", 1), "c"]}',
    ),
    settings(
      ...GUARD,
      'INSTALLED_APPS = ["debug_toolbar"] if debug_toolbar else []',
      'EMAIL_BACKEND = "debug_toolbar.mail.Backend" if debug_toolbar else "own.Backend"',
      'BOX = {"a": {"class": "debug_toolbar.Handler", "level": 1}, "b": [("debug_toolbar.x", 1), "c"]}',
      'if debug_toolbar:',
      '    DEBUG_TOOLBAR_CONFIG = {"a": "b"}',
      'else:',
      '    BOX = {"a": {"class": "logging.NullHandler"}, "b": ["c"]}',
    ),
    [],
  ],
  [
    'the project asked for the package itself',
    settings(
      'from importlib.util import find_spec',
      'CHAIN = ["a"]',
      'HAS = find_spec("debug_toolbar") is not None',
      'if HAS:',
      '    CHAIN += ["own"]',
      'OWN = "debug_toolbar" in ["debug_toolbar"]',
    ),
    settings(
      'from importlib.util import find_spec',
      'CHAIN = ["a"]',
      'HAS = find_spec("debug_toolbar") is not None',
      'if HAS:',
      '    CHAIN += ["own"]',
      'OWN = "debug_toolbar" in (["debug_toolbar"] if HAS else [])',
    ),
    [
      'CHAIN: it was so before the fix, too',
      'HAS: it was so before the fix, too',
      'OWN: settings.py:8 asks for the package',
    ],
  ],
  [
    'the project asked for it, and died for want of it',
    settings(
      'from importlib.util import find_spec',
      'CHAIN = ["a"]',
      'if find_spec("debug_toolbar"):',
      '    CHAIN += ["own"]',
      'import debug_toolbar',
    ),
    settings(
      'from importlib.util import find_spec',
      'CHAIN = ["a"]',
      'if find_spec("debug_toolbar"):',
      '    CHAIN += ["own"]',
      ...GUARD,
    ),
    ['CHAIN: settings.py:6 asks for the package'],
  ],
  [
    "a page under the project's own guard, in a file that is as it was",
    { ...bare(), ...ownPage('urlpatterns = []', ...GUARD, 'if debug_toolbar is not None:') },
    { ...fixed(), ...ownPage('urlpatterns = []', ...GUARD, 'if debug_toolbar is not None:') },
    ['urlpatterns: urls.py:9 asks for the package'],
  ],
  [
    'a page under a setting that asks for the package, in a file that is as it was',
    { ...bare(...HAS), ...ownPage('urlpatterns = []', 'if settings.HAS:') },
    { ...fixed(...HAS), ...ownPage('urlpatterns = []', 'if settings.HAS:') },
    ['HAS: it was so before the fix, too', 'urlpatterns: urls.py:5 asks for the package'],
  ],
];

const BARE = ['import debug_toolbar', 'APPS = ["debug_toolbar"]'];
const guardedBy = (handler: string) => [
  'try:',
  '    import debug_toolbar',
  `except${handler}:`,
  '    debug_toolbar = None',
  'APPS = ["debug_toolbar"] if debug_toolbar else []',
];
const app = (...lines: readonly string[]) =>
  settings(...lines, 'INSTALLED_APPS = ["django.contrib.staticfiles", *APPS]', 'STATIC_URL, STATIC_ROOT = "/s/", "/s"');
const urls = (text: string) => ({ ...settings(), 'urls.py': `${text}\nurlpatterns = []\n` });

/** Fixes, and what they hide of a package that is there and raises as it is imported; null for nothing. */
const BROKEN: readonly (readonly [string, Files, Files, string | null])[] = [
  ['a guard for a package that is missing', app(...BARE), app(...guardedBy(' ImportError')), null],
  ['every exception', app(...BARE), app(...guardedBy(' Exception')), 'settings.py:4: import settings, nothing'],
  [
    'whatever is raised',
    app('APPS = ["debug_toolbar"]'),
    app(...guardedBy('')),
    'settings.py:4: django.setup(), nothing',
  ],
  [
    'one more',
    app(...BARE),
    app(...guardedBy(' (ImportError, AttributeError)')),
    'settings.py:4: import settings, nothing',
  ],
  [
    'in a file behind another',
    urls('import debug_toolbar'),
    urls(guardedBy(' Exception').join('\n')),
    'urls.py:2: system checks, nothing',
  ],
  [
    'where another file tells of it later',
    { ...urls('import debug_toolbar'), ...app('APPS = ["debug_toolbar"]') },
    { ...urls(guardedBy(' ImportError').join('\n')), ...app(...guardedBy(' Exception')) },
    'settings.py:4: django.setup(), system checks',
  ],
  [
    'a finder that imports nothing',
    app('APPS = ["debug_toolbar"]'),
    app('from importlib.util import find_spec', 'APPS = ["debug_toolbar"] if find_spec("debug_toolbar") else []'),
    null,
  ],
  ['no use any more', settings('import debug_toolbar'), settings(), null],
  ['what was hidden before', app(...guardedBy(' Exception'), 'import sys'), app(...guardedBy(' Exception')), null],
];

describe('where imports are lazy', () => {
  const failure = {
    chain: [{ type: 'ImportError', message: 'x' }],
    missing: 'devpanel',
    variables: [],
    where: { file: 'a.py', line: 3, code: '' },
  };
  const booted = (urls: Step): Boot => {
    const steps = new Map<StepName, Step>([
      ['setup', { outcome: 'passed' }],
      ['urls', urls],
    ]);
    return { steps, settings: {}, resolved: new Map(), output: '', isOutOfMemory: false };
  };
  const [passed, failed] = [booted({ outcome: 'passed' }), booted({ outcome: 'failed', failure })];

  test('what fails without the packages alone is told', () => {
    expect(fallenOut({ present: passed, absent: passed })).toEqual([]);
    expect(fallenOut({ present: failed, absent: failed })).toEqual([]);
    expect(fallenOut({ present: passed, absent: failed })).toMatchObject([
      { subject: 'resolve the URLconf', world: 'lazy', where: { file: 'a.py', line: 3 } },
    ]);
  });
});

describe.skipIf(worlds === null)('values', { timeout: 60_000 }, () => {
  test.each(WRONG)('%s', async (_, old, now, message) => {
    const row = await rowOf(old, now);
    expect(row.outcome).toBe('fails');
    const told = row.compared.differences
      .filter(({ world }) => world === 'absent')
      .map(({ subject, where, message: text }) => `${subject}${where ? `, ${where.file}:${where.line}` : ''}: ${text}`);
    expect(told.join('\n')).toContain(message);
  });

  test.each(RIGHT)('%s', async (_, old, now, excused) => {
    const row = await rowOf(old, now);
    expect(row.compared.differences).toEqual([]);
    expect(row.compared.excused.map(({ subject, reason }) => `${subject}: ${reason}`)).toEqual(excused);
  });

  test.each(BROKEN)('a broken package is told as before: %s', async (_, old, now, hidden) => {
    const row = await rowOf(old, now);
    const told = row.compared.differences.map(({ where, message, world }) => {
      const [, failed, instead] =
        /^raises as it is imported: before the fix that failed (.+), now (.+)$/.exec(message) ?? [];
      return `${world} ${where?.file}:${where?.line}: ${failed}, ${instead?.replace(/^it is | tells of it$/g, '')}`;
    });
    expect(told).toEqual(hidden === null ? [] : [`broken ${hidden}`]);
    expect(row.outcome).toBe(hidden === null ? 'holds' : 'fails');
  });

  test.each<[string, Files, Files, string, string]>([
    [
      'a function of another module imports the package, and is called as the settings load',
      {},
      {
        'own.py': 'def version():\n    import debug_toolbar\n    return debug_toolbar.VERSION\n',
        ...settings('from own import version', 'V = version()'),
      },
      'ModuleNotFoundError',
      'own.py:2',
    ],
    [
      'a star import brings the name of the package',
      { 'base.py': 'import debug_toolbar\n' },
      { 'base.py': `${GUARD.join('\n')}\n`, ...settings('from base import *', 'V = debug_toolbar.VERSION') },
      'AttributeError',
      'settings.py:4',
    ],
  ])('a fix that leaves what fails in another module: %s', async (_, old, now, type, place) => {
    const row = await rowOf({ ...now, ...old }, now);
    expect(row.outcome).toBe('fails');
    const step = row.absent.steps.get('settings');
    const failure = step?.outcome === 'failed' ? step.failure : null;
    expect(failure?.chain[0]?.type).toBe(type);
    expect(`${failure?.where?.file}:${failure?.where?.line}`).toBe(place);
  });

  test('a project by itself: what it makes under its own guard is its own affair, what it loses is not', async () => {
    const own = settings(
      ...GUARD,
      'CHAIN = ["a", "b"]',
      'if debug_toolbar:',
      '    CHAIN += ["own", "debug_toolbar.x"]',
    );
    const held = await rowOf(null, own);
    expect(held.outcome).toBe('holds');
    expect(held.compared.excused).toMatchObject([{ subject: 'CHAIN', reason: 'settings.py:9 asks for the package' }]);
    const popped = { 'settings.py': `${own['settings.py']}CHAIN = CHAIN[:-1]\n` };
    const lost = await rowOf(null, popped);
    expect(lost.compared.differences).toMatchObject([
      { subject: 'CHAIN', message: 'lost "b", which was at 1', where: { file: 'settings.py', line: 10 } },
    ]);
  });

  test('URL patterns: the line that puts one there, that makes the list it is gone from, or that moves it', async () => {
    const head = 'from django.urls import include, path\n';
    const old = {
      'urls.py': `${head}import debug_toolbar\nurlpatterns = [path("s/", include("shop.urls"))]\n`,
      'shop/urls.py': `${head}urlpatterns = [\n    path("a", print),\n    path("b", print),\n]\nurlpatterns += [path("c", print)]\n`,
    };
    const lines = (...more: readonly string[]) => ({
      'urls.py': `${head}${GUARD.join('\n')}\nurlpatterns = [path("s/", include("shop.urls"))]\n`,
      'shop/urls.py': `${head}${more.join('\n')}\n`,
    });
    const told = async (...more: readonly string[]) =>
      (await rowOf(old, lines(...more))).compared.differences.map(
        ({ world, message, where }) => `${world} ${where?.file}:${where?.line} ${message}`,
      );
    const all = 'urlpatterns = [path("a", print), path("b", print)]';
    expect(await told(all, 'if True:', '    urlpatterns += [path("c", print), path("d", len)]')).toEqual(
      ['present', 'absent'].map((world) => `${world} shop/urls.py:4 gained s/d builtins.len at 4`),
    );
    expect(
      await told(
        all,
        'try:',
        '    import debug_toolbar',
        'except ImportError:',
        '    urlpatterns.pop()',
        'urlpatterns.append(path("c", print))',
      ),
    ).toEqual(['absent shop/urls.py:7 lost s/b builtins.print, which was at 2']);
    expect(await told(all, 'urlpatterns = [path("c", print), *urlpatterns]')).toEqual(
      ['present', 'absent'].map(
        (world) => `${world} shop/urls.py:3 differs from 1 on: s/c builtins.print was at 3 and is at 1`,
      ),
    );
  });

  test("a URL pattern under the project's own guard is its own affair, in the file that includes it", async () => {
    const urls = (last: string) => ({
      'urls.py': `from django.urls import path\n${GUARD.join('\n')}\nurlpatterns = [path("a", print)]\nif debug_toolbar:\n    urlpatterns += [path("own", len)]\n${last}`,
    });
    const held = await rowOf(null, urls(''));
    expect(held.outcome).toBe('holds');
    expect(held.compared.excused).toMatchObject([{ subject: 'urlpatterns', reason: 'urls.py:8 asks for the package' }]);
    const lost = await rowOf(null, urls('urlpatterns = urlpatterns[-1:]\n'));
    expect(lost.compared.excused).toMatchObject([{ message: 'lost own builtins.len, which was at 0' }]);
    expect(lost.compared.differences).toMatchObject([
      { message: 'gained a builtins.print at 0', where: { file: 'urls.py', line: 6 } },
    ]);
  });

  test('settings of a class: the line in it, or in the class that it is derived from, and none of another class', async () => {
    const classes = (more: readonly string[], ...dev: readonly string[]) => ({
      'settings.py': [
        'from configurations import Configuration, values',
        ...more,
        'class Base(Configuration):',
        '    SECRET_KEY = "x"',
        '    ROOT_URLCONF = "urls"',
        '    CHAIN = ["a", "b"]',
        '    NAME = values.Value("n")',
        'class Dev(Base):',
        ...dev.map((line) => `    ${line}`),
        'class Prod(Base):',
        '    CHAIN = ["c"]',
        '',
      ].join('\n'),
    });
    const told = ({ compared }: Row) =>
      compared.differences.map(({ subject, message, where }) => `${subject}:${where?.line} ${message}`);
    const add = 'CHAIN = Base.CHAIN + ["debug_toolbar.x"]';
    const old = classes(['import debug_toolbar'], add);
    const right = classes(GUARD, 'if debug_toolbar is not None:', `    ${add}`);
    expect(await rowOf(old, right, { configuration: 'Dev' })).toMatchObject({
      outcome: 'holds',
      compared: { differences: [], excused: [] },
    });
    const taken = classes(GUARD, add, 'if debug_toolbar is None:', '    CHAIN = CHAIN[1:2]');
    expect(told(await rowOf(old, taken, { configuration: 'Dev' }))).toEqual(['CHAIN:14 lost "a", which was at 0']);
    const kept = classes(
      GUARD,
      'CHAIN = Base.CHAIN + (["debug_toolbar.x", "own"] if debug_toolbar else ["own"])',
      'NAME = values.Value("m" if debug_toolbar else "n")',
    );
    expect(
      told(
        await rowOf(
          classes(
            ['import debug_toolbar'],
            'CHAIN = Base.CHAIN + ["debug_toolbar.x", "own"]',
            'NAME = values.Value("m")',
          ),
          kept,
          { configuration: 'Dev' },
        ),
      ),
    ).toEqual(['NAME:13 was "m" and is "n"']);
    // What a method does, no line of a class did.
    const method = [
      '@classmethod',
      'def pre_setup(cls):',
      '    super().pre_setup()',
      '    debug_toolbar or cls.CHAIN.pop()',
    ];
    expect(
      told(
        await rowOf(old, classes(GUARD, 'if debug_toolbar is not None:', `    ${add}`, ...method), {
          configuration: 'Dev',
        }),
      ),
    ).toEqual(['CHAIN:undefined lost "b", which was at 1']);
    // The project's own guard in a class.
    const own = classes(GUARD, 'if debug_toolbar is not None:', '    CHAIN = [*Base.CHAIN, "own", "debug_toolbar.x"]');
    expect((await rowOf(null, own, { configuration: 'Dev' })).compared).toMatchObject({
      differences: [],
      excused: [{ subject: 'CHAIN', reason: 'settings.py:13 asks for the package' }],
    });
  });

  test('what settings execute by themselves is compared with what it was', async () => {
    const execute = settings(
      'import runpy',
      'from pathlib import Path',
      'path = Path(__file__).with_name("part.inc")',
      'A, B, C = {}, {}, {}',
      'exec(compile(open(str(path), "rb").read(), path, "exec"), A)',
      'exec(path.read_text(), B)',
      'C = runpy.run_path(str(path))',
      'A, B, C = A["CHAIN"], B["CHAIN"], C["CHAIN"]',
    );
    const row = await rowOf(
      { 'part.inc': 'import debug_toolbar\nCHAIN = ["a", "b"]\n', ...execute },
      { 'part.inc': `${GUARD.join('\n')}\nCHAIN = ["a", "b"] if debug_toolbar else ["a"]\n`, ...execute },
    );
    const lost = { world: 'absent', message: 'lost "b", which was at 1' };
    expect(row.compared.differences).toMatchObject(['A', 'B', 'C'].map((subject) => ({ subject, ...lost })));
  });

  test('a logger is no less for a handler that the package alone gave it', async () => {
    const own =
      'import logging\nlogging.root.addHandler(logging.lastResort)\nlogging.root.addHandler(type("Own", (logging.Handler,), {"__module__": "debug_toolbar.panels"})())';
    const row = await rowOf(
      settings('import debug_toolbar', own),
      settings(...GUARD, 'if debug_toolbar is not None:', ...own.split('\n').map((line) => `    ${line}`)),
    );
    expect(row).toMatchObject({ outcome: 'holds', compared: { differences: [], excused: [] } });
  });

  test('each of several packages is missing by itself as well', async () => {
    const both = ['import debug_toolbar', 'import devpanel', 'CHAIN = ["a", "debug_toolbar.x", "devpanel.x"]'];
    const guarded = (one: string, other: string) =>
      settings(
        ...GUARD,
        ...GUARD.map((line) => line.replace('debug_toolbar', 'devpanel')),
        `CHAIN = ["a", *(["debug_toolbar.x"] if ${one} else []), *(["devpanel.x"] if ${other} else [])]`,
      );
    const packages = ['debug_toolbar', 'devpanel'];
    const files = (own: Files) => ({ ...own, 'devpanel.py': '' });
    const old = files(settings(...both));
    const right = await rowOf(old, files(guarded('debug_toolbar', 'devpanel')), { packages });
    expect(right).toMatchObject({ outcome: 'holds', compared: { differences: [] } });
    const wrong = await rowOf(old, files(guarded('debug_toolbar', 'debug_toolbar')), { packages });
    expect(wrong.compared.differences.map(({ message }) => message)).toEqual([
      'lost "devpanel.x", which was at 1, where debug_toolbar alone is missing',
    ]);
  });

  test('what is hidden has no metadata either', async () => {
    const asking = (name: string) => [
      `from importlib.metadata import PackageNotFoundError, distributions, version`,
      'try:',
      `    VERSION = version("${name}")`,
      'except PackageNotFoundError:',
      '    VERSION = None',
      `LISTED = "${name}" in [each.metadata["Name"] for each in distributions()]`,
    ];
    const hidden = await rowOf(null, settings(...asking('django-debug-toolbar')));
    expect(hidden.present.settings).toMatchObject({ VERSION: expect.any(String), LISTED: true });
    expect(hidden.absent.settings).toMatchObject({ VERSION: null, LISTED: false });
    const other = await rowOf(null, settings(...asking('sqlparse')));
    expect(other.absent.settings).toMatchObject({ VERSION: expect.any(String), LISTED: true });
  });

  test('of several system checks that fail the same one does so in every start', async () => {
    const checks = [
      'from django.core.checks import register',
      'def failing(number):',
      '    def check(app_configs, **kwargs):',
      '        raise ValueError(f"number {chr(97 + number)}")',
      '    check.__qualname__ = f"check{number}"',
      '    return check',
      'for number in range(26):',
      '    register(failing(number))',
    ];
    const row = await rowOf(settings(...checks), settings(...checks, '# fixed'));
    expect(row.outcome).toBe('holds');
    expect(row.absent.steps.get('check')).toMatchObject({ failure: { chain: [{ message: 'number a' }] } });
  });

  test('an order that a set makes is not comparable', async () => {
    const many = (more: string) => settings(`CHAIN = list({str(n) for n in range(40)} | {${more}})`);
    const row = await rowOf(many('"debug_toolbar.x"'), many('"0"'));
    expect(row.compared).toMatchObject({ differences: [], restless: ['CHAIN'] });
  });

  test('the engine, the finders and the admin less the package', async () => {
    const apps = ['auth', 'contenttypes', 'admin', 'sessions', 'messages', 'staticfiles'].map(
      (name) => `django.contrib.${name}`,
    );
    const [now, guarded] = [
      'INSTALLED_APPS += ["debug_toolbar"]',
      'if debug_toolbar:\n    INSTALLED_APPS += ["debug_toolbar"]',
    ];
    const both = (last: string) => ({
      ...settings(
        ...GUARD,
        `INSTALLED_APPS = ${JSON.stringify(apps)}`,
        'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]',
        'STATIC_URL = "/s/"',
        last,
      ),
      'urls.py':
        'from django.contrib import admin\nfrom django.urls import path\nurlpatterns = [path("a/", admin.site.urls)]\n',
    });
    const row = await rowOf(both(now), both(guarded));
    expect(row.compared).toEqual({ differences: [], excused: [], restless: [] });
    expect([...row.present.resolved.keys()].sort()).toEqual([
      'apps',
      'changed by apps',
      'log handlers',
      'lost logs',
      'modules',
      'not there',
      'reached',
      'settings',
      'static files finders',
      'template engines',
      'urlpatterns',
      'written',
    ]);
  });
});
