import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { projectPackages } from '../src/packages/project.ts';
import { deskFor } from '../src/promote/desk.ts';
import { promoteAll } from '../src/promote/promote-all.ts';
import { pep440Of } from '../src/promote/syntax/constraint.ts';
import { promotionLines } from '../src/report/promotion.ts';

const CASES = fileURLToPath(new URL('../fixtures/promote', import.meta.url));
const cases = readdirSync(CASES);

/** What a case asks for. */
interface Case {
  readonly promote: readonly string[];
  readonly to?: string;
}

/** What a case makes of a folder: the manifests that change, and what is said. */
async function promoted(name: string, before: string) {
  const { promote, to } = JSON.parse(readFileSync(join(CASES, name, 'case.json'), 'utf8')) as Case;
  const desk = await deskFor(await projectPackages(before), before);
  const chosen = to === undefined ? null : { file: to, group: null };
  const done = await promoteAll(desk, promote, { catalogue: CATALOGUE, chosen, shown: (file) => file });
  const said = [
    ...done.problems.map(({ path, message }) => `${path}: error: ${message}`),
    ...promotionLines(done, [], (file) => file, false),
  ];
  const changed = desk.texts.changed().map(({ file, after }) => [file, after] as const);
  return { changed: Object.fromEntries(changed), said: said.map((line) => `${line}\n`).join('') };
}

/** A copy of a case's manifests, each changed in the same way. */
function copied(name: string, change: (text: string) => string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-promote-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(CASES, name, 'before'), folder, { recursive: true });
  for (const file of filesIn(folder))
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(folder.length + 1)).sort();
}

function expected(name: string): Readonly<Record<string, string>> {
  const folder = join(CASES, name, 'after');
  return Object.fromEntries(filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

describe.each(cases)('%s', (name) => {
  test('is edited as its files say', async () => {
    const { changed, said } = await promoted(
      name,
      copied(name, (text) => text),
    );
    if (process.env.UPDATE) {
      rmSync(join(CASES, name, 'after'), { recursive: true, force: true });
      for (const [file, text] of Object.entries(changed)) {
        mkdirSync(dirname(join(CASES, name, 'after', file)), { recursive: true });
        writeFileSync(join(CASES, name, 'after', file), text);
      }
      writeFileSync(join(CASES, name, 'said.txt'), said);
    }
    expect(changed).toEqual(expected(name));
    expect(said).toBe(readFileSync(join(CASES, name, 'said.txt'), 'utf8'));
  });

  test('keeps the line ends of Windows, and a last line without one', async () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    const { changed } = await promoted(name, copied(name, windows));
    expect(changed).toEqual(
      Object.fromEntries(Object.entries(expected(name)).map(([file, text]) => [file, windows(text)])),
    );
    const open = await promoted(
      name,
      copied(name, (text) => text.trimEnd()),
    );
    const trimmed = (files: object) => Object.entries(files).map(([file, text]) => [file, text.trimEnd()]);
    expect(Object.entries(open.changed)).toEqual(trimmed(expected(name)));
  });

  test('changes what its name says', () => {
    expect(existsSync(join(CASES, name, 'after'))).toBe(!/^(refused|nothing)-/.test(name));
  });
});

/** What poetry-core makes of each constraint, in the order in which it is written. */
test.each([
  ['^1.2.3', '>=1.2.3,<2.0.0'],
  ['^1.2', '>=1.2,<2.0'],
  ['^1', '>=1,<2'],
  ['^0.2.3', '>=0.2.3,<0.3.0'],
  ['^0.0.3', '>=0.0.3,<0.0.4'],
  ['^0.0', '>=0.0,<0.1'],
  ['^0', '>=0,<1'],
  ['~1.2.3', '>=1.2.3,<1.3.0'],
  ['~1.2', '>=1.2,<1.3'],
  ['~1', '>=1,<2'],
  ['1.2.*', '==1.2.*'],
  ['*', ''],
  ['1.2', '==1.2'],
  ['>= 1.2 , < 2', '>=1.2,<2'],
  ['~=1.4', '~=1.4'],
  ['^1.2 !=1.5', '>=1.2,<2.0,!=1.5'],
])("Poetry's %j is %j in PEP 440", (constraint, written) => {
  expect(pep440Of(constraint)).toBe(written);
});

test.each(['^1 || ^3', '^1.2rc1', '~x'])('%j has no words in PEP 440, and is refused', (constraint) => {
  expect(() => pep440Of(constraint)).toThrow();
});
