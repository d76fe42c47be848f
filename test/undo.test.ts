import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { beginJournal, lastJournal } from '../src/undo/journal.ts';
import { stateFolder } from '../src/util/state.ts';
import { COMMAND, djguard, FIXABLE, folderWith, MIXED, program } from './command.ts';

const LATIN = Buffer.from(`# coding: latin-1\r\n# \u00e9\r\n${FIXABLE.replaceAll('\n', '\r\n')}`, 'latin1');

const textIn = (...path: string[]): string => readFileSync(join(...path), 'utf8');

test('takes every byte back, leaves modes alone, and then has nothing to undo', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE, 'b/c.py': LATIN, 'mixed.py': MIXED });
  chmodSync(join(cwd, 'b/c.py'), 0o750);
  expect(await djguard(['--fix'], { cwd })).toMatchObject({ code: 1 });
  const undone = await djguard(['undo'], { cwd });
  expect(undone).toMatchObject({ code: 0, stdout: '' });
  expect(undone.stderr).toMatch(
    /^Took back a\.py\nTook back b\/c\.py\nTook back mixed\.py\nTook back 3 files of the run of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\n$/,
  );
  expect(readFileSync(join(cwd, 'b/c.py'))).toEqual(LATIN);
  expect(statSync(join(cwd, 'b/c.py')).mode & 0o777).toBe(0o750);
  expect([textIn(cwd, 'a.py'), textIn(cwd, 'mixed.py')]).toEqual([FIXABLE, MIXED]);
  expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing to undo.\n' });
});

test('what it keeps is nothing that git sees, and nobody else can read it', async () => {
  const cwd = folderWith({ 'site/a.py': FIXABLE, 'site/deep/x.txt': '' });
  const git = (...args: string[]) => program('git', ['-c', 'user.name=x', '-c', 'user.email=x', ...args], { cwd });
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'x');
  expect(await djguard(['--fix', 'a.py'], { cwd: join(cwd, 'site') })).toMatchObject({ code: 0 });
  expect((await git('status', '--short')).stdout).toBe(' M site/a.py\n');
  const folder = stateFolder(cwd);
  const [journal = ''] = readdirSync(folder);
  expect([statSync(folder).mode & 0o777, statSync(join(folder, journal)).mode & 0o777]).toEqual([0o700, 0o600]);
  const undone = await djguard(['undo'], { cwd: join(cwd, 'site/deep') });
  expect(undone).toMatchObject({ code: 0, stderr: expect.stringContaining('site/a.py\n') });
  expect((await git('status', '--short')).stdout).toBe('');
});

test('a file that was edited since stays and is named, and so is one that is gone; the others are taken back', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE, 'b.py': FIXABLE, 'c.py': FIXABLE });
  await djguard(['--fix'], { cwd });
  const fixed = textIn(cwd, 'a.py');
  appendFileSync(join(cwd, 'a.py'), 'MINE = 1\n');
  rmSync(join(cwd, 'b.py'));
  const undone = await djguard(['undo'], { cwd });
  expect(undone).toMatchObject({ code: 1, stdout: '' });
  expect(undone.stderr).toMatch(
    /^Took back c\.py\na\.py: error: was edited since the fix, .+\nb\.py: error: is gone, /,
  );
  expect(undone.stderr).toMatch(/\nTook back 1 file of the run of .+; 2 stayed\.\n$/);
  expect([textIn(cwd, 'a.py'), textIn(cwd, 'c.py')]).toEqual([`${fixed}MINE = 1\n`, FIXABLE]);
  writeFileSync(join(cwd, 'a.py'), fixed);
  expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining('back a.py\n') });
  expect(textIn(cwd, 'a.py')).toBe(FIXABLE);
});

test('a file that cannot be written is an error, and another try works', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE, 'b.py': FIXABLE });
  await djguard(['--fix'], { cwd });
  chmodSync(join(cwd, 'a.py'), 0o444);
  const undone = await djguard(['undo', '-q'], { cwd });
  expect(undone).toMatchObject({ code: 2, stderr: expect.stringMatching(/^a\.py: error: is read-only, .+\n$/) });
  chmodSync(join(cwd, 'a.py'), 0o644);
  expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining('1 file of') });
  expect([textIn(cwd, 'a.py'), textIn(cwd, 'b.py')]).toEqual([FIXABLE, FIXABLE]);
});

test('files that were taken back by hand are nothing to undo', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE });
  await djguard(['--fix'], { cwd });
  writeFileSync(join(cwd, 'a.py'), FIXABLE);
  const undone = await djguard(['undo'], { cwd });
  expect(undone.stderr).toMatch(/^Nothing to undo: the files are as they were before the run of .+\.\n$/);
  expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0, stderr: 'Nothing to undo.\n' });
});

test('several runs are taken back one by one, the last one first; only files that were written count', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE, 'b.py': FIXABLE, 'locked.py': FIXABLE });
  chmodSync(join(cwd, 'locked.py'), 0o444);
  await djguard(['--fix', 'a.py'], { cwd });
  await djguard(['--fix', 'a.py'], { cwd });
  expect(await djguard(['--fix', 'b.py', 'locked.py'], { cwd })).toMatchObject({ code: 2 });
  expect(await djguard(['--fix', 'locked.py'], { cwd })).toMatchObject({ code: 2 });
  expect((await djguard(['undo'], { cwd })).stderr).toMatch(/^Took back b\.py\nTook back 1 file of /);
  expect((await djguard(['undo'], { cwd })).stderr).toMatch(/^Took back a\.py\nTook back 1 file of /);
  expect((await djguard(['undo'], { cwd })).stderr).toBe('Nothing to undo.\n');
});

test('a run in another folder is taken back from there', async () => {
  const elsewhere = folderWith({ 'x/a.py': FIXABLE, 'y/b.py': FIXABLE });
  const cwd = folderWith({});
  const fixed = await djguard(['--fix', elsewhere], { cwd });
  expect(fixed.stderr).toContain(`note: djguard undo ${elsewhere} takes this run back\n`);
  expect((await djguard(['undo'], { cwd })).stderr).toBe('Nothing to undo.\n');
  expect(await djguard(['undo', elsewhere], { cwd })).toMatchObject({ code: 0 });
  expect([textIn(elsewhere, 'x/a.py'), textIn(elsewhere, 'y/b.py')]).toEqual([FIXABLE, FIXABLE]);
});

test.each<[string, readonly string[], string]>([
  ['a folder that is none', ['undo', 'nowhere'], 'nowhere is no folder'],
  ['two folders', ['undo', 'a', 'b'], 'undo takes one folder'],
  ['a flag of another command', ['undo', '--check'], '--check is not for djguard undo'],
])('%s is a usage error', async (_, args, message) => {
  const ran = await djguard(args, { cwd: folderWith({}) });
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(`^djguard: ${message}.*\n$`) });
});

test('where no journal can be written the fix is made all the same, and says so', async () => {
  const cwd = folderWith({ 'a.py': FIXABLE, file: '' });
  const env = { XDG_STATE_HOME: join(cwd, 'file') };
  const fixed = await djguard(['--fix'], { cwd, env });
  expect(fixed).toMatchObject({ code: 0, stderr: expect.stringContaining("djguard undo can't take this run back") });
  expect(textIn(cwd, 'a.py')).not.toBe(FIXABLE);
  const undone = await djguard(['undo'], { cwd, env });
  expect(undone).toMatchObject({ code: 2, stderr: expect.stringMatching(/^djguard: can't read the journal: .+\n$/) });
});

test('only the last ten runs are kept, and a run that goes on is not taken back', async () => {
  const top = folderWith({ 'a.py': FIXABLE });
  const entry = (number: number) => ({ path: join(top, 'a.py'), before: Buffer.from(`${number}`), after: '' });
  for (let run = 0; run < 13; run++) beginJournal(top, [entry(run)]);
  expect(readdirSync(stateFolder(top))).toHaveLength(10);
  expect(lastJournal(top)).toMatchObject({ finished: false, process: process.pid, entries: [entry(12)] });
  const undone = await program(process.execPath, [COMMAND, 'undo'], { cwd: top });
  expect(undone).toMatchObject({
    code: 2,
    stderr: `djguard: djguard --fix is still running here (process ${process.pid})\n`,
  });
});

test('leftovers of a process that is gone are removed by the next run, those of a living one are not', async () => {
  const gone = await program(process.execPath, ['-e', 'console.log(process.pid)'], { cwd: folderWith({}) });
  const dead = `.djguard-${gone.stdout.trim()}-abc.tmp`;
  const alive = `.djguard-${process.pid}-abc.tmp`;
  const cwd = folderWith({ 'a.py': FIXABLE, [dead]: 'half', [alive]: 'half', '.djguard-notes.tmp': 'own' });
  mkdirSync(join(cwd, '.djguard-1-x.tmp'));
  await djguard(['--fix'], { cwd });
  expect(readdirSync(cwd).sort()).toEqual(['.djguard-1-x.tmp', alive, '.djguard-notes.tmp', 'a.py'].sort());
  writeFileSync(join(cwd, dead), 'half');
  await djguard(['undo'], { cwd });
  expect(readdirSync(cwd)).not.toContain(dead);
});
