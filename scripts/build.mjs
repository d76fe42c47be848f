// Builds dist/: the command, the library, both parsers' WebAssembly, and the licences of what is bundled.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import './registries.mjs';
import { bundle } from './bundle.mjs';
import { ownerIn } from './repository.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const dist = join(top, 'dist');
const manifest = readJson(join(top, 'package.json'));
const release = { version: manifest.version, owner: manifest.repository === undefined ? null : ownerIn(manifest) };
const grammar = join(top, 'node_modules/tree-sitter-python');

mkdirSync(dist, { recursive: true });
const bundles = [
  await bundle({ djguard: 'src/bin.ts', index: 'src/index.ts' }, release),
  // On its own: what it shares with the command would be cut into more pieces, and each costs the command a millisecond.
  await bundle({ 'search-worker': 'src/search/worker.ts' }, release),
];
const outputFiles = bundles.flatMap(({ files }) => files);
const names = new Set(outputFiles.map(({ name }) => name));
for (const { name, contents } of outputFiles) put(name, contents);
put('tree-sitter-python.wasm', readFileSync(join(grammar, 'tree-sitter-python.wasm')));
put('web-tree-sitter.wasm', readFileSync(join(top, 'node_modules/web-tree-sitter/web-tree-sitter.wasm')));
for (const name of ['probe', 'absent', 'supervisor']) putPython(name);
put('THIRD-PARTY-LICENSES', licences([...bundledPackages(), grammar]));
chmodSync(join(dist, 'djguard.js'), 0o755);
for (const name of readdirSync(dist)) if (/^chunk-.*\.js$/.test(name) && !names.has(name)) rmSync(join(dist, name));
linkCommand();

/** What `djguard verify` has the project's Python run, in a folder of its own. */
function putPython(name) {
  const source = join(top, 'src/verify', name);
  const target = join(dist, name);
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(source).filter((entry) => entry.endsWith('.py'))) {
    put(join(name, file), readFileSync(join(source, file)));
  }
}

/** Writes a file of dist/ whole or not at all, so that a build may run while the command is in use. */
function put(name, contents) {
  const temporary = join(dist, dirname(name), `.${basename(name)}.${process.pid}`);
  writeFileSync(temporary, contents);
  renameSync(temporary, join(dist, name));
}

/** The folders of the packages whose code stands in the bundle. */
function bundledPackages() {
  const folders = bundles.flatMap(({ modules }) =>
    modules.flatMap((id) => /^(?:.*[\\/])?node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0] ?? []),
  );
  return [...new Set(folders)].sort();
}

function licences(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = readJson(join(folder, 'package.json'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) throw new Error(`${name} comes without a licence file`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** npx runs a project's own command from node_modules/.bin, where npm links those of dependencies only. */
function linkCommand() {
  const link = join(top, 'node_modules', '.bin', 'djguard');
  if (process.platform === 'win32' || !existsSync(dirname(link))) return;
  rmSync(link, { force: true });
  symlinkSync('../../dist/djguard.js', link);
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
