import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { position } from '../src/python/syntax/source.ts';
import { coloursFor } from '../src/report/colours.ts';
import { frameLines } from '../src/report/frame.ts';
import type { Finding } from '../src/types.ts';
import { djguard, FIXABLE, FOR_A_HUMAN, folderWith } from './command.ts';

function framed(text: string, marked: string): string {
  const start = text.indexOf(marked);
  const place = { start, end: start + marked.length, ...position(text, start) };
  const finding: Finding = {
    ...{ code: 'DJG001', rule: 'imports', package: 'silk', message: '', advice: null, fixable: true, conditions: [] },
    ...place,
  };
  return frameLines(text, finding, coloursFor(false)).join('\n');
}

describe('a frame', () => {
  test('shows two lines above and below, with the place marked', () => {
    expect(framed('1\n2\n3\nfour = silk.x  # why\n5\n6\n7\n', 'silk.x')).toBe(`  |
2 | 2
3 | 3
4 | four = silk.x  # why
  |        ^^^^^^
5 | 5
6 | 6
  |`);
  });

  test('of a place that spans lines marks the first', () => {
    expect(framed('import (\n    silk)\n', 'import (\n    silk)')).toBe(
      '  |\n1 | import (\n  | ^^^^^^^^\n2 |     silk)\n  |',
    );
  });

  test('reckons with tabs and wide characters', () => {
    expect(framed('\t日 = silk\r\n', 'silk')).toBe('  |\n1 |     日 = silk\n  |          ^^^^\n  |');
  });

  test('cuts what no terminal shows', () => {
    const lines = framed(`x = "${'é'.repeat(300)}"; import silk\n`, 'import silk').split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(170);
  });
});

describe('the form of findings', () => {
  const files = { 'a.py': FIXABLE, 'b.py': FOR_A_HUMAN };

  test('is full where it is asked for: the code, what to do, and where to read on', async () => {
    const { stdout, code } = await djguard(['check', '--output-format', 'full', 'a.py'], { cwd: folderWith(files) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.py:5:5: DJG002 .*\n {2}\|\n3 \| INSTALLED_APPS = \[\n/);
    expect(stdout).toMatch(/\^\n[\s\S]* {4}djguard fix guards it; djguard explain DJG00\d says more\n\n$/);
  });

  test('is concise in a pipe, and where that is asked for', async () => {
    const cwd = folderWith(files);
    const { stdout } = await djguard(['check', '--output-format', 'concise'], { cwd });
    expect(stdout).not.toContain('^');
    expect(await djguard(['check'], { cwd })).toMatchObject({ stdout });
  });

  test('of what a fix leaves stands in the file as it was written', async () => {
    const { stdout } = await djguard(['fix', '--output-format', 'full'], { cwd: folderWith(files) });
    expect(stdout).toContain('b.py:');
    expect(stdout).toContain('^');
  });
});

describe('several reports of one run', () => {
  test('go to stdout and into files', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const argv = [
      'check',
      '--output-format',
      'github',
      '--output-format',
      'sarif:r.sarif',
      '--output-format',
      'json:r.json',
    ];
    const ran = await djguard(argv, { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringMatching(/^::warning/) });
    const read = (name: string) => JSON.parse(readFileSync(join(cwd, name), 'utf8'));
    expect(read('r.sarif').version).toBe('2.1.0');
    expect(read('r.json').findings).toHaveLength(1);
  });

  test('leave the report for people as it is', async () => {
    const cwd = folderWith({ 'a.py': FIXABLE });
    const { stdout } = await djguard(['check'], { cwd });
    expect(await djguard(['check', '--output-format', 'junit:r.xml'], { cwd })).toMatchObject({ code: 1, stdout });
  });

  test.each([
    ['sarif:', '--output-format sarif: names no file'],
    ['sarf:x', 'Did you mean sarif?'],
    ['json:no/x.json', "can't write the report"],
  ])('%s is an error', async (format, message) => {
    const ran = await djguard(['check', '--output-format', format], { cwd: folderWith({ 'a.py': FIXABLE }) });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
