import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();
const env = cleanEnvironment() as Record<string, string>;

/** A program without Django, as far as its own code goes; test/system/verify-entry.test.ts has the frameworks. */
const PROGRAM = {
  'pyproject.toml':
    '[project]\nname = "shop"\ndependencies = []\n\n[dependency-groups]\ndev = ["django-debug-toolbar"]\n',
  'shop/__init__.py': '',
  'shop/main.py': 'from shop.pages import app\n',
  'shop/pages.py': 'import debug_toolbar\n\napp = print\n',
};
const MENDED = {
  ...PROGRAM,
  'shop/pages.py': 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\napp = print\n',
};

const verify = (files: Readonly<Record<string, string>>, ...args: string[]) =>
  djguard(['verify', '--python', worlds?.present ?? '', ...args], { cwd: folderWith(files), env });

describe.skipIf(worlds === null)('a program', () => {
  test('fails where it asks for a development package, with its finding, and holds once mended', async () => {
    const broken = await verify(PROGRAM, '--entry', 'shop.main:app');
    expect(broken).toMatchObject({ code: 1 });
    expect(broken.stdout).toContain(`\
shop.main:app                     present  absent
  import shop.main                pass     FAIL
  take app                        pass     -
  import shop.main, absent: shop/pages.py:1: ModuleNotFoundError: No module named 'debug_toolbar'
    shop/pages.py:1:1: DJG001 `);
    expect(await verify(MENDED, '--entry', 'shop.main:app')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('The proof holds: shop.main:app starts with and without django-debug-toolbar'),
    });
  });

  test('a package is imported with all that is in it', async () => {
    const ran = await verify(MENDED, '--module', 'shop', '--entry', 'python -m shop.main');
    expect(ran, ran.stdout).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain('  import 2 modules in it          pass     pass\n');
    expect(ran.stdout).toContain('  run shop.main                   pass     pass\n');
  });
});
