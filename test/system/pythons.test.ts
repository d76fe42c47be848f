import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { cases } from '../cases.ts';
import { djguard, folderWith } from '../command.ts';
import { interpreters, SUPPORTED } from '../interpreters.ts';
import { startStubWorlds } from '../stubworld.ts';
import { cleanEnvironment, pythonWith, runProgram } from '../world.ts';

const VERIFY = fileURLToPath(new URL('../../src/verify', import.meta.url));
const PROGRAMS = ['probe', 'absent', 'supervisor'].flatMap((folder) =>
  readdirSync(join(VERIFY, folder))
    .filter((name) => name.endsWith('.py'))
    .map((name) => join(VERIFY, folder, name)),
);
/** The newest Django that a Python runs, where it is not the newest of all. */
const DJANGO: Readonly<Record<string, string>> = {
  '3.6': 'Django>=3.2,<3.3',
  '3.7': 'Django>=3.2,<3.3',
  '3.8': 'Django>=4.2,<4.3',
  '3.9': 'Django>=4.2,<4.3',
  '3.10': 'Django>=5.2,<5.3',
  '3.11': 'Django>=5.2,<5.3',
};
const COMPILE = 'import sys\nfor path in sys.argv[1:]:\n    compile(open(path, "rb").read(), path, "exec")';
/** The stub worlds of the tests need Python 3.8; on older ones rewrites are compiled alone. */
const isTooOld = (minor: string) => minor === '3.6' || minor === '3.7';

/** A guarded project in which one thing is another without the package, in a statement of several lines. */
const PROJECT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'settings.py': `try:
    import devpanel
except ImportError:
    devpanel = None
SECRET_KEY = "x"
ROOT_URLCONF = "urls"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
STATIC_URL, STATIC_ROOT = "/s/", "s"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
]
if devpanel is not None:
    INSTALLED_APPS += ["devpanel"]
COUNT = len(
    INSTALLED_APPS
)
`,
  'urls.py': 'urlpatterns = []\n',
};

const found = await interpreters();
const untried = SUPPORTED.filter((minor) => found.every((each) => each.minor !== minor));
afterAll(() => {
  console.log(`tried: ${found.map(({ version }) => `Python ${version}`).join(', ')}`);
  if (untried.length > 0) console.warn(`UNTRIED, since they are not here: Python ${untried.join(', ')}`);
});
if (found.length === 0) throw new Error('no Python 3.6 or newer: nothing can be tried');

describe.each(found)('Python $version', { timeout: 600_000 }, ({ python, minor }) => {
  test('compiles all that a proof runs', async () => {
    expect(await runProgram(python, ['-c', COMPILE, ...PROGRAMS])).toMatchObject({ code: 0, stderr: '' });
  });

  test('reads every rewrite of a source that it reads', async () => {
    const rewritten = cases.filter(({ after }) => after !== null);
    const script =
      'import json, sys, warnings\nwarnings.simplefilter("ignore")\n\ndef reads(path):\n    try:\n        compile(open(path, "rb").read(), path, "exec")\n    except SyntaxError:\n        return False\n    return True\n\n' +
      'print(json.dumps([[reads(folder + "/before.py"), reads(folder + "/after.py")] for folder in sys.argv[1:]]))';
    const ran = await runProgram(python, ['-c', script, ...rewritten.map(({ folder }) => folder)]);
    const read = JSON.parse(ran.stdout) as [boolean, boolean][];
    expect(read.filter(([before]) => before).length).toBeGreaterThan(300);
    expect(rewritten.filter((_, at) => read[at]?.[0] && !read[at]?.[1]).map(({ name }) => name)).toEqual([]);
  });

  test.skipIf(isTooOld(minor))('runs every rewrite, with the packages and without them', async () => {
    const worlds = await startStubWorlds(python);
    const failed: string[] = [];
    let runs = 0;
    for (const { name, before, after, left, ...rest } of cases.filter(
      (each) => each.after !== null && each.left === null,
    )) {
      const verdict = await worlds?.compare({ before, after: after ?? before, ...rest });
      // What the source itself can't do here says nothing about its rewrite.
      if (verdict === undefined || verdict.broken.length > 0) continue;
      runs += 1;
      const said = [...verdict.present, ...verdict.absent];
      if (said.length > 0) failed.push(`${name}: ${said[0]}`);
    }
    worlds?.close();
    expect(failed).toEqual([]);
    expect(runs).toBeGreaterThan(300);
  });

  test('runs a proof', async () => {
    const django = DJANGO[minor] ?? 'Django';
    const installed = await pythonWith(python, django);
    if (installed === null) throw new Error(`${django} can't be installed with Python ${minor}`);
    const cwd = folderWith(PROJECT);
    const env = cleanEnvironment({ PYTHONPATH: folderWith({ 'devpanel/__init__.py': '' }) }) as Record<string, string>;
    const flags = ['--package', 'devpanel', '--python', installed, '--output-format', 'json'];
    const ran = await djguard(['verify', ...flags], { cwd, env });
    const { outcome, python: seen, environments } = JSON.parse(ran.stdout || '{}');
    expect(outcome, ran.stderr).toBe('fails');
    expect(seen.version).toContain(`${minor}.`);
    expect(environments[0].differences).toMatchObject([
      { subject: 'COUNT', world: 'absent', path: 'settings.py', line: 14, message: 'was 2 and is 1' },
    ]);
    const steps = Object.entries(environments[0].absent).filter(([step]) => step !== 'asgi');
    expect(new Set(steps.map(([, outcome]) => outcome))).toEqual(new Set(['passed']));
  });
});
