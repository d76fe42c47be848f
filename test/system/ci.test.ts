import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { folderWith, program } from '../command.ts';
import { npmFolder } from '../npm-folder.ts';

const run = promisify(execFile);
const TOP = fileURLToPath(new URL('../..', import.meta.url));
const ACTION = join(TOP, '.github/actions/djguard');
const GUIDE = readFileSync(join(TOP, 'docs/ci.md'), 'utf8');
const MANAGE = `import os
import sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`;
const GOOD = {
  'manage.py': MANAGE,
  'wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'requirements.txt': 'Django\n',
  'requirements-dev.txt': '-r requirements.txt\ndjango-debug-toolbar\n',
  'urls.py': 'urlpatterns = []\n',
  'settings.py': `SECRET_KEY = "x"
ROOT_URLCONF = "urls"
STATIC_URL, STATIC_ROOT = "/s/", "s"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
]
`,
};
const BAD = { ...GOOD, 'settings.py': GOOD['settings.py'].replace('\n]', '\n    "debug_toolbar",\n]') };
const FINDING = /settings\.py.{1,40}DJG002/s;

await run(process.execPath, ['scripts/wheel.mjs'], { cwd: TOP });
const [wheel = ''] = readdirSync(join(TOP, 'dist-python')).map((name) => join(TOP, 'dist-python', name));
// What a job's image has: a Python whose pip may install.
const image = mkdtempSync(join(tmpdir(), 'djguard-ci-'));
afterAll(() => rmSync(image, { recursive: true, force: true }));
await run('python3', ['-m', 'venv', image]);
const PATH = `${join(image, 'bin')}:${process.env.PATH}`;

/** Runs lines as the shell of a job does, to the first that fails. */
const shell = (script: string, cwd: string, env: Readonly<Record<string, string>> = {}) =>
  program('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env: { PATH, ...env } });

describe('the action', () => {
  const { inputs, runs } = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'));

  /** Runs the steps of the action as a runner does. */
  async function act(cwd: string, given: Readonly<Record<string, string>>, action = ACTION) {
    const temporary = folderWith({ path: '', output: '', summary: '' });
    const files = { GITHUB_PATH: 'path', GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary' };
    const fixed = Object.entries(files).map(([name, file]) => [name, join(temporary, file)]);
    const meant: Readonly<Record<string, string>> = { 'github.action_path': action, 'runner.temp': temporary };
    const read = (file: string) => readFileSync(join(temporary, file), 'utf8');
    let code: number | null = 0;
    let said = '';
    for (const step of runs.steps) {
      const own = Object.entries<string>(step.env).map(([name, text]) => [
        name,
        text.replaceAll(
          /\$\{\{ (?:inputs\.)?([\w.-]+) \}\}/g,
          (_, key) => meant[key] ?? given[key] ?? inputs[key].default,
        ),
      ]);
      const path = [...read('path').split('\n').filter(Boolean).reverse(), PATH].join(':');
      const env = Object.fromEntries([...fixed, ...own, ['GITHUB_ACTIONS', 'true'], ['PATH', path]]);
      const ran = await shell(step.run, cwd, env);
      code = ran.code;
      said += ran.stdout + ran.stderr;
      if (code !== 0) break;
    }
    return { code, said, output: read('output'), summary: read('summary') };
  }

  test('hands no input to a shell but by its environment', () => {
    expect(runs.steps.filter((step: { run: string }) => step.run.includes('${{'))).toEqual([]);
  });

  test('is an action, as the schema of GitHub has it', async () => {
    const folder = await npmFolder('action-validator', ['@action-validator/core', '@action-validator/cli']);
    const validator = join(folder, 'node_modules/.bin/action-validator');
    const ran = await program(validator, [join(ACTION, 'action.yml')], { cwd: TOP });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
  });

  test.each([
    ['built by Node.js', ''],
    ['from a wheel', wheel],
  ])('annotates, sums up, and writes SARIF: %s', { timeout: 600_000 }, async (_, requirement) => {
    const cwd = folderWith(BAD);
    // A runner has the repository as it is committed, and nothing built.
    const clone = folderWith({});
    await run('git', ['clone', '--quiet', TOP, clone]);
    const { code, said, output, summary } = await act(cwd, { requirement }, join(clone, '.github/actions/djguard'));
    expect(code, said).toBe(1);
    expect(said).toMatch(/^::error title=djguard DJG002 \(production\),file=settings\.py,line=6,/m);
    expect(output).toBe('exit-code=1\n');
    expect(summary).toMatch(/^### djguard: Found 1 unguarded use/);
    expect(summary).toContain('| `settings.py:6` | DJG002 | production |');
    const [{ results }] = JSON.parse(readFileSync(join(cwd, 'djguard.sarif'), 'utf8')).runs;
    expect(results).toEqual([expect.objectContaining({ ruleId: 'DJG002' })]);
  });

  test('passes where there is nothing to find, with several paths and flags', async () => {
    const cwd = folderWith(GOOD);
    const given = {
      paths: 'settings.py urls.py',
      args: '--fail-on production --force-exclude',
      'sarif-file': 'a.sarif',
    };
    const { code, said, output, summary } = await act(cwd, given);
    expect(code, said).toBe(0);
    expect(output).toBe('exit-code=0\n');
    expect(summary).toBe('### djguard: All checks passed!\n');
    expect(existsSync(join(cwd, 'a.sarif'))).toBe(true);
  });

  test('proves, where it is asked to', async () => {
    await run(join(image, 'bin/pip'), ['install', '--quiet', 'Django', 'django-debug-toolbar']);
    const cwd = folderWith(BAD);
    const { code, summary } = await act(cwd, { verify: 'true' });
    expect(code).toBe(1);
    expect(summary).toMatch(/#### The proof does not hold: .+\n\n```text\nsettings +present +absent\n/);
  });
});

describe('the guide', () => {
  const snippets = [...GUIDE.matchAll(/^## (.+)\n(?:(?!^## )[\s\S])*?^```(yaml|dockerfile)\n([\s\S]*?)^```$/gm)];
  const snippet = (title: string) => snippets.find(([, name]) => name === title)?.[3] ?? '';
  const lines: Readonly<Record<string, () => string[]>> = {
    GitLab: () => parse(snippet('GitLab')).djguard.script,
    Bitbucket: () => parse(snippet('Bitbucket')).pipelines['pull-requests']['**'][0].step.script,
    'Azure Pipelines': () => parse(snippet('Azure Pipelines')).steps.flatMap(({ script = [] }) => script),
    'A Dockerfile': () => snippet('A Dockerfile').match(/(?<=^RUN ).+$/gm) ?? [],
  };
  const reports: Readonly<Record<string, string>> = {
    GitLab: 'gl-code-quality-report.json',
    Bitbucket: 'test-results/djguard.xml',
    'Azure Pipelines': 'djguard.xml',
  };

  test('has these snippets, and no other', () => {
    expect(snippets.map(([, name]) => name)).toEqual(['GitHub Actions', ...Object.keys(lines)]);
  });

  test.each(Object.keys(lines))('%s: fails a project that breaks, passes one that does not', async (title) => {
    const script = lines[title]?.().join('\n') ?? '';
    const env = { DJGUARD: wheel };
    const files = title === 'A Dockerfile' ? { Dockerfile: snippet(title) } : {};
    const bad = folderWith({ ...BAD, ...files });
    const failed = await shell(script, bad, env);
    expect(failed, failed.stdout + failed.stderr).toMatchObject({ code: 1 });
    const report = reports[title];
    const told = report === undefined ? failed.stdout : readFileSync(join(bad, report), 'utf8');
    expect(told).toMatch(title === 'A Dockerfile' ? FINDING : /settings\.py/);
    const passed = await shell(script, folderWith({ ...GOOD, ...files }), env);
    expect(passed, passed.stdout + passed.stderr).toMatchObject({ code: 0 });
  });

  test('GitHub Actions: is a workflow, and asks for nothing that the action has not', async () => {
    const workflow = parse(snippet('GitHub Actions'));
    const action = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'));
    const [, step] = workflow.jobs.djguard.steps;
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    for (const name of Object.keys(action.inputs)) expect(GUIDE).toContain(`| \`${name}\` |`);
    const folder = await npmFolder('action-validator', ['@action-validator/core', '@action-validator/cli']);
    const file = join(folderWith({ '.github/workflows/djguard.yml': snippet('GitHub Actions') }), '.github/workflows');
    const validator = join(folder, 'node_modules/.bin/action-validator');
    const ran = await program(validator, [join(file, 'djguard.yml')], { cwd: TOP });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
  });
});

describe('the release', () => {
  const file = join(TOP, '.github/workflows/release.yml');

  test('is a workflow, and publishes only what its tag names', async () => {
    const folder = await npmFolder('action-validator', ['@action-validator/core', '@action-validator/cli']);
    const ran = await program(join(folder, 'node_modules/.bin/action-validator'), [file], { cwd: TOP });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
    const { steps } = parse(readFileSync(file, 'utf8')).jobs.build;
    const { run: compare } = steps.find(({ name }: { name?: string }) => name === 'The tag is the version');
    expect(await shell(compare, TOP, { GITHUB_REF_NAME: `v${manifest.version}` })).toMatchObject({ code: 0 });
    expect(await shell(compare, TOP, { GITHUB_REF_NAME: 'v99.0.0' })).toMatchObject({ code: 1 });
  });

  test('has one owner, which a command fills in', async () => {
    const copy = folderWith({});
    const names = ['package.json', 'README.md', 'LICENSE', 'scripts', 'docs', 'pre-commit', 'python', 'dist'];
    for (const name of [...names, '.pre-commit-hooks.yaml'])
      cpSync(join(TOP, name), join(copy, name), { recursive: true });
    for (const owner of ['somebody', 'some-body-else']) {
      expect(await shell(`npm run owner -- ${owner} && npm run mirror && node scripts/wheel.mjs`, copy)).toMatchObject({
        code: 0,
      });
      const metadata = await shell('unzip -p dist-python/*.whl "*/METADATA"', copy);
      expect(metadata.stdout).toContain(
        `(https://github.com/${owner}/djguard/raw/v${manifest.version}/docs/terminal.svg)`,
      );
      expect(metadata.stdout.match(/\]\((?!https?:|#)[^)]*\)/g)).toBe(null);
      const texts = ['docs/ci.md', 'dist-mirror/README.md', 'package.json'].map((name) =>
        readFileSync(join(copy, name), 'utf8'),
      );
      for (const text of [metadata.stdout, ...texts]) {
        const owners = [...text.matchAll(/(?:github\.com\/|uses: )([\w-]+)\/djguard\b/g)].map(([, name]) => name);
        expect([...new Set(owners)]).toEqual([owner]);
      }
    }
  });
});
