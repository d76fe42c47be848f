import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, FIXABLE, FOR_A_HUMAN, folderWith, isInstalled, program } from './command.ts';

/** Files whose names, ends and encodings patches often get wrong. */
const FILES: Readonly<Record<string, Buffer>> = {
  'settings.py': Buffer.from(FIXABLE),
  'crlf.py': Buffer.from(FIXABLE.replaceAll('\n', '\r\n')),
  'no-newline.py': Buffer.from(FIXABLE.trimEnd()),
  'crlf-no-newline.py': Buffer.from(FIXABLE.replaceAll('\n', '\r\n').trimEnd()),
  'mixed-ends.py': Buffer.from(FIXABLE.replace('\n', '\r\n')),
  'bom.py': Buffer.from(`\uFEFF${FIXABLE}`),
  'with space/my settings.py': Buffer.from(FIXABLE),
  'größe/日本.py': Buffer.from(FIXABLE),
  'quo"te\\back.py': Buffer.from(FIXABLE),
  'tab\there.py': Buffer.from(FIXABLE),
  'latin.py': Buffer.from(`# -*- coding: latin-1 -*-\n# gr\u00fc\u00dfe \u0080\n${FIXABLE}`, 'latin1'),
  'euro.py': Buffer.concat([
    Buffer.from('# coding: cp1252\nPRICE = "'),
    Buffer.from([0x80, 0x22, 0x0a]),
    Buffer.from(FIXABLE),
  ]),
  'separators.py': Buffer.from(`X = "\u2028\u0085\f\v"\n${FIXABLE}`),
  'human.py': Buffer.from(FOR_A_HUMAN),
};

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(Object.keys(FILES).map((name) => [name, readFileSync(join(folder, name)).toString('hex')]));
}

async function fixed(): Promise<Record<string, string>> {
  const cwd = folderWith(FILES);
  await djguard(['--fix'], { cwd });
  return contents(cwd);
}

describe('the preview is a patch that does what --fix does', () => {
  test('for git apply, in a repository', async () => {
    const cwd = folderWith(FILES);
    await program('git', ['init', '--quiet'], { cwd });
    const { bytes } = await djguard([], { cwd });
    expect(await program('git', ['apply', '-'], { cwd, input: bytes })).toMatchObject({ code: 0, stderr: '' });
    expect(contents(cwd)).toEqual(await fixed());
  });

  test('for git apply, from a folder below the top of the repository', async () => {
    const top = folderWith(Object.fromEntries(Object.entries(FILES).map(([name, bytes]) => [`src/${name}`, bytes])));
    const cwd = join(top, 'src');
    await program('git', ['init', '--quiet'], { cwd: top });
    const { bytes } = await djguard(['.'], { cwd });
    expect(await program('git', ['apply', '-'], { cwd, input: bytes })).toMatchObject({ code: 0, stderr: '' });
    expect(contents(cwd)).toEqual(await fixed());
  });

  test('for git apply outside of any repository', async () => {
    const cwd = folderWith(FILES);
    const { bytes } = await djguard([], { cwd });
    const env = { GIT_CEILING_DIRECTORIES: join(cwd, '..') };
    expect(await program('git', ['apply', '-'], { cwd, input: bytes, env })).toMatchObject({ code: 0, stderr: '' });
    expect(contents(cwd)).toEqual(await fixed());
  });

  test.skipIf(!isInstalled('patch'))('for patch -p1', async () => {
    const cwd = folderWith(FILES);
    const { bytes } = await djguard([], { cwd });
    const ran = await program('patch', ['-p1', '--binary', '--batch'], { cwd, input: bytes });
    expect(ran.code, ran.stdout).toBe(0);
    expect(contents(cwd)).toEqual(await fixed());
  });

  test('and nothing is left to apply afterwards', async () => {
    const cwd = folderWith(FILES);
    await djguard(['--fix'], { cwd });
    expect(await djguard([], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });
});

test('a project elsewhere is named from its repository, where the patch applies', async () => {
  const top = folderWith({ 'app/settings.py': FIXABLE });
  await program('git', ['init', '--quiet'], { cwd: top });
  const elsewhere = folderWith({});
  const { stdout, bytes } = await djguard([join(top, 'app')], { cwd: elsewhere });
  expect(stdout).toMatch(/^--- a\/app\/settings\.py\n/);
  expect(await program('git', ['apply', '-'], { cwd: top, input: bytes })).toMatchObject({ code: 0 });
});

test('a diff into a pipe that nobody reads on ends quietly', async () => {
  const cwd = folderWith({});
  mkdirSync(join(cwd, 'many'));
  for (let file = 0; file < 300; file++) writeFileSync(join(cwd, 'many', `settings_${file}.py`), FIXABLE);
  const { COMMAND } = await import('./command.ts');
  const script = `"${process.execPath}" "${COMMAND}" -q | head -1; echo "\${PIPESTATUS[0]}"`;
  const ran = await program('bash', ['-c', script], { cwd });
  expect(ran).toMatchObject({ stdout: '--- a/many/settings_0.py\n0\n', stderr: '' });
});

test.skipIf(process.platform !== 'linux')('a full disk behind > is an error', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE });
  const { COMMAND } = await import('./command.ts');
  const ran = await program('sh', ['-c', `"${process.execPath}" "${COMMAND}" > /dev/full`], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain("djguard: can't write the output");
});
