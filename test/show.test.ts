import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

const FILES = {
  'pyproject.toml':
    '[tool.djguard]\nignore = ["DJG001"]\nextend-exclude = ["old/"]\nbaseline = "known.json"\n[tool.djguard.per-file-ignores]\n"tests/" = ["DJG003"]\n',
  'a.py': 'import debug_toolbar\n',
  'app/b.py': '',
  'old/c.py': '',
  'app/page.html': '',
};

test('--show-files lists what would be looked at, and does nothing', async () => {
  const cwd = folderWith(FILES);
  const ran = await djguard(['fix', '--show-files'], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: 'a.py\napp/b.py\n', stderr: '' });
  expect(readFileSync(join(cwd, 'a.py'), 'utf8')).toBe(FILES['a.py']);
  const asJson = await djguard(['--show-files', '--output-format', 'json', 'app'], { cwd });
  expect(JSON.parse(asJson.stdout)).toEqual(['app/b.py']);
  expect(await djguard(['--show-files', 'nowhere'], { cwd })).toMatchObject({ code: 2, stdout: '' });
});

test('--show-settings shows what flags and configuration come to', async () => {
  const cwd = folderWith(FILES);
  const ran = await djguard(['check', '--show-settings', '--fail-on', 'production'], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^configuration +pyproject\.toml$/m);
  expect(ran.stdout).toMatch(/^only-packages +those that the manifests have for development only$/m);
  expect(ran.stdout).toMatch(/^exclude +.*old\/$/m);
  const { stdout } = await djguard(['check', '--show-settings', '--output-format', 'json'], { cwd });
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({ 'fail-on': 'any', baseline: 'known.json' });
  expect(said['per-file-ignores']).toEqual({ 'tests/': ['middleware'] });
  expect(said.rules).not.toContain('imports');
});

test('they exclude each other', async () => {
  const ran = await djguard(['--show-files', '--show-settings'], { cwd: folderWith(FILES) });
  expect(ran).toMatchObject({ code: 2, stderr: 'djguard: --show-files and --show-settings exclude each other\n' });
});
