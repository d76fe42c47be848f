import { chmodSync, linkSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asUser, CLEAN, djguard, FIXABLE, folderWith, isRoot, program } from './command.ts';

/** The files that --check finds something in. */
async function found(cwd: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await djguard(['--check', ...args], { cwd });
  return [...stdout.matchAll(/^(\S.*?):\d+:\d+: /gm)].map(([, path = '']) => path);
}

describe('a walk', () => {
  test('takes .py files in the order of their paths, and leaves environments and build output out', async () => {
    const left = ['node_modules/a.py', '.git/a.py', '.tox/py/a.py', 'x/__pycache__/a.py', 'build/a.py', 'dist/a.py'];
    const environment = {
      'my-env/pyvenv.cfg': 'home = /usr\n',
      'my-env/lib/a.py': FIXABLE,
      'lib/site-packages/a.py': FIXABLE,
    };
    const cwd = folderWith({
      ...Object.fromEntries(
        [...left, 'b/z.py', 'b.py', 'a/y.py', 'B.py', 'a/y.pyi', 'a/y.txt'].map((name) => [name, FIXABLE]),
      ),
      ...environment,
    });
    expect(await found(cwd)).toEqual(['B.py', 'a/y.py', 'b.py', 'b/z.py']);
    expect(await found(cwd, 'b', 'a', 'b/z.py', './b.py')).toEqual(['a/y.py', 'b.py', 'b/z.py']);
  });

  test('takes what git tracks although a .gitignore names it', async () => {
    const files = {
      '.gitignore': 'settings.py\nlocal.py\n',
      'a/settings.py': FIXABLE,
      'a/local.py': FIXABLE,
      'z.py': FIXABLE,
    };
    const cwd = folderWith(files);
    expect(await found(cwd)).toEqual(['z.py']);
    await program('git', ['init', '--quiet'], { cwd });
    expect(await found(cwd)).toEqual(['z.py']);
    await program('git', ['add', '--force', 'a/settings.py'], { cwd });
    expect(await found(cwd)).toEqual(['a/settings.py', 'z.py']);
    expect(await found(join(cwd, 'a'))).toEqual(['settings.py']);
    expect(await found(cwd, '--exclude', 'settings.py')).toEqual(['z.py']);
  });

  test('a folder or file that is named is taken although a walk would leave it out', async () => {
    const cwd = folderWith({
      '.gitignore': 'out/\n*.txt\n',
      'build/a.py': FIXABLE,
      'out/b/a.py': FIXABLE,
      'a.txt': FIXABLE,
    });
    expect(await found(cwd)).toEqual([]);
    expect(await found(cwd, 'build', 'out', 'a.txt')).toEqual(['a.txt', 'build/a.py', 'out/b/a.py']);
  });

  test('respects .gitignore files: nested, above the folder, taken back, and not with --no-gitignore', async () => {
    const cwd = folderWith({
      '.gitignore': 'local.py\n/only_here.py\n*.gen.py\n',
      'app/.gitignore': '!kept.gen.py\nown.py\n',
      ...Object.fromEntries(
        [
          'local.py',
          'only_here.py',
          'app/local.py',
          'app/only_here.py',
          'app/kept.gen.py',
          'app/x.gen.py',
          'app/own.py',
        ].map((name) => [name, FIXABLE]),
      ),
    });
    await program('git', ['init', '--quiet'], { cwd });
    const inApp = ['kept.gen.py', 'only_here.py'];
    expect(await found(cwd)).toEqual(inApp.map((name) => `app/${name}`));
    expect(await found(join(cwd, 'app'))).toEqual(inApp);
    expect(await found(cwd, '--no-gitignore')).toHaveLength(7);
  });

  test('--exclude replaces the defaults, --extend-exclude adds, --force-exclude holds for named files too', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE, 'build/b.py': FIXABLE, 'app/migrations/c.py': FIXABLE });
    expect(await found(cwd, '--exclude', 'migrations')).toEqual(['a.py', 'build/b.py']);
    expect(await found(cwd, '--extend-exclude', 'app/**,b.py')).toEqual(['a.py']);
    const named = ['--extend-exclude', 'a.py', 'a.py', 'app/migrations/c.py'];
    expect(await found(cwd, ...named)).toEqual(['a.py', 'app/migrations/c.py']);
    expect(await found(cwd, '--force-exclude', ...named)).toEqual(['app/migrations/c.py']);
  });

  test('a file above the folder is shown with its absolute path', async () => {
    const top = folderWith({ 'a.py': FIXABLE, 'sub/b.py': FIXABLE });
    expect(await found(join(top, 'sub'), '..')).toEqual([join(top, 'a.py'), 'b.py']);
  });
});

describe('symbolic links', () => {
  test('in a folder are not followed, neither to files nor to folders, nor in circles', async () => {
    const outside = folderWith({ 'o.py': FIXABLE, 'dir/p.py': FIXABLE });
    const cwd = folderWith({ 'real/a.py': FIXABLE });
    symlinkSync(join(outside, 'o.py'), join(cwd, 'o.py'));
    symlinkSync(join(outside, 'dir'), join(cwd, 'dir'));
    symlinkSync('real/a.py', join(cwd, 'same.py'));
    symlinkSync('..', join(cwd, 'real/circle'));
    symlinkSync('nowhere', join(cwd, 'broken.py'));
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(outside, 'o.py'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(outside, 'dir/p.py'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(cwd, 'real/a.py'), 'utf8')).not.toBe(FIXABLE);
  });

  test.each(['file.py', 'dir'])('that are named are refused where they lead out: %s', async (name) => {
    const outside = folderWith({ 'file.py': FIXABLE, 'dir/a.py': FIXABLE });
    const cwd = folderWith({ 'b.py': FIXABLE });
    symlinkSync(join(outside, name), join(cwd, name));
    const ran = await djguard(['--fix', name, 'b.py'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`${name}: error: is a symbolic link out of the given paths; give its target instead`);
    expect(readFileSync(join(outside, 'file.py'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(outside, 'dir/a.py'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(cwd, 'b.py'), 'utf8')).not.toBe(FIXABLE);
  });

  test('that are named and lead to a given folder stand for their target, and stay links', async () => {
    const cwd = folderWith({ 'conf/base.py': FIXABLE });
    symlinkSync('conf/base.py', join(cwd, 'settings.py'));
    expect(await found(cwd, '.', 'settings.py')).toEqual(['conf/base.py']);
    expect(await djguard(['--fix', '.', 'settings.py'], { cwd })).toMatchObject({ code: 0 });
    expect(lstatSync(join(cwd, 'settings.py')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'settings.py'), 'utf8')).not.toBe(FIXABLE);
  });
});

describe('a path that is no source is an error, and the others are handled', () => {
  async function refused(cwd: string, name: string, message: string, ...flags: string[]): Promise<void> {
    const ran = await djguard(['--fix', ...flags, name, 'good.py'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(`${name}: error: ${message}\n`);
    expect(readFileSync(join(cwd, 'good.py'), 'utf8')).not.toBe(FIXABLE);
  }

  test('does not exist', () => refused(folderWith({ 'good.py': FIXABLE }), 'missing.py', 'does not exist'));

  test('lies below a file', () => refused(folderWith({ 'good.py': FIXABLE }), 'good.py/x.py', 'does not exist'));

  test('broken and circular links', async () => {
    const cwd = folderWith({ 'good.py': FIXABLE });
    symlinkSync('nowhere', join(cwd, 'broken.py'));
    symlinkSync('round.py', join(cwd, 'round.py'));
    await refused(cwd, 'broken.py', 'is a broken symbolic link');
    await refused(cwd, 'round.py', 'is a symbolic link that leads in a circle');
  });

  test('a FIFO, named or in a folder, is never waited for', async () => {
    const cwd = folderWith({ 'good.py': FIXABLE });
    await program('mkfifo', ['pipe.py'], { cwd });
    await refused(cwd, 'pipe.py', 'is a FIFO, not a file');
    expect(await djguard(['--check', '.'], { cwd })).toMatchObject({ code: 0 });
  });

  test('a socket and a device', async () => {
    const cwd = folderWith({ 'good.py': FIXABLE });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(cwd, 's.py'), resolve));
    await refused(cwd, 's.py', 'is a socket, not a file');
    server.close();
    // Without it, the manifests of the whole machine would be read.
    await refused(cwd, '/dev/null', 'is a device, not a file', '--isolated');
  });

  test('a folder and a file without permission', async () => {
    const cwd = folderWith({ 'closed/a.py': FIXABLE, 'secret.py': FIXABLE, 'good.py': FIXABLE });
    chmodSync(join(cwd, 'closed'), 0);
    chmodSync(join(cwd, 'secret.py'), 0);
    const ran = await asUser(['--check'], { cwd });
    chmodSync(join(cwd, 'closed'), 0o755);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toMatch(/^good\.py:5:5: .+\n$/);
    expect(ran.stderr).toContain('closed: error: permission denied\n');
    expect(ran.stderr).toContain('secret.py: error: permission denied\n');
  });
});

describe('a file that is not Python 3 is an error and stays as it is', () => {
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['a syntax error', `${FIXABLE}def broken(:\n`, /^a\.py:\d+:\d+: error: /],
    ['Python 2', `${FIXABLE}print "debug"\n`, /^a\.py:7:\d+: error: .*Python 2/],
    ['a template', `import {{ project.app }}\n${FIXABLE}`, /^a\.py:1:\d+: error: .*template/],
    ['Latin-1 without a coding line', Buffer.from(`${FIXABLE}# \u00e9\n`, 'latin1'), /^a\.py:7: error: is not UTF-8; /],
    ['a NUL byte', `${FIXABLE}\0\n`, /^a\.py:7: error: holds a NUL byte, /],
    ['UTF-16', Buffer.from(`\uFEFF${FIXABLE}`, 'utf16le'), /^a\.py: error: is UTF-16, /],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${FIXABLE}`, 'utf16le').swap16(), /^a\.py: error: is UTF-16, /],
    ['UTF-16 without a mark', Buffer.from(FIXABLE, 'utf16le'), /^a\.py: error: is UTF-16, /],
    [
      'an unknown encoding',
      `# coding: johab\n${FIXABLE}`,
      /^a\.py:1: error: declares the encoding johab, which djguard/,
    ],
    ['ASCII that is none', `# coding: ascii\n${FIXABLE}# é\n`, /^a\.py:8: error: holds bytes that ascii does not have/],
    [
      'cp1252 that is none',
      Buffer.from(`# coding: cp1252\n${FIXABLE}# \x81\n`, 'latin1'),
      /^a\.py:8: error: holds bytes that cp1252 does not have/,
    ],
    [
      'a mark and another encoding',
      `\uFEFF# coding: latin-1\n${FIXABLE}`,
      /^a\.py:1: error: has a UTF-8 byte order mark but /,
    ],
  ];

  test.each(cases)('%s', async (_, content, message) => {
    const cwd = folderWith({ 'a.py': content, 'b.py': FIXABLE });
    for (const mode of ['--diff', '--check', '--fix']) {
      const ran = await djguard([mode, '-q'], { cwd });
      expect(ran.code).toBe(2);
      expect(ran.stderr).toMatch(message);
    }
    expect(readFileSync(join(cwd, 'a.py'))).toEqual(Buffer.from(content));
    expect(readFileSync(join(cwd, 'b.py'), 'utf8')).not.toBe(FIXABLE);
  });

  test('but a file that names no package is never looked into', async () => {
    const cwd = folderWith({
      'a.py': 'print "old"\n',
      'b.py': Buffer.from([0xff, 0xfe, 0x80, 0]),
      'c.py': '\0',
      'settings.py': '',
    });
    expect(await djguard(['--check'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: 'All checks passed!\n' });
  });
});

describe('--fix leaves a file as it was but for the guard', () => {
  test.each([
    ['CRLF', FIXABLE.replaceAll('\n', '\r\n'), 'utf8'],
    ['a byte order mark', `\uFEFF${FIXABLE}`, 'utf8'],
    ['no final newline', FIXABLE.trimEnd(), 'utf8'],
    ['Latin-1', `# -*- coding: latin-1 -*-\n# \u00e9\u0080\u009f\u00ff\n${FIXABLE}`, 'latin1'],
    [
      'Latin-1 by its other name',
      `#!/usr/bin/python\n# vim: set fileencoding=ISO_8859_1 :\n# \u00e9\n${FIXABLE}`,
      'latin1',
    ],
    ['Latin-9', `# coding: iso-8859-15\n# \u00a4\u00a6\u00be\n${FIXABLE}`, 'latin1'],
    ['Windows-1252', `# coding: cp1252\n# \u0080\u0099\u009f\u00e9\n${FIXABLE}`, 'latin1'],
    ['declared UTF-8', `# coding: utf8\n# é日\n${FIXABLE}`, 'utf8'],
    ['astral characters', `X = "\u{1F600}\u{10FFFF}"\n${FIXABLE}`, 'utf8'],
  ] as const)('%s', async (_, text, encoding) => {
    const before = Buffer.from(text, encoding);
    const cwd = folderWith({ 'a.py': before });
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
    const after = readFileSync(join(cwd, 'a.py'));
    const kept = before
      .toString('latin1')
      .split(/(?<=\n)/)
      .filter((line) => !line.includes('"debug_toolbar"'));
    expect(after).not.toEqual(before);
    for (const line of kept) expect(after.toString('latin1')).toContain(line);
    expect(after.subarray(0, 40)).toEqual(before.subarray(0, 40));
  });

  test('its mode, its owner, its place; no other file is left behind', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    chmodSync(join(cwd, 'a.py'), 0o6755);
    const was = statSync(join(cwd, 'a.py'));
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
    const { mode, uid, gid } = statSync(join(cwd, 'a.py'));
    expect({ mode, uid, gid }).toEqual({ mode: was.mode, uid: was.uid, gid: was.gid });
    expect(readdirSync(cwd)).toEqual(['a.py']);
  });

  test('a clean file is not touched at all', async () => {
    const cwd = folderWith({ 'a.py': CLEAN });
    const was = statSync(join(cwd, 'a.py'), { bigint: true });
    await djguard(['--fix'], { cwd });
    const { ino, mtimeNs, ctimeNs } = statSync(join(cwd, 'a.py'), { bigint: true });
    expect({ ino, mtimeNs, ctimeNs }).toEqual({ ino: was.ino, mtimeNs: was.mtimeNs, ctimeNs: was.ctimeNs });
  });

  test('its other hard links keep the old text, and that is said', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    linkSync(join(cwd, 'a.py'), join(cwd, 'backup'));
    const ran = await djguard(['--fix'], { cwd });
    expect(ran).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('note: a.py: its other hard links (1) keep'),
    });
    expect(readFileSync(join(cwd, 'backup'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(cwd, 'a.py'), 'utf8')).not.toBe(FIXABLE);
  });
});

describe('a file that cannot be written is an error, stays whole, and its findings remain', () => {
  test('read-only', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE, 'b.py': FIXABLE });
    chmodSync(join(cwd, 'a.py'), 0o444);
    const ran = await djguard(['--fix'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('a.py: error: is read-only, so it was not written');
    expect(ran.stdout).toMatch(/^a\.py:5:5: .+\n$/);
    expect(readFileSync(join(cwd, 'a.py'), 'utf8')).toBe(FIXABLE);
    expect(readFileSync(join(cwd, 'b.py'), 'utf8')).not.toBe(FIXABLE);
  });

  test('in a folder that allows no new file', async () => {
    const cwd = folderWith({ 'dir/a.py': FIXABLE });
    chmodSync(join(cwd, 'dir/a.py'), 0o666);
    chmodSync(join(cwd, 'dir'), 0o555);
    const ran = await asUser(['--fix'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('dir/a.py: error: not written: its folder does not allow it (permission denied)');
    expect(readFileSync(join(cwd, 'dir/a.py'), 'utf8')).toBe(FIXABLE);
  });

  test.skipIf(!isRoot)('somebody else’s, where no journal keeps the old text', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'a.py'), 0o666);
    const ran = await asUser(['--fix'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('a.py: error: belongs to another user or group (0:0), so it was not written');
    expect(readdirSync(cwd)).toEqual(['a.py']);
  });
});

test('deep folders, long names and most of a MB are nothing special', async () => {
  const deep = Array.from({ length: 60 }, () => 'd').join('/');
  const long = `${'n'.repeat(252)}.py`;
  const filler = Array.from(
    { length: 16_000 },
    (_, i) => `NAME_${i} = "a value that fills a line of ordinary width"`,
  ).join('\n');
  const cwd = folderWith({ [`${deep}/a.py`]: FIXABLE, [long]: FIXABLE, 'big.py': `${filler}\n${FIXABLE}` });
  expect(statSync(join(cwd, 'big.py')).size).toBeGreaterThan(800_000);
  expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
  expect(await djguard(['--check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  const big = readFileSync(join(cwd, 'big.py'), 'utf8');
  expect(big.startsWith(filler)).toBe(true);
  expect(big.slice(filler.length)).toContain('except ImportError:');
});

test.each([
  ['parentheses', `import debug_toolbar\nX = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`],
  ['lists', `INSTALLED_APPS = ${'['.repeat(3_000)}"debug_toolbar"${']'.repeat(3_000)}\n`],
  ['operators', `INSTALLED_APPS = ["debug_toolbar"]${' + ["a"]'.repeat(5_000)}\n`],
  ['attributes', `import debug_toolbar\nX = a${'.b'.repeat(20_000)}\n`],
  ['brackets that are never closed', `INSTALLED_APPS = ["debug_toolbar", ${'['.repeat(20_000)}\n`],
])('deep nesting of %s is handled or named, and is no crash', async (_, text) => {
  const cwd = folderWith({ 'deep.py': text, 'good.py': FIXABLE });
  const ran = await djguard(['--fix'], { cwd });
  expect([0, 1, 2]).toContain(ran.code);
  expect(ran.stderr).not.toContain('bug');
  if (ran.code === 2) {
    expect(ran.stderr).toMatch(/^deep\.py(:\d+:\d+)?: error: /m);
    expect(readFileSync(join(cwd, 'deep.py'), 'utf8')).toBe(text);
  }
  expect(readFileSync(join(cwd, 'good.py'), 'utf8')).not.toBe(FIXABLE);
});
