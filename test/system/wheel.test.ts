import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { djguard, folderWith, program } from '../command.ts';
import { beside, indexSettings } from '../python-tools.ts';
import { pythonWith } from '../world.ts';

const run = promisify(execFile);
const TOP = fileURLToPath(new URL('../..', import.meta.url));
const SETTINGS = `SECRET_KEY = "x"
ROOT_URLCONF = "urls"
STATIC_URL, STATIC_ROOT = "/s/", "s"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "debug_toolbar",
]
INTERNAL_IPS = ["127.0.0.1"]
`;
const PROJECT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'requirements.txt': 'Django\n',
  'requirements-dev.txt': '-r requirements.txt\ndjango-debug-toolbar\n',
  'urls.py': 'urlpatterns = []\n',
  'settings.py': SETTINGS,
};

await run(process.execPath, ['scripts/wheel.mjs'], { cwd: TOP });
const [wheel = ''] = readdirSync(join(TOP, 'dist-python')).map((name) => join(TOP, 'dist-python', name));
const tools = (await pythonWith('python3', 'uv', 'pipx')) as string;
const index = await indexSettings();
const environment = mkdtempSync(join(tmpdir(), 'djguard-wheel-'));
afterAll(() => rmSync(environment, { recursive: true, force: true }));
const python = join(environment, 'bin/python');
await run('python3', ['-m', 'venv', environment]);
await timed([python, '-m', 'pip', 'install', '--quiet', wheel], TOP);
await run(python, ['-m', 'pip', 'install', '--quiet', 'Django', 'django-debug-toolbar']);

/** No program is found by its name: no Node.js, and no Python, whose environment is not activated either. */
const NOTHING_ELSE = { PATH: join(environment, 'nothing'), VIRTUAL_ENV: '' };

/** Runs a program and says how long it took. */
async function timed([file = '', ...args]: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const start = performance.now();
  const ran = await program(file, args, { cwd, env });
  console.log(`${[file, ...args].join(' ')}: exit ${ran.code} after ${Math.round(performance.now() - start)} ms`);
  return ran;
}

/** The installed command. */
const installed = (args: readonly string[], cwd: string) =>
  timed([beside(python, 'djguard'), ...args], cwd, NOTHING_ELSE);

test('it has the version of package.json, and one name', async () => {
  expect(await installed(['--version'], TOP)).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  const module = await timed([python, '-m', 'djguard', '--version'], folderWith({}), NOTHING_ELSE);
  expect(module).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  expect(wheel).toContain(`djguard-${manifest.version}-py3-none-any.whl`);
});

test('it finds, fixes and proves what the command does, by the Python that it is installed for', async () => {
  const cwd = folderWith(PROJECT);
  const { code, stdout, stderr } = await djguard(['--check'], { cwd });
  expect(await installed(['--check'], cwd)).toMatchObject({ code, stdout, stderr });
  expect(await installed(['--fix'], cwd)).toMatchObject({ code: 0 });
  const other = folderWith(PROJECT);
  await djguard(['--fix'], { cwd: other });
  const fixed = readFileSync(join(cwd, 'settings.py'), 'utf8');
  expect(fixed).toBe(readFileSync(join(other, 'settings.py'), 'utf8'));
  expect(fixed).not.toBe(SETTINGS);
  const proof = await installed(['verify'], cwd);
  expect(proof, proof.stdout + proof.stderr).toMatchObject({ code: 0 });
  expect(proof.stdout).toContain('django.setup()');
  expect(proof.stdout + proof.stderr).toContain(python);
});

test('it ends as the command ends, and reads what the command reads', async () => {
  expect(await installed(['--nonsense'], TOP)).toMatchObject({ code: 2 });
  const circumstances = { cwd: folderWith(PROJECT), env: NOTHING_ELSE, input: SETTINGS };
  const ran = await program(beside(python, 'djguard'), ['-'], circumstances);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).not.toBe(SETTINGS);
});

test.each(['bash', 'zsh', 'fish'])('it completes in %s', async (shell) => {
  const { stdout } = await djguard(['completions', shell], { cwd: TOP });
  expect(await installed(['completions', shell], TOP)).toMatchObject({ code: 0, stdout });
});

test.each([
  ['uvx', ['uvx', '--from', wheel, 'djguard']],
  ['pipx run', ['pipx', 'run', '--spec', wheel, 'djguard']],
])('%s runs it', { timeout: 600_000 }, async (_, [tool = '', ...words]) => {
  const cwd = folderWith(PROJECT);
  const home = folderWith({});
  const env = { ...index, PATH: ['/usr/bin', '/bin'].join(delimiter), PIPX_HOME: home, UV_TOOL_DIR: home };
  const first = await timed([beside(tools, tool), ...words, '--check'], cwd, env);
  expect(first, first.stderr).toMatchObject({ code: 1 });
  expect(first.stdout).toContain('settings.py:6:5: DJG002');
  expect(await timed([beside(tools, tool), ...words, '--check'], cwd, env)).toMatchObject({ stdout: first.stdout });
});
