import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TOP = fileURLToPath(new URL('..', import.meta.url));

/** The rooms from the top floor down, those of one line side by side: an import points down. */
const FLOORS: readonly (readonly string[])[] = [
  ['src/bin.ts'],
  ['src/cli', 'src/index.ts'],
  ['src/report', 'src/diagnosis'],
  ['src/run'],
  ['src/project'],
  ['src/verify', 'src/undo', 'src/scope', 'src/loading', 'src/promote', 'src/init'],
  ['src/search', 'src/packages', 'src/log'],
  ['src/files'],
  ['transforms'],
  ['src/rewrite'],
  ['src/fix', 'src/format'],
  ['src/python/semantics'],
  ['src/python/syntax'],
  ['src/util'],
  ['src/types.ts'],
];

const imports = ['src', 'transforms'].flatMap(sources).flatMap((file) => {
  const text = readFileSync(join(TOP, file), 'utf8');
  const named = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => path);
  return named.map((path) => ({ file, imported: normalize(join(dirname(file), path)) }));
});

test('every import points down', () => {
  expect(imports.length).toBeGreaterThan(500);
  const upward = imports.filter(({ file, imported }) => {
    const [from, to] = [floorOf(file), floorOf(imported)];
    return from > to || (from === to && roomOf(file) !== roomOf(imported));
  });
  expect(upward.map(({ file, imported }) => `${file} -> ${imported}`)).toEqual([]);
});

/** What opens a file to read it, by whatever name. */
const READING = /\b(readFile(Sync)?|open(Sync)?|createReadStream|readSync|openAsBlob)\b/;
/** The one way to read, three that write files, and one that reads what the package itself brings. */
const READERS = ['src/files/read.ts', 'src/files/durable.ts', 'src/files/write.ts', 'src/python/syntax/wasm.ts'];

test('one file reads files', () => {
  const all = ['src', 'transforms'].flatMap(sources);
  const reading = all.filter((file) => {
    const text = readFileSync(join(TOP, file), 'utf8');
    const imported = [...text.matchAll(/import (?:type )?([^;]*?) from 'node:fs(?:\/promises)?'/g)];
    return imported.some(([, names = '']) => READING.test(names) || !names.startsWith('{'));
  });
  expect(reading.sort()).toEqual([...READERS].sort());
});

test('two files start programs for every command, and one the project itself', () => {
  const starting = sources('src').filter((file) => readFileSync(join(TOP, file), 'utf8').includes('child_process'));
  expect(starting.sort()).toEqual(['src/files/attributes.ts', 'src/files/git.ts', 'src/verify/supervised.ts']);
});

/** What may call text its own, or safe by a format's own rules; all else is shown by `asLines` and `asJson`. */
const TRUSTED = [
  'cli/main.ts',
  'report/formats/github.ts',
  'report/formats/jsonl.ts',
  'report/formats/markdown.ts',
  'report/xml.ts',
  'util/shown.ts',
];

test('one function prints, and what it prints is made by one file', () => {
  const all = ['src', 'transforms'].flatMap(sources);
  const texts = all.map((file) => [file, readFileSync(join(TOP, file), 'utf8')] as const);
  const holding = (pattern: RegExp) => texts.filter(([, text]) => pattern.test(text)).map(([file]) => file);
  expect(holding(/\b(process\.std(out|err)|stream)\.write\(|\bconsole\./)).toEqual(['src/cli/main.ts']);
  expect(readFileSync(join(TOP, 'src/cli/main.ts'), 'utf8').match(/\.write\(/g)).toHaveLength(1);
  expect(holding(/\bas Shown\b/)).toEqual(['src/util/shown.ts']);
  expect(holding(/\btrustedText\(/).sort()).toEqual(TRUSTED.map((file) => `src/${file}`).sort());
});

test('every file is in a room', () => {
  expect(['src', 'transforms'].flatMap(sources).filter((file) => floorOf(file) === -1)).toEqual([]);
});

function sources(folder: string): readonly string[] {
  const names = readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function roomOf(file: string): string | undefined {
  return FLOORS.flat().find((room) => file === room || file.startsWith(`${room}/`));
}

function floorOf(file: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(file) ?? ''));
}
