import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { COMMAND, djguard, FIXABLE, folderWith, program } from './command.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));

const SOURCE = `
import { exitCodeOf, loadParser, packageNamed, rewrite, run, UsageError } from 'djguard';
import type { Finding, Outcome, Result } from 'djguard';

const parse = await loadParser('wasm');
const outcome: Outcome = rewrite(parse, 'settings.py', 'INSTALLED_APPS = ["silk"]\\n', [packageNamed('silk')], { width: 88 });
const findings: readonly Finding[] = outcome.status === 'found' ? outcome.findings : [];
const result: Result = await run({ mode: 'check', paths: ['a.py'] });
const usage = await run({ mode: 'check', packages: ['a-b'] }).catch((error: unknown) => error instanceof UsageError);
console.log(findings.length, result.files.length, exitCodeOf(result), usage);
`;

/** A project that has the package installed as npm would, and nothing else. */
function projectWithPackage(files: Readonly<Record<string, string>>): string {
  const cwd = folderWith({ 'package.json': '{"type": "module"}', 'a.py': FIXABLE, ...files });
  cpSync(dirname(COMMAND), join(cwd, 'node_modules/djguard/dist'), { recursive: true });
  cpSync(join(TOP, 'package.json'), join(cwd, 'node_modules/djguard/package.json'));
  return cwd;
}

test('the package holds what users need, and nothing else', async () => {
  const ran = await program('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: TOP });
  const [{ files }] = JSON.parse(ran.stdout);
  const paths: readonly string[] = files.map(({ path }: { path: string }) => path);
  const wanted =
    /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/(.+\.(js|wasm|py)|types\/.+\.d\.ts|THIRD-PARTY-LICENSES))$/;
  expect(paths.filter((path) => !wanted.test(path))).toEqual([]);
  expect(paths).toEqual(expect.arrayContaining(['dist/djguard.js', 'dist/index.js', 'dist/types/src/index.d.ts']));
  expect(paths).toEqual(expect.arrayContaining(['dist/tree-sitter-python.wasm', 'dist/web-tree-sitter.wasm']));
});

test('everything that package.json points to is there', () => {
  const { types, default: code } = manifest.exports['.'];
  for (const path of [types, code, manifest.bin.djguard]) expect(existsSync(join(TOP, path)), path).toBe(true);
  expect(statSync(COMMAND).mode & 0o111).toBe(0o111);
  expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('the command works where no other package is installed', async () => {
  const cwd = projectWithPackage({});
  const command = join(cwd, 'node_modules/djguard/dist/djguard.js');
  const ran = await program(process.execPath, [command], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: (await djguard([], { cwd })).stdout });
  expect(ran.stdout).toContain('-    "debug_toolbar",');
});

// Parsers of a WebAssembly instance that another has taken the place of free memory that is in use, once collected.
test.each([
  ['parsers', "await Promise.all([1, 2, 3].map(() => loadParser('wasm')))"],
  ['runs', "await Promise.all([1, 2, 3].map(() => run({ mode: 'check', paths: ['a.py'] })))"],
  ['manifests in Python', "await run({ mode: 'check', paths: ['.'] })"],
])('WebAssembly is loaded once for many %s at the same time', async (_, load) => {
  const setup = 'from setuptools import setup\nsetup(extras_require={"dev": ["django-debug-toolbar"]})\n';
  const use = `
import { setTimeout } from 'node:timers/promises';
import { loadParser, run } from 'djguard';
${load};
for (let turn = 0; turn < 3; turn++) {
  gc();
  await setTimeout(1);
}
const { files, problems } = await run({ mode: 'check', paths: ['a.py'] });
console.log(files.length, problems.length, (await loadParser('wasm'))('x = 1\\n'.repeat(1000)).children.length);
`;
  const cwd = projectWithPackage({ 'use.js': use, 'a/setup.py': setup, 'b/setup.py': setup, 'c/setup.py': setup });
  const ran = await program(process.execPath, ['--expose-gc', 'use.js'], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: '1 0 1000\n', stderr: '' });
});

test.each([
  ['NodeNext', 'NodeNext'],
  ['ESNext', 'Bundler'],
])('the library has types for module %s, resolved as %s, and runs', async (module, moduleResolution) => {
  const cwd = projectWithPackage({
    'use.ts': `declare const console: { log(...values: unknown[]): void };\n${SOURCE}`,
    'use.js': '',
  });
  const tsc = join(TOP, 'node_modules/typescript/bin/tsc');
  const flags = ['--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--types', '', '--outDir', '.'];
  const args = [tsc, '--ignoreConfig', ...flags, '--module', module, '--moduleResolution', moduleResolution, 'use.ts'];
  expect(await program(process.execPath, args, { cwd })).toMatchObject({ code: 0, stdout: '' });
  expect(await program(process.execPath, ['use.js'], { cwd })).toMatchObject({ code: 0, stdout: '1 1 1 true\n' });
});

test('the licences of what is bundled come along', () => {
  const text = readFileSync(join(TOP, 'dist/THIRD-PARTY-LICENSES'), 'utf8');
  for (const name of [
    'yargs',
    'diff',
    'ignore',
    'magic-string',
    'smol-toml',
    'web-tree-sitter',
    'tree-sitter-python',
  ]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
});

test('the lock file names no place to download from', () => {
  expect(readFileSync(join(TOP, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"|https?:\/\/registry/);
});
