import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { CLEAN, FIXABLE, folderWith, program } from '../command.ts';
import { beside, indexSettings } from '../python-tools.ts';
import { cleanEnvironment, pythonWith } from '../world.ts';

const run = promisify(execFile);
const TOP = fileURLToPath(new URL('../..', import.meta.url));
const AUTHOR = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
const FOUND = 'settings.py:5:5: DJG002 [production] unguarded application of debug_toolbar';
/** The first commit of a project: nothing to find. */
const PROJECT = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'settings.py': CLEAN,
  'requirements.txt': 'django\n',
};

const tools = (await pythonWith('python3', 'pre-commit', 'prek', 'uv')) as string;
const index = await indexSettings();
const scratch = mkdtempSync(join(tmpdir(), 'djguard-hooks-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const repositories = { 'this repository': await own(), 'the mirror': await mirror() };

interface Repository {
  readonly path: string;
  readonly rev: string;
}

/** This repository as it is committed: the hooks that are built by Node.js. */
async function own(): Promise<Repository> {
  const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: TOP });
  return { path: TOP, rev: stdout.trim() };
}

/** The mirror as `npm run mirror` writes it, tagged as it would be published, and the wheel to be found by it. */
async function mirror(): Promise<Repository> {
  await run(process.execPath, ['scripts/wheel.mjs'], { cwd: TOP });
  await run(process.execPath, ['scripts/mirror.mjs'], { cwd: TOP });
  const path = join(scratch, 'mirror');
  cpSync(join(TOP, 'dist-mirror'), path, { recursive: true });
  const rev = `v${manifest.version}`;
  await committed(path);
  await run('git', ['tag', rev], { cwd: path });
  return { path, rev };
}

async function committed(cwd: string): Promise<void> {
  await run('git', ['init', '--quiet'], { cwd });
  await run('git', ['add', '--all'], { cwd });
  await run('git', [...AUTHOR, 'commit', '--quiet', '--message', 'first', '--no-verify'], { cwd });
}

/** What git does in a project whose hooks a tool has installed. */
async function project(tool: string, { path, rev }: Repository, hook: string) {
  const config = `repos:\n  - repo: ${path}\n    rev: ${rev}\n    hooks:\n      - id: ${hook}\n`;
  const cwd = folderWith({ ...PROJECT, '.pre-commit-config.yaml': config });
  const home = join(scratch, `${tool}-${rev}`);
  const wheels = join(TOP, 'dist-python');
  const env = {
    ...index,
    ...{ PATH: `${beside(tools, '')}:${process.env.PATH}`, PRE_COMMIT_HOME: home, PREK_HOME: home },
    ...{ PIP_FIND_LINKS: wheels, UV_FIND_LINKS: wheels },
  };
  await committed(cwd);
  const call = async (file: string, args: readonly string[]) => {
    const start = performance.now();
    const ran = await program(file, args, { cwd, env: { ...(cleanEnvironment() as Record<string, string>), ...env } });
    console.log(
      `${tool}, ${hook}: ${file} ${args.join(' ')}: exit ${ran.code} after ${Math.round(performance.now() - start)} ms`,
    );
    return { code: ran.code, said: ran.stdout + ran.stderr };
  };
  expect(await call(beside(tools, tool), ['install'])).toMatchObject({ code: 0 });
  return {
    settings: join(cwd, 'settings.py'),
    commit: async () => {
      await call('git', ['add', '--all']);
      return call('git', [...AUTHOR, 'commit', '--message', 'second']);
    },
  };
}

describe.each(['pre-commit', 'prek'])('%s', { timeout: 900_000 }, (tool) => {
  describe.each(Object.entries(repositories))('with %s', (_, repository) => {
    test('stops a commit that breaks production, and says why', async () => {
      const { commit, settings } = await project(tool, repository, 'djguard-check');
      writeFileSync(settings, FIXABLE);
      const stopped = await commit();
      expect(stopped.code, stopped.said).toBe(1);
      expect(stopped.said).toContain(FOUND);
      writeFileSync(settings, `${CLEAN}TIME_ZONE = "UTC"\n`);
      expect(await commit()).toMatchObject({ code: 0 });
    });

    test('fixes what is to be committed, and lets the fix pass', async () => {
      const { commit, settings } = await project(tool, repository, 'djguard-fix');
      writeFileSync(settings, FIXABLE);
      const stopped = await commit();
      expect(stopped.code, stopped.said).toBe(1);
      expect(stopped.said).toContain('Fixed settings.py: 1 unguarded use');
      expect(readFileSync(settings, 'utf8')).toContain('except ImportError:');
      expect(await commit()).toMatchObject({ code: 0 });
    });
  });
});

test('both repositories have the same hooks, and the mirror asks for this version', () => {
  const { path } = repositories['the mirror'];
  const [ours, theirs] = [TOP, path].map((at) => parse(readFileSync(join(at, '.pre-commit-hooks.yaml'), 'utf8')));
  expect(theirs).toEqual(ours.map((hook: object) => ({ ...hook, language: 'python' })));
  expect(readFileSync(join(path, 'pyproject.toml'), 'utf8')).toContain(`"djguard==${manifest.version}"`);
  const files = readdirSync(path).filter((name) => statSync(join(path, name)).isFile());
  expect(files.filter((name) => readFileSync(join(path, name), 'utf8').includes('VERSION'))).toEqual([]);
});

test('pre-commit accepts the hooks', async () => {
  for (const { path: at } of Object.values(repositories)) {
    const ran = await program(beside(tools, 'pre-commit'), ['validate-manifest', '.pre-commit-hooks.yaml'], {
      cwd: at,
    });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
  }
});
