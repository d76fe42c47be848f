import { execFile } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { FIXABLE, folderWith, program } from '../command.ts';
import { npmFolder } from '../npm-folder.ts';

const run = promisify(execFile);
const TOP = fileURLToPath(new URL('../..', import.meta.url));
const MEGABYTE = 1_000_000;
const FOUND =
  'a.py:5:5: DJG002 [unknown] unguarded application of debug_toolbar; nothing tells what production loads\n';
const PROJECT = { 'package.json': '{"private": true, "name": "one"}', 'yarn.lock': '', 'a.py': FIXABLE };

// The tools of npm's world that install packages, and the one that judges types; Bun's own script fetches its binary.
const tools = await npmFolder('npm-clients', ['pnpm', 'yarn', 'bun', '@yarnpkg/cli-dist', '@arethetypeswrong/cli']);
const bin = (name: string) => join(tools, 'node_modules/.bin', name);
const YARN_1 = [process.execPath, join(tools, 'node_modules/yarn/bin/yarn.js')];
const YARN = [process.execPath, join(tools, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js')];
const packed = await pack();

async function pack(): Promise<string> {
  const folder = join(TOP, 'node_modules/.cache');
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: TOP,
  });
  return join(folder, stdout.trim());
}

/** What a call prints and how it ends; that it took so long is said, and judged by nobody. */
async function call(words: readonly string[], cwd: string) {
  const [file = '', ...args] = words;
  const start = performance.now();
  const ran = await program(file, args, { cwd, env: { BUN_INSTALL_CACHE_DIR: join(cwd, '.bun') } });
  console.log(`${words.join(' ')}: exit ${ran.code} after ${Math.round(performance.now() - start)} ms`);
  return ran;
}

test.each([
  ['npm', ['npm', 'install', packed], ['npx', 'djguard']],
  ['npm without scripts', ['npm', 'install', '--ignore-scripts', packed], ['npx', 'djguard']],
  ['pnpm', [bin('pnpm'), 'add', packed], [bin('pnpm'), 'exec', 'djguard']],
  ['Yarn 1', [...YARN_1, 'add', packed], [...YARN_1, '--silent', 'djguard']],
  ['Yarn, without node_modules', [...YARN, 'add', `djguard@${packed}`], [...YARN, 'djguard']],
  ['Bun', [bin('bun'), 'add', packed], [bin('bunx'), 'djguard']],
  ['Bun, run by it', [bin('bun'), 'add', packed], [bin('bunx'), '--bun', 'djguard']],
])('%s installs it without compiling anything, and it runs', async (_, install, start) => {
  const cwd = folderWith(PROJECT);
  const installed = await call(install, cwd);
  expect(installed.code, installed.stderr).toBe(0);
  expect(installed.stdout + installed.stderr).not.toMatch(/node-gyp|gyp info/);
  expect(await call([...start, '--check', 'a.py'], cwd)).toMatchObject({ code: 1, stdout: FOUND });
});

test('it brings no other package, and takes less than 3 MB', async () => {
  const cwd = folderWith(PROJECT);
  await call(['npm', 'install', packed], cwd);
  const modules = join(cwd, 'node_modules');
  expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['djguard']);
  const names = readdirSync(modules, { recursive: true, encoding: 'utf8' });
  const bytes = names.map((name) => lstatSync(join(modules, name))).reduce((sum, at) => sum + at.blocks * 512, 0);
  console.log(`installed: ${(bytes / MEGABYTE).toFixed(2)} MB on the disk`);
  expect(bytes).toBeLessThan(3 * MEGABYTE);
});

test('npm installs what is committed for the whole machine from git', { timeout: 600_000 }, async () => {
  const cwd = folderWith(PROJECT);
  const repository = folderWith({});
  await run('git', ['clone', '--quiet', TOP, repository]);
  const install = ['npm', 'install', '--global', '--prefix', join(cwd, 'prefix'), `git+file://${repository}`];
  const installed = await call(install, cwd);
  expect(installed.code, installed.stderr).toBe(0);
  const command = join(cwd, 'prefix/bin/djguard');
  expect(await call([command, '--check', 'a.py'], cwd)).toMatchObject({ code: 1, stdout: FOUND });
  expect(lstatSync(join(cwd, 'prefix/lib/node_modules/djguard')).isSymbolicLink()).toBe(false);
});

test('where a user has the native parser beside it, that one runs', { timeout: 600_000 }, async () => {
  const cwd = folderWith(PROJECT);
  expect((await call(['npm', 'install', packed, 'tree-sitter', 'tree-sitter-python'], cwd)).code).toBe(0);
  const count =
    'console.log(process.report.getReport().sharedObjects.filter((at) => at.includes("tree_sitter")).length)';
  const code = `import { loadParser } from 'djguard'; (await loadParser())('a = 1\\n'); ${count}`;
  expect(Number((await call(['node', '--input-type=module', '-e', code], cwd)).stdout)).toBeGreaterThan(0);
  expect(await call(['npx', 'djguard', '--check', 'a.py'], cwd)).toMatchObject({ code: 1, stdout: FOUND });
});

test('its types are right wherever it can be imported', async () => {
  const judged = await call([bin('attw'), packed, '--profile', 'esm-only', '--format', 'json'], TOP);
  expect(judged.code, judged.stdout).toBe(0);
});
