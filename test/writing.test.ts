import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replaceFile } from '../src/files/write.ts';
import { digestOf } from '../src/undo/journal.ts';
import { stateFolder } from '../src/util/state.ts';
import { asUser, djguard, FIXABLE, folderWith, isRoot, NOBODY } from './command.ts';

const textIn = (...path: string[]): string => readFileSync(join(...path), 'utf8');
const isWindows = process.platform === 'win32';

/** The journal of the last run in a folder. */
function journalOf(cwd: string, state?: string): string {
  const folder = state === undefined ? stateFolder(cwd) : stateFolder(cwd, { XDG_STATE_HOME: state });
  const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.json'));
  return join(folder, name);
}

describe('undo writes what it has recorded, inside of the project', () => {
  test('an entry with a path elsewhere is refused and named; the others are taken back', async () => {
    const outside = folderWith({ victim: 'theirs' });
    const cwd = folderWith({ 'a.py': FIXABLE });
    await djguard(['--fix'], { cwd });
    const journal = JSON.parse(textIn(journalOf(cwd)));
    const foreign = (path: string) => ({
      path,
      before: Buffer.from('evil').toString('base64'),
      after: digestOf(Buffer.from('theirs')),
    });
    journal.entries.push(foreign(join(outside, 'victim')), foreign(`${cwd}/../${outside.split('/').at(-1)}/victim`));
    writeFileSync(journalOf(cwd), JSON.stringify(journal));
    const undone = await djguard(['undo'], { cwd });
    expect(undone.code).toBe(2);
    expect(undone.stderr).toContain('Took back a.py\n');
    expect(undone.stderr).toContain(
      `${join(outside, 'victim')}: error: lies outside of ${cwd}, which the journal is for`,
    );
    expect([textIn(cwd, 'a.py'), textIn(outside, 'victim')]).toEqual([FIXABLE, 'theirs']);
  });

  test.skipIf(isWindows)('a folder that has become a link is not written through', async () => {
    const outside = folderWith({ 'a.py': '' });
    const cwd = folderWith({ 'sub/a.py': FIXABLE });
    await djguard(['--fix'], { cwd });
    const fixed = textIn(cwd, 'sub/a.py');
    writeFileSync(join(outside, 'a.py'), fixed);
    renameSync(join(cwd, 'sub'), join(cwd, 'was'));
    symlinkSync(outside, join(cwd, 'sub'));
    const undone = await djguard(['undo'], { cwd });
    expect(undone).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sub/a.py: error: lies in a folder that is gone, or has become a symbolic link'),
    });
    expect(textIn(outside, 'a.py')).toBe(fixed);
    const bytes = Buffer.from(fixed);
    expect(() => replaceFile(join(cwd, 'sub/a.py'), bytes, Buffer.from('x'), true)).toThrow(
      /has become a symbolic link/,
    );
    expect(textIn(outside, 'a.py')).toBe(fixed);
  });

  test.each([
    ['nothing', ''],
    ['no object', 'null'],
    ['a list', '[]'],
    ['half a journal', '{"version":1,"started":"2026-01-01T00:00:00.000Z","process":1,"entries":[{"path":"/x"'],
    ['no entries', '{"version":1,"started":"2026-01-01T00:00:00.000Z","process":1}'],
    [
      'a relative path',
      '{"version":1,"started":"2026-01-01T00:00:00.000Z","process":1,"entries":[{"path":"x","before":"","after":""}]}',
    ],
    ['no time', '{"version":1,"started":"soon","process":1,"entries":[]}'],
    ['another version', '{"version":9,"started":"2026-01-01T00:00:00.000Z","process":1,"entries":[]}'],
  ])('a journal with %s is one line and exit code 2', async (_, text) => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    await djguard(['--fix'], { cwd });
    writeFileSync(journalOf(cwd), text);
    const { code, stderr } = await djguard(['undo'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^djguard: can't read the journal: .+\n$/)]);
  });
});

describe.skipIf(isWindows)('what lies in the state folder is trusted where this user put it there', () => {
  const spoilers: readonly (readonly [string, (folder: string) => void, string])[] = [
    ['that others may write to', (folder) => chmodSync(folder, 0o777), 'one that others may write to'],
    [
      'that is a link',
      (folder) => {
        renameSync(folder, `${folder}-there`);
        symlinkSync(`${folder}-there`, folder);
      },
      'no folder, or a link',
    ],
    ...(isRoot
      ? [["of another user's", (folder: string) => chownSync(folder, NOBODY, NOBODY), "another user's"] as const]
      : []),
  ];

  test.each(spoilers.flatMap(([name, spoil, said]) => [0, 1].map((up) => [name, up, spoil, said] as const)))(
    'a folder %s, %i above the journals',
    async (_, up, spoil, said) => {
      const cwd = folderWith({ 'a.py': FIXABLE });
      const state = folderWith({});
      const env = { XDG_STATE_HOME: state };
      await djguard(['--fix'], { cwd, env });
      const fixed = textIn(cwd, 'a.py');
      const folder = dirname(journalOf(cwd, state));
      spoil(up === 0 ? folder : dirname(folder));
      expect(await djguard(['undo'], { cwd, env })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(` is ${said}: nothing in it is trusted`),
      });
      expect(textIn(cwd, 'a.py')).toBe(fixed);
      writeFileSync(join(cwd, 'b.py'), FIXABLE);
      const again = await djguard(['--fix'], { cwd, env });
      expect(again).toMatchObject({
        code: 0,
        stderr: expect.stringContaining("note: djguard undo can't take this run back"),
      });
    },
  );

  test('a journal that is a link', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    await djguard(['--fix'], { cwd });
    const journal = journalOf(cwd);
    renameSync(journal, join(cwd, 'moved'));
    symlinkSync(join(cwd, 'moved'), journal);
    expect(await djguard(['undo'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is no file, or a link: it is not trusted'),
    });
  });
});

/** What Python says of a file's extended attributes, access control list included. */
const attributes = (file: string): string =>
  execFileSync('python3', [
    '-c',
    'import os,sys\nprint({n: os.getxattr(sys.argv[1], n) for n in sorted(os.listxattr(sys.argv[1]))})',
    file,
  ]).toString();

const canKeep =
  process.platform === 'linux' &&
  (() => {
    const folder = join(process.cwd(), 'node_modules/.cache');
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'attribute'), '');
      execFileSync(
        'python3',
        ['-c', 'import os,sys\nos.setxattr(sys.argv[1], "user.x", b"1")', join(folder, 'attribute')],
        { stdio: 'ignore' },
      );
      return true;
    } catch {
      return false;
    } finally {
      rmSync(join(folder, 'attribute'), { force: true });
    }
  })();
if (!canKeep) console.warn('no extended attributes here: their test is skipped');

describe('what --fix keeps of a file', () => {
  test.skipIf(!canKeep)('extended attributes and the access control list, there and back', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const set = `import os,sys,struct
entry = struct.pack
os.setxattr(sys.argv[1], "user.note", b"kept\\x00")
acl = entry("<I", 2) + b"".join(entry("<HHI", *each) for each in [(1, 6, 0xffffffff), (2, 4, 1234), (4, 4, 0xffffffff), (16, 4, 0xffffffff), (32, 0, 0xffffffff)])
try:
    os.setxattr(sys.argv[1], "system.posix_acl_access", acl)
except OSError:
    pass
`;
    execFileSync('python3', ['-c', set, join(cwd, 'a.py')]);
    const before = attributes(join(cwd, 'a.py'));
    expect(before).toContain('user.note');
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
    expect([textIn(cwd, 'a.py') === FIXABLE, attributes(join(cwd, 'a.py'))]).toEqual([false, before]);
    await djguard(['undo'], { cwd });
    expect([textIn(cwd, 'a.py'), attributes(join(cwd, 'a.py'))]).toEqual([FIXABLE, before]);
    expect(readdirSync(cwd)).toEqual(['a.py']);
  });

  test.skipIf(!isRoot || isWindows)(
    'the group that the user is not in, by writing the file itself; undo does the same',
    async () => {
      const cwd = folderWith({ 'a.py': FIXABLE, 'state/.keep': '' });
      for (const path of ['.', 'a.py', 'state']) chownSync(join(cwd, path), NOBODY, NOBODY);
      chownSync(join(cwd, 'a.py'), NOBODY, 0);
      const { ino } = statSync(join(cwd, 'a.py'));
      const env = { XDG_STATE_HOME: join(cwd, 'state') };
      const ran = await asUser(['--fix', 'a.py'], { cwd, env });
      expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('note: a.py: it was written itself') });
      expect(textIn(cwd, 'a.py')).not.toBe(FIXABLE);
      expect(statSync(join(cwd, 'a.py'))).toMatchObject({ ino, uid: NOBODY, gid: 0 });
      expect(await asUser(['undo'], { cwd, env })).toMatchObject({ code: 0 });
      expect([textIn(cwd, 'a.py'), statSync(join(cwd, 'a.py')).gid]).toEqual([FIXABLE, 0]);
    },
  );
});

describe('two at once', () => {
  test('--fix waits for --fix: both end well, and each file is whole', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `m${at}.py`);
    const cwd = folderWith(Object.fromEntries(names.map((name) => [name, FIXABLE])));
    const both = await Promise.all([
      djguard(['--fix'], { cwd }),
      djguard(['--fix'], { cwd }),
      djguard(['--fix', 'm1.py'], { cwd }),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(names.map((name) => textIn(cwd, name))).size).toBe(1);
    expect(readdirSync(stateFolder(cwd))).not.toContain('lock');
  });

  test.each([
    ['of a process that is gone', '4194304'],
    ['that is damaged', 'x'],
  ])('a lock %s is taken away', async (_, text) => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    await djguard(['--fix'], { cwd });
    await djguard(['undo'], { cwd });
    mkdirSync(stateFolder(cwd), { recursive: true, mode: 0o700 });
    writeFileSync(join(stateFolder(cwd), 'lock'), text);
    expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 0 });
  });
});
