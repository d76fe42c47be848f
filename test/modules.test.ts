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

test('a project that is not Python is passed over', async () => {
  const cwd = folderWith({ 's/__init__.py': '', 's/base.py': LIST, 's/dev.py': 'from .base import *\nprint "x"\n' });
  const result = await run({ mode: 'fix', cwd, packages: ['debug_toolbar'], isolated: true });
  expect(result.problems).toEqual([]);
  writeFileSync(join(cwd, 's/dev.py'), '');
  expect(readFileSync(join(cwd, 's/base.py'), 'utf8')).toContain('try:');
});
