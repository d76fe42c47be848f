import { describe, expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import type { GuardStyle } from '../src/types.ts';
import { djguard, folderWith, isInstalled, program } from './command.ts';
import { rewrite } from './rewrite.ts';

const parse = await loadParser();

const SETTINGS = 'INSTALLED_APPS = ["shop"]\nINSTALLED_APPS += ["debug_toolbar"]\nprint(INSTALLED_APPS)\n';
const URLS =
  'import debug_toolbar.toolbar\n\nurlpatterns = []\nurlpatterns += debug_toolbar.toolbar.urls()\nprint(urlpatterns)\n';

/** Worlds by what stands in them beside the module. */
const WORLDS = {
  absent: {},
  present: { 'debug_toolbar/__init__.py': '', 'debug_toolbar/toolbar.py': 'def urls():\n    return ["bar"]\n' },
  'without what it needs': { 'debug_toolbar/__init__.py': 'import sqlparse_of_no_world\n' },
  'without its submodule': { 'debug_toolbar/__init__.py': '' },
};

/** Runs a guarded module by Python. */
async function ranIn(world: keyof typeof WORLDS, before: string, guard: Partial<GuardStyle>) {
  const outcome = rewrite(parse, 'module.py', before, [packageNamed('debug_toolbar')], { guard });
  if (outcome.status !== 'found') throw new Error(outcome.status);
  const cwd = folderWith({ 'module.py': outcome.after, ...WORLDS[world] });
  return program('python3', ['-W', 'always', 'module.py'], { cwd });
}

describe.skipIf(!isInstalled('python3'))('[tool.djguard.guard]', () => {
  const named: Partial<GuardStyle> = { exception: 'ModuleNotFoundError' };

  test.each([SETTINGS, URLS])(
    'exception = "ModuleNotFoundError" hides nothing but that the package is missing: %j',
    async (before) => {
      expect(await ranIn('present', before, named)).toMatchObject({ code: 0, stderr: '' });
      expect(await ranIn('absent', before, named)).toMatchObject({ code: 0, stderr: '' });
      expect((await ranIn('without what it needs', before, named)).stderr).toContain(
        "No module named 'sqlparse_of_no_world'",
      );
      expect(await ranIn('without what it needs', before, {})).toMatchObject({ code: 0 });
    },
  );

  test('a package without a module of its own is another package', async () => {
    expect((await ranIn('without its submodule', URLS, named)).stderr).toContain(
      "No module named 'debug_toolbar.toolbar'",
    );
  });

  test('missing = "warn" warns where the package is missing', async () => {
    for (const exception of ['ImportError', 'ModuleNotFoundError'] as const) {
      const guard = { exception, missing: 'warn' } as const;
      const absent = await ranIn('absent', SETTINGS, guard);
      expect(absent).toMatchObject({ code: 0, stdout: "['shop']\n" });
      expect(absent.stderr).toContain('UserWarning: debug_toolbar is not installed');
      expect(await ranIn('present', SETTINGS, guard)).toMatchObject({ code: 0, stderr: '' });
    }
  });

  test('is read from the configuration, and a second run changes nothing', async () => {
    const cwd = folderWith({
      'pyproject.toml': '[tool.djguard.guard]\nexception = "ModuleNotFoundError"\nmissing = "warn"\n',
      'settings.py': SETTINGS,
    });
    expect((await djguard(['--fix'], { cwd })).code).toBe(0);
    expect((await program('cat', ['settings.py'], { cwd })).stdout).toContain('except ModuleNotFoundError as error:\n');
    expect((await djguard(['--check'], { cwd })).code).toBe(0);
  });
});

test('a name that the module uses for something else is left to it', () => {
  const guard = { exception: 'ModuleNotFoundError', missing: 'warn' } as const;
  const outcome = rewrite(
    parse,
    'module.py',
    `error = 1\nwarnings = []\n${SETTINGS}`,
    [packageNamed('debug_toolbar')],
    { guard },
  );
  expect(outcome).toMatchObject({ status: 'found', after: expect.stringContaining('as exc:') });
  expect(outcome).not.toMatchObject({ after: expect.stringContaining('warnings.warn') });
});
