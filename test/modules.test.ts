import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run/run.ts';
import { folderWith } from './command.ts';

type Files = Readonly<Record<string, string>>;

/** What a run finds in a project, as `path:line: advice`, with `fixed` where djguard does it. */
async function found(files: Files, paths: readonly string[] = ['.']): Promise<readonly string[]> {
  const cwd = folderWith({ 's/__init__.py': '', ...files });
  const result = await run({ mode: 'preview', cwd, paths, packages: ['debug_toolbar'], isolated: true });
  return result.files.flatMap(({ path, findings }) =>
    findings.map(({ line, advice }) => `${path}:${line}: ${advice ?? 'fixed'}`),
  );
}

const LIST = 'INSTALLED_APPS = ["a", "debug_toolbar", "b"]\n';
const COUNTS = 'counts the places of the same list, which are others without the entry: place by an entry instead';

describe('a list that another module takes and counts is refused', () => {
  const ways: Readonly<Record<string, string>> = {
    'by a star import': 'from .base import *\nINSTALLED_APPS.insert(2, "own")\n',
    'by its name': 'from s.base import INSTALLED_APPS\nINSTALLED_APPS.insert(2, "own")\n',
    'by another name': 'from .base import INSTALLED_APPS as APPS\nAPPS.insert(2, "own")\n',
    'by an attribute': 'from . import base\nbase.INSTALLED_APPS.insert(2, "own")\n',
    'by a dotted name': 'import s.base\ns.base.INSTALLED_APPS.insert(2, "own")\n',
    'by import_module':
      'from importlib import import_module\nimport_module("s.base").INSTALLED_APPS.insert(2, "own")\n',
    'by getattr': 'from . import base\ngetattr(base, "INSTALLED_APPS").insert(2, "own")\n',
    'by vars': 'from . import base; globals().update(vars(base))\nINSTALLED_APPS.insert(2, "own")\n',
    'by exec': 'exec(open("s/base.py").read())\nINSTALLED_APPS.insert(2, "own")\n',
    'by include': 'from split_settings.tools import include; include("base.py")\nINSTALLED_APPS.insert(2, "own")\n',
  };
  test.each(Object.entries(ways))('%s', async (_, text) => {
    const path = text.includes('"s/base.py"') ? 'taker.py' : 's/taker.py';
    expect(await found({ 's/base.py': LIST, [path]: text })).toEqual([`s/base.py:1: ${path}:2 ${COUNTS}`]);
  });

  test('by a base class, and as what a function gives', async () => {
    const base = 'class Base:\n    INSTALLED_APPS = ["a", "debug_toolbar", "b"]\n';
    const taker = 'from .base import Base\nclass Own(Base):\n    FIRST = Base.INSTALLED_APPS[2]\n';
    expect(await found({ 's/base.py': base, 's/own.py': taker })).toEqual([`s/base.py:2: s/own.py:3 ${COUNTS}`]);
  });

  test('through several modules, of which only the last one counts', async () => {
    const files = {
      's/base.py': LIST,
      's/common.py': 'from .base import *\nINSTALLED_APPS += ["c"]\n',
      's/dev.py': 'from .common import INSTALLED_APPS\n',
      's/local.py': 'from . import dev\nLAST = dev.INSTALLED_APPS[2]\n',
    };
    expect(await found(files)).toEqual([`s/base.py:1: s/local.py:2 ${COUNTS}`]);
  });

  test('by a part of split settings that runs with the names of those before it', async () => {
    const files = {
      's/__init__.py': 'from split_settings.tools import include\ninclude("base.py", "dev.py")\n',
      's/base.py': LIST,
      's/dev.py': 'INSTALLED_APPS.pop(2)\n',
    };
    expect(await found(files)).toEqual([`s/base.py:1: s/dev.py:1 ${COUNTS}`]);
  });

  test('whichever files a run is given', async () => {
    const files = { 's/base.py': LIST, 's/dev.py': 'from .base import *\nINSTALLED_APPS.pop(2)\n' };
    expect(await found(files, ['s/base.py'])).toEqual([`s/base.py:1: s/dev.py:2 ${COUNTS}`]);
    expect(await found(files, ['s/dev.py'])).toEqual([]);
  });
});

describe('a list is guarded where the modules that take it', () => {
  const ways: Readonly<Record<string, string>> = {
    'add to it, and ask what is in it': 'from .base import *\nINSTALLED_APPS += ["c"]\nHERE = "a" in INSTALLED_APPS\n',
    'count before its entry': 'from .base import *\nFIRST = INSTALLED_APPS[0]\n',
    'give the name another list': 'from .base import *\nINSTALLED_APPS = ["c", "d"]\nINSTALLED_APPS.pop()\n',
    'take another name': 'from .base import OTHER\nOTHER.pop()\n',
    'lie in another package': 'from t.base import *\nINSTALLED_APPS.pop()\n',
  };
  test.each(Object.entries(ways))('%s', async (_, text) => {
    const files = { 's/base.py': `${LIST}OTHER = []\n`, 's/dev.py': text, 't/__init__.py': '', 't/base.py': '' };
    expect(await found(files)).toEqual(['s/base.py:1: fixed']);
  });
});

/** A project in which every file depends on what the others make of its names. */
const TANGLED: Files = {
  's/__init__.py': '',
  's/apps.py': 'DEV = ["debug_toolbar", "x"]\nLATE = ["debug_toolbar", "y"]\n',
  's/base.py': `import debug_toolbar\nfrom .apps import DEV\n${LIST}MIDDLEWARE = ["m", "debug_toolbar.middleware.X"]\n`,
  's/dev.py':
    'from .base import *\nINSTALLED_APPS += DEV\nif debug_toolbar is not None:\n    MIDDLEWARE += ["debug_toolbar.Y"]\n',
  's/prod.py': 'from . import base\nfrom .apps import LATE\nbase.INSTALLED_APPS.insert(2, "own")\nSHOWN = LATE[1]\n',
  's/test.py': 'from .dev import *\nINSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar.z"]\n',
};

describe('which files a run is given makes no difference to what becomes of each', () => {
  const options = { packages: ['debug_toolbar'], isolated: true } as const;
  const texts = (cwd: string) => Object.keys(TANGLED).map((path) => readFileSync(join(cwd, path), 'utf8'));
  const fixed = async (batches: readonly (readonly string[])[]) => {
    const cwd = folderWith(TANGLED);
    for (const paths of batches) await run({ mode: 'fix', cwd, paths, ...options });
    return texts(cwd);
  };
  const paths = Object.keys(TANGLED);

  test('one by one, in batches, in any order', async () => {
    const whole = await fixed([['.']]);
    expect(whole).not.toEqual(Object.values(TANGLED));
    const single = paths.map((path) => [path]);
    for (const batches of [
      single,
      [...single].reverse(),
      [paths.slice(0, 3), paths.slice(3)],
      [paths.slice(3), paths.slice(0, 3)],
    ])
      expect(await fixed(batches)).toEqual(whole);
  });

  test('and from standard input', async () => {
    const cwd = folderWith(TANGLED);
    const whole = await run({ mode: 'preview', cwd, ...options });
    for (const path of paths) {
      const bytes = readFileSync(join(cwd, path));
      const { output, files } = await run({ mode: 'fix', cwd, stdin: { bytes, path }, ...options });
      const report = whole.files.find((file) => file.path === path);
      expect(Buffer.from(output ?? []).toString()).toBe(report?.after ?? TANGLED[path]);
      expect(files.flatMap(({ findings }) => findings)).toEqual(report?.findings ?? []);
    }
  });
});

describe('a list that is no setting itself', () => {
  const apps = 'DEV = ["debug_toolbar", "x"]\n';

  test('is one where another module makes it one', async () => {
    const prod = 'from s.apps import DEV\nINSTALLED_APPS = ["a"] + DEV\n';
    expect(await found({ 's/apps.py': apps, 's/prod.py': prod })).toEqual(['s/apps.py:1: fixed']);
    const counting = `${prod}INSTALLED_APPS.insert(2, "own")\n`;
    expect(await found({ 's/apps.py': apps, 's/prod.py': counting })).toEqual([`s/apps.py:1: s/prod.py:3 ${COUNTS}`]);
    // What becomes of a list that no module makes a setting is not known.
    const [talk] = await found({ 's/apps.py': apps, 's/prod.py': 'from s.apps import DEV\nTALK = DEV\n' });
    expect(talk).toContain('ignore[DJG011]');
  });

  test('also as what a function returns', async () => {
    const base = 'def apps():\n    return ["a", "debug_toolbar", "b"]\n';
    const by = (...lines: string[]) => found({ 's/base.py': base, 's/dev.py': lines.join('\n') });
    expect(await by('from .base import apps', 'INSTALLED_APPS = apps()')).toEqual(['s/base.py:2: fixed']);
    expect(await by('from . import base', 'INSTALLED_APPS = base.apps()', 'INSTALLED_APPS.pop(-2)')).toEqual([
      `s/base.py:2: s/dev.py:3 ${COUNTS}`,
    ]);
  });
});

describe('a name of the package that another module takes', () => {
  const NEEDED = 'uses the name, which has no value without the package: import it there, or guard that use by hand';
  const UNSET = 'imports the name behind a guard, and it has no value without the package: guard this use too';
  const IMPORT = 'import debug_toolbar\n';
  const GUARDED = 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n';

  test('is not guarded where the module needs it', async () => {
    const by = (text: string) => found({ 's/base.py': IMPORT, 's/dev.py': text });
    const use = 'V = debug_toolbar.VERSION\n';
    expect(await by(`from .base import *\n${use}`)).toEqual([`s/base.py:1: s/dev.py:2 ${NEEDED}`]);
    expect(await by(`from .base import debug_toolbar\n${use}`)).toEqual([`s/base.py:1: s/dev.py:2 ${NEEDED}`]);
    expect(await by('from . import base\nV = base.debug_toolbar.VERSION\n')).toEqual([
      `s/base.py:1: s/dev.py:2 ${NEEDED}`,
    ]);
  });

  test('is None where the module only asks for it, or takes it', async () => {
    const cwd = folderWith({
      's/__init__.py': '',
      's/base.py': IMPORT,
      's/dev.py': 'from .base import debug_toolbar\nif debug_toolbar is not None:\n    V = debug_toolbar.VERSION\n',
    });
    const { files } = await run({ mode: 'preview', cwd, packages: ['debug_toolbar'], isolated: true });
    expect(files.map(({ path, after }) => [path, after])).toEqual([['s/base.py', GUARDED]]);
  });

  test('is found where it has no value behind a guard of the other module', async () => {
    const by = (base: string, text: string) => found({ 's/base.py': base, 's/dev.py': text });
    const unbound = GUARDED.replace('debug_toolbar = None', 'pass');
    expect(await by(GUARDED, 'from .base import *\nV = debug_toolbar.VERSION\n')).toEqual([
      `s/dev.py:2: s/base.py:2 ${UNSET}`,
    ]);
    expect(await by(GUARDED, 'from .base import *\nif debug_toolbar:\n    V = debug_toolbar.VERSION\n')).toEqual([]);
    expect(await by(unbound, 'from .base import *\nif debug_toolbar:\n    V = 1\n')).toEqual([
      `s/dev.py:2: s/base.py:2 ${UNSET}`,
    ]);
  });

  test('guards what stands under it in the other module, as a flag does', async () => {
    const flag = 'from importlib.util import find_spec\nHERE = find_spec("debug_toolbar") is not None\n';
    const taking = (name: string) => `from .base import *\nif ${name}:\n    INSTALLED_APPS = ["debug_toolbar"]\n`;
    expect(await found({ 's/base.py': flag, 's/dev.py': taking('HERE') })).toEqual([]);
    expect(await found({ 's/base.py': GUARDED, 's/dev.py': taking('debug_toolbar') })).toEqual([]);
    expect(await found({ 's/base.py': 'HERE = True\n', 's/dev.py': taking('HERE') })).toEqual(['s/dev.py:3: fixed']);
  });
});

test('an import in a function counts where another module calls the function as it loads', async () => {
  const util = 'def ver():\n    import debug_toolbar\n    return debug_toolbar.VERSION\n';
  const by = (text: string) => found({ 's/util.py': util, 's/prod.py': text });
  expect(await by('from .util import ver\ndef later():\n    return ver()\n')).toEqual([]);
  expect((await by('from .util import ver\nV = ver()\n'))[0]).toContain('s/util.py:2: ');
});

test('a project that is not Python is passed over', async () => {
  const cwd = folderWith({ 's/__init__.py': '', 's/base.py': LIST, 's/dev.py': 'from .base import *\nprint "x"\n' });
  const result = await run({ mode: 'fix', cwd, packages: ['debug_toolbar'], isolated: true });
  expect(result.problems).toEqual([]);
  writeFileSync(join(cwd, 's/dev.py'), '');
  expect(readFileSync(join(cwd, 's/base.py'), 'utf8')).toContain('try:');
});
