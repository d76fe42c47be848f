import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { projectPackages } from '../src/packages/project.ts';
import { withLocks } from '../src/packages/with-locks.ts';

const SMALL = fileURLToPath(new URL('../fixtures/manifests/small/', import.meta.url));
const layouts = readdirSync(SMALL).filter((name) => name.endsWith('.txt'));

/** A layout's files in a folder of their own, and what is installed for whom: a line each, before the first file. */
function laidOut(name: string): { root: string; expected: Record<string, string> } {
  const [head = '', ...files] = readFileSync(join(SMALL, name), 'utf8').split(/^-- (?=.+ --$)/m);
  const root = mkdtempSync(join(tmpdir(), 'djguard-layout-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    const [path = '', text = ''] = file.split(/ --\n(.*)/s);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const lines = head.trim().split('\n');
  return { root, expected: Object.fromEntries(lines.map((line) => line.split(' '))) };
}

test('there are layouts', () => {
  expect(layouts.length).toBeGreaterThan(50);
});

test.each(layouts)('%s', async (name) => {
  const { root, expected } = laidOut(name);
  const { dependencies, warnings } = await withLocks(await projectPackages(root), CATALOGUE);
  const found = new Map<string, string>(dependencies.map((at) => [at.distribution, at.classification]));
  const asked = Object.fromEntries(Object.keys(expected).map((at) => [at, found.get(at)]));
  expect(asked).toEqual(expected);
  expect(warnings).toEqual([]);
});
