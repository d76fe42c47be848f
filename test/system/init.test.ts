import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLEAN, COMMAND, djguard, FIXABLE, folderWith, program } from '../command.ts';
import { about, HOOKS, pieces, RELEASES } from '../init-cases.ts';
import { beside } from '../python-tools.ts';
import { cleanEnvironment, pythonWith } from '../world.ts';

const AUTHOR = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
const tools = (await pythonWith('python3', 'pre-commit', 'prek', 'uv')) as string;

describe.each(RELEASES)('what djguard init writes (owner: $owner)', { timeout: 120_000 }, (release) => {
  test.each([['new', null], ...Object.entries(HOOKS)])('pre-commit and prek accept the hook: %s', async (_, text) => {
    const texts: Record<string, string> = text === null ? {} : { '.pre-commit-config.yaml': text };
    const piece = about('.pre-commit-config.yaml', pieces(texts, release));
    const cwd = folderWith({ '.pre-commit-config.yaml': piece.kind === 'change' ? piece.after : '' });
    for (const tool of ['pre-commit', 'prek']) {
      const ran = await program(beside(tools, tool), ['validate-config', '.pre-commit-config.yaml'], { cwd });
      expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
    }
  });

  test.each([
    '[project]\nname = "x"\n',
    'tool.black.line-length = 99\n',
    '[[tool.uv.index]]\nname = "x"\n',
    'x = """\n[tool]\n"""\r\n[tool.\'a b\']\r\n',
  ])('Python reads the configuration behind %j', async (text) => {
    const piece = about('pyproject.toml', pieces({ 'pyproject.toml': text }, release));
    const cwd = folderWith({ 'pyproject.toml': piece.kind === 'change' ? piece.after : '' });
    const code = 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["tool"]["djguard"])';
    const ran = await program(tools, ['-c', code], { cwd });
    expect([ran.stdout, ran.stderr]).toEqual(["{'fail-on': 'production'}\n", '']);
  });
});

test.each(['pre-commit', 'prek'])(
  'the hook of djguard init stops a commit under %s',
  { timeout: 120_000 },
  async (tool) => {
    const bin = folderWith({});
    symlinkSync(COMMAND, join(bin, 'djguard'));
    const cwd = folderWith({
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
      'wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
      'settings.py': CLEAN,
      'requirements.txt': 'django\n',
    });
    const home = folderWith({});
    const PATH = [beside(tools, ''), bin, process.env.PATH].join(':');
    const env = { ...cleanEnvironment(), PATH, PRE_COMMIT_HOME: home, PREK_HOME: home } as Record<string, string>;
    const git = (...args: string[]) => program('git', [...AUTHOR, ...args], { cwd, env });
    await git('init', '--quiet');
    expect(await djguard(['init', '--fix'], { cwd })).toMatchObject({ code: 0 });
    expect(await program(beside(tools, tool), ['install'], { cwd, env })).toMatchObject({ code: 0 });
    await git('add', '--all');
    expect(await git('commit', '--message', 'first')).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, 'settings.py'), FIXABLE);
    await git('add', '--all');
    const stopped = await git('commit', '--message', 'second');
    expect(stopped.code).toBe(1);
    expect(stopped.stdout + stopped.stderr).toContain('DJG002 [production]');
  },
);
