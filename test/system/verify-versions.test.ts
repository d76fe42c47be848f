import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { djguard, folderWith } from '../command.ts';
import { cleanEnvironment, pythonWith, runProgram } from '../world.ts';

/** Interpreters and what Django they are to run; of the ones with a number, those that the machine has. */
const PAIRS = [
  ['python3', 'Django>=2.2,<2.3'],
  ['python3', 'Django>=3.2,<3.3'],
  ['python3', 'Django==4.1'],
  ['python3', 'Django>=4.2,<4.3'],
  ['python3', 'Django>=5.2,<5.3'],
  ['python3', 'Django'],
  ['python3.8', 'Django>=3.2,<3.3'],
  ['python3.13', 'Django'],
  ['python3.14', 'Django'],
] as const;

/** A project that names a package wherever the steps look. */
const FILES = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
  'site_settings.py': `SECRET_KEY = "x"
DEBUG = True
ROOT_URLCONF = "site_urls"
STATIC_URL = "/static/"
INSTALLED_APPS = ["django.contrib.staticfiles", "devpanel"]
MIDDLEWARE = ["devpanel.middleware.Middleware", "django.middleware.common.CommonMiddleware"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "devpanel.context.panel"],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`,
  'site_urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("panel/", include("devpanel.urls"))]\n',
};

/** The package, in a folder of its own: what lies in the project is no tool that may be missing. */
const PACKAGE = {
  'devpanel/__init__.py': '',
  'devpanel/middleware.py': `class Middleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
`,
  'devpanel/context.py': 'def panel(request):\n    return {}\n',
  'devpanel/urls.py': 'urlpatterns = []\n',
};

const ran: string[] = [];
afterAll(() => console.log(`verified with ${ran.join(', ')}`));

test.each(PAIRS)('%s with %s: finds what is unguarded, and proves the fix', async (interpreter, requirement) => {
  const python = await pythonWith(interpreter, requirement);
  const runs = python === null ? null : await runProgram(python, ['-c', 'import django; print(django.__version__)']);
  if (python === null || runs?.code !== 0) {
    const reason = `${interpreter} is missing here, or does not run ${requirement}`;
    if (process.env.CI === 'true' && interpreter === 'python3' && requirement === 'Django') throw new Error(reason);
    console.warn(`${reason}: not verified with it`);
    return;
  }
  const cwd = folderWith(FILES);
  const env = cleanEnvironment({ PYTHONPATH: folderWith(PACKAGE) }) as Record<string, string>;
  const flags = ['--package', 'devpanel', '--python', python, '--output-format', 'json'];
  const unguarded = JSON.parse((await djguard(['verify', ...flags], { cwd, env })).stdout);
  expect(unguarded).toMatchObject({ holds: false, python: { django: runs.stdout.trim() }, exitCode: 1 });
  const { asgi, ...steps } = unguarded.environments[0].present;
  expect(new Set(Object.values(steps))).toEqual(new Set(['passed']));
  // Django has it from 3.0 on: https://docs.djangoproject.com/en/5.2/releases/3.0/#asgi-support
  expect(asgi).toBe(runs.stdout.startsWith('2.') ? 'left out' : 'passed');
  expect(unguarded.failures).toMatchObject([{ step: 'setup', world: 'absent', findings: [{ code: 'DJG002' }] }]);
  const fixed = await djguard(['--fix', '--verify', ...flags], { cwd, env });
  const { verify, files } = JSON.parse(fixed.stdout);
  expect(fixed.code, fixed.stdout).toBe(0);
  expect(verify).toMatchObject({
    holds: true,
    environments: [{ settings: 'site_settings', differences: [], excused: [] }],
  });
  expect(files.map(({ written }: { written: boolean }) => written)).toEqual([true, true]);
  const { stdout } = await runProgram(join(python), ['-V']);
  ran.push(`${stdout.trim()} and Django ${runs.stdout.trim()}`);
});
