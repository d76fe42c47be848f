import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';

const APPS = 'INSTALLED_APPS = ["debug_toolbar", "shop"]\n';
const SITE = {
  'settings.py': APPS,
  'urls.py': 'import debug_toolbar\n',
  'tests/conftest.py': 'import debug_toolbar\n',
};
const KNOWN = '.djguard-baseline.json';

describe('a baseline', () => {
  test('lets what is known pass, and fails for what is new, wherever lines move', async () => {
    const cwd = folderWith(SITE);
    const written = await djguard(['check', '--write-baseline'], { cwd });
    expect(written).toMatchObject({ code: 0, stdout: '' });
    expect(written.stderr).toBe(
      'Wrote 3 findings into .djguard-baseline.json; --baseline .djguard-baseline.json, or baseline = ".djguard-baseline.json" in the configuration, has it read.\n',
    );
    writeFileSync(join(cwd, 'settings.py'), `# New.\n\n${APPS}`);
    const same = await djguard(['check', '--baseline', KNOWN], { cwd });
    expect(same).toMatchObject({ code: 0, stdout: '' });
    expect(same.stderr).toContain('note: 3 of the findings stand in .djguard-baseline.json, and count no more');
    writeFileSync(
      join(cwd, 'settings.py'),
      `${APPS}MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n`,
    );
    const more = await djguard(['check', '--baseline', KNOWN], { cwd });
    expect(more).toMatchObject({ code: 1, stdout: expect.stringMatching(/^settings\.py:2:15: DJG003 .*\n$/) });
  });

  test('counts what there is twice, and says what is gone', async () => {
    const cwd = folderWith({ 'urls.py': 'import debug_toolbar\n' });
    await djguard(['check', '--baseline', 'known.json', '--write-baseline'], { cwd });
    writeFileSync(join(cwd, 'urls.py'), 'import debug_toolbar\n\nx = 1\n\nimport debug_toolbar\n');
    expect(await djguard(['check', '--baseline', 'known.json'], { cwd })).toMatchObject({ code: 1 });
    writeFileSync(join(cwd, 'urls.py'), '');
    const gone = await djguard(['check', '--baseline', 'known.json'], { cwd });
    expect(gone).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('1 of the findings in known.json are gone'),
    });
    // What was not looked at is not gone.
    const part = await djguard(['check', '--baseline', 'known.json', 'urls.py'], { cwd });
    expect(part.stderr).not.toContain('gone');
    expect(await djguard(['check', '--write-baseline', '--changed'], { cwd })).toMatchObject({ code: 2 });
  });

  test('is named in the configuration, relative to it, and is the same from every folder', async () => {
    const config = '[tool.djguard]\nbaseline = "known.json"\n';
    const cwd = folderWith({ ...SITE, 'pyproject.toml': config });
    expect(await djguard(['check', '--write-baseline'], { cwd })).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')).findings).toContainEqual({
      path: 'tests/conftest.py',
      code: 'DJG001',
      package: 'debug_toolbar',
      text: 'import debug_toolbar',
      count: 1,
    });
    expect(await djguard(['check'], { cwd })).toMatchObject({ code: 0 });
    expect(await djguard(['check', '.'], { cwd: join(cwd, 'tests') })).toMatchObject({ code: 0 });
  });

  test('keeps no fix from being made, and none of a preview from being shown', async () => {
    const cwd = folderWith({
      ...SITE,
      'models.py': 'from debug_toolbar import Base\n\n\nclass Own(Base):\n    pass\n',
    });
    await djguard(['check', '--write-baseline'], { cwd });
    const fixed = await djguard(['fix', '--baseline', KNOWN], { cwd });
    expect(fixed).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(cwd, 'urls.py'), 'utf8')).toContain('try:');
  });

  test.each([
    ['nowhere.json', 'the baseline nowhere.json does not exist: --write-baseline makes it'],
    ['settings.py', 'settings.py is no baseline of this djguard'],
    ['other.json', 'other.json is no baseline of this djguard'],
  ])('%s is an error', async (file, message) => {
    const cwd = folderWith({ ...SITE, 'other.json': '{"version": 1, "findings": [{"path": 1}]}' });
    const ran = await djguard(['check', '--baseline', file], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

describe('rules', () => {
  test('are chosen by what their codes begin with', async () => {
    const cwd = folderWith(SITE);
    expect((await djguard(['check', '--select', 'DJG001,DJG003'], { cwd })).stdout.split('\n')).toHaveLength(3);
    expect(await djguard(['check', '--ignore', 'DJG'], { cwd })).toMatchObject({ code: 0 });
    expect(await djguard(['check', '--select', 'DJG00'], { cwd })).toMatchObject({ code: 1 });
    expect(await djguard(['check', '--select', 'DJX'], { cwd })).toMatchObject({ code: 2 });
  });

  test('are passed over in files that the configuration names, which a fix then leaves alone', async () => {
    const config = '[tool.djguard.per-file-ignores]\n"tests/" = ["DJG"]\n"urls.py" = ["imports"]\n';
    const cwd = folderWith({ ...SITE, 'pyproject.toml': config });
    const ran = await djguard(['check'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringMatching(/^settings\.py:1:19: DJG002 .*\n$/) });
    await djguard(['fix'], { cwd });
    expect(readFileSync(join(cwd, 'urls.py'), 'utf8')).toBe(SITE['urls.py']);
  });

  test.each([
    ['per-file-ignores = ["DJG001"]', 'per-file-ignores must be a table of lists of rules, by pattern'],
    ['per-file-ignores = {"x" = ["DJG0O1"]}', 'Did you mean DJG001?'],
    ['max-findings = -1', 'max-findings must be a number from 0'],
    ['baseline = 1', 'baseline must be the path of a file'],
  ])('%s in the configuration is an error', async (line, message) => {
    const cwd = folderWith({ ...SITE, 'pyproject.toml': `[tool.djguard]\n${line}\n` });
    expect(await djguard(['check'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

describe('the exit code', () => {
  test('is 0 up to a number of findings', async () => {
    const cwd = folderWith(SITE);
    expect(await djguard(['check', '--max-findings', '3'], { cwd })).toMatchObject({ code: 0 });
    expect(await djguard(['check', '--max-findings', '2'], { cwd })).toMatchObject({ code: 1 });
    expect(await djguard(['check', '--max-findings', 'x'], { cwd })).toMatchObject({ code: 2 });
    expect(await djguard(['--max-findings', '3'], { cwd })).toMatchObject({ code: 2 });
  });

  test('is 0 with --exit-zero for findings, and for nothing else', async () => {
    expect(await djguard(['check', '--exit-zero'], { cwd: folderWith(SITE) })).toMatchObject({ code: 0 });
    const broken = folderWith({ 'a.py': 'import debug_toolbar as\n' });
    expect(await djguard(['check', '--exit-zero'], { cwd: broken })).toMatchObject({ code: 2 });
  });
});

test('statistics count the findings of each rule', async () => {
  const ran = await djguard(['check', '--statistics'], { cwd: folderWith(SITE) });
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.stdout).toBe('2  DJG001  imports         fixable\n1  DJG002  installed-apps  fixable\n');
  expect(await djguard(['--statistics'], { cwd: folderWith(SITE) })).toMatchObject({ code: 2 });
});

test('--no-color is --color never', async () => {
  const cwd = folderWith(SITE);
  const ran = await djguard(['check', '--no-color'], { cwd, env: { FORCE_COLOR: '1' } });
  expect(ran.stdout).not.toContain('\x1b');
});
