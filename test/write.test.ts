import { readdirSync, readFileSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../src/files/write.ts';
import { COMMAND, FIXABLE, folderWith, program } from './command.ts';

const OLD = Buffer.from('old\n');
const NEW = Buffer.from('new\n');

test('replaces the content, and says how many other names the file had', () => {
  const folder = folderWith({ 'a.py': OLD });
  expect(replaceFile(join(folder, 'a.py'), OLD, NEW, false)).toEqual({ otherNames: 0, isInPlace: false });
  expect(readFileSync(join(folder, 'a.py'))).toEqual(NEW);
  expect(readdirSync(folder)).toEqual(['a.py']);
});

test.each<[string, (file: string) => void]>([
  ['was edited', (file) => writeFileSync(file, 'mine\n')],
  ['was edited to the same length', (file) => writeFileSync(file, 'odd\n')],
  ['is gone', (file) => unlinkSync(file)],
  [
    'became a link to the same text',
    (file) => {
      renameSync(file, `${file}.real`);
      symlinkSync(`${file}.real`, file);
    },
  ],
])('writes nothing where the file %s meanwhile', (_, change) => {
  const folder = folderWith({ 'a.py': OLD });
  const file = join(folder, 'a.py');
  change(file);
  const was = readdirSync(folder);
  const content = was.includes('a.py') ? readFileSync(file) : null;
  expect(() => replaceFile(file, OLD, NEW, false)).toThrow(/not written/);
  expect(readdirSync(folder)).toEqual(was);
  if (content !== null) expect(readFileSync(file)).toEqual(content);
});

test.skipIf(process.platform === 'win32')('a disk that fills up costs one file, never half of it', async () => {
  const small = FIXABLE;
  const large = `${'# a comment\n'.repeat(2_000)}${FIXABLE}`;
  const cwd = folderWith({ 'a.py': small, 'b.py': large, 'c.py': small });
  // A limit on the size of files fails in the middle of a write, as a full disk does.
  const script = `ulimit -f 8; exec "${process.execPath}" "${COMMAND}" --fix`;
  const ran = await program('bash', ['-c', script], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/^b\.py: error: not written: /m);
  expect(ran.stdout).toMatch(/^b\.py:\d+:5: /);
  expect(readFileSync(join(cwd, 'b.py'), 'utf8')).toBe(large);
  expect(readFileSync(join(cwd, 'a.py'), 'utf8')).not.toBe(small);
  expect(readFileSync(join(cwd, 'c.py'), 'utf8')).not.toBe(small);
  expect(readdirSync(cwd)).toEqual(['a.py', 'b.py', 'c.py']);
});
