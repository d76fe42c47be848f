import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith, isInstalled, program } from './command.ts';

const BARE = 'import debug_toolbar\n';

async function repository(): Promise<{ cwd: string; git: (...words: string[]) => Promise<unknown> }> {
  const cwd = folderWith({
    'old.py': BARE,
    'app/one.py': '',
    'app/two.py': '',
    '.venv/lib.py': '',
    'requirements-dev.txt': 'django-debug-toolbar\n',
  });
  const name = ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'commit.gpgsign=false'];
  const git = (...words: string[]) => program('git', [...name, ...words], { cwd });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message', 'x');
  return { cwd, git };
}

/** The files that a check finds something in. */
async function checked(cwd: string, ...args: string[]): Promise<readonly string[]> {
  const { stdout } = await djguard(['check', ...args], { cwd });
  return stdout.split('\n').flatMap((line) => /^([^:]+):\d+:/.exec(line)?.[1] ?? []);
}

describe.skipIf(!isInstalled('git'))('only what git says is changed', () => {
  test('in the index, at all, or since a commit', async () => {
    const { cwd, git } = await repository();
    writeFileSync(join(cwd, 'app/one.py'), BARE);
    await git('add', 'app/one.py');
    writeFileSync(join(cwd, 'app/two.py'), BARE);
    writeFileSync(join(cwd, 'ñew.py'), BARE);
    writeFileSync(join(cwd, '.venv/lib.py'), BARE);
    expect(await checked(cwd, '--staged')).toEqual(['app/one.py']);
    expect(await checked(cwd, '--changed')).toEqual(['app/one.py', 'app/two.py', 'ñew.py']);
    expect(await checked(cwd, '--changed', 'app')).toEqual(['app/one.py', 'app/two.py']);
    expect(await checked(join(cwd, 'app'), '--staged')).toEqual(['one.py']);
    await git('checkout', '--quiet', '-b', 'topic');
    await git('commit', '--quiet', '--message', 'y');
    expect(await checked(cwd, '--since', 'main')).toEqual(['app/one.py', 'app/two.py', 'ñew.py']);
    expect(await checked(cwd, '--since', 'topic')).toEqual(['app/two.py', 'ñew.py']);
  });

  test('is nothing where nothing is', async () => {
    const { cwd } = await repository();
    const ran = await djguard(['check', '--changed'], { cwd });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain('note: git has no Python file that is changed\nNothing was looked at.\n');
  });

  test('runs nothing that the repository names', async () => {
    const { cwd, git } = await repository();
    const run = join(cwd, 'ran');
    await git('config', 'core.fsmonitor', `touch ${run}`);
    await git('config', 'diff.external', `touch ${run}`);
    writeFileSync(join(cwd, 'app/one.py'), BARE);
    expect(await checked(cwd, '--changed')).toEqual(['app/one.py']);
    expect(await program('ls', [run], { cwd })).not.toMatchObject({ code: 0 });
  });

  test.each([
    [['--since', 'nowhere'], '--since asks git, which knows no commit "nowhere" here'],
    [['--since=--output=x'], '--since asks git, which knows no commit "--output=x" here'],
    [['--staged', '--changed'], '--staged and --changed exclude each other'],
    [['--staged', '-'], '--staged goes with files'],
  ])('%j is an error', async (args, message) => {
    const { cwd } = await repository();
    const ran = await djguard(['check', ...args], { cwd, input: '' });
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('where there is no repository is an error', async () => {
    const ran = await djguard(['check', '--staged'], { cwd: folderWith({ 'a.py': BARE }) });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('has no repository here') });
  });
});
