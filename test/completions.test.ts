import { expect, test } from 'vitest';
import { FLAGS } from '../src/cli/arguments/flags.ts';
import { djguard, folderWith, isInstalled, program } from './command.ts';

test.each(['bash', 'fish', 'zsh'])('the script for %s knows every flag and command', async (shell) => {
  const { code, stdout } = await djguard(['completions', shell], { cwd: folderWith({}) });
  expect(code).toBe(0);
  for (const word of [...Object.keys(FLAGS), 'write', 'rules', 'explain']) expect(stdout).toContain(word);
  expect(stdout).not.toContain('undefined');
  if (isInstalled(shell)) {
    expect(await program(shell, ['-n', '-c', stdout], { cwd: folderWith({}) })).toMatchObject({ code: 0, stderr: '' });
  }
});

test.skipIf(!isInstalled('bash'))('bash completes with its script', async () => {
  const cwd = folderWith({});
  const { stdout: script } = await djguard(['completions', 'bash'], { cwd });
  const complete = async (...words: string[]): Promise<string[]> => {
    const call =
      'COMP_WORDS=(djguard "$@"); COMP_CWORD=$#; _djguard; for word in "$' + '{COMPREPLY[@]}"; do echo $word; done';
    const { stdout } = await program('bash', ['-c', `${script}\n${call}`, 'bash', ...words], { cwd });
    return stdout.trim().split('\n');
  };
  expect(await complete('--che')).toEqual(['--check']);
  expect(await complete('--output-format', 'js')).toEqual(['json', 'jsonl']);
  expect(await complete('ru')).toEqual(['rules']);
  expect(await complete('--fix', 'se')).toEqual(['']);
});

test.each([
  ['tcsh', 'completions are for bash, fish, zsh, not tcsh.'],
  ['basj', 'Did you mean bash?'],
])('there are none for %s', async (shell, message) => {
  const ran = await djguard(['completions', shell], { cwd: folderWith({}) });
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
});
