// Writes dist/types/: the declarations that a user of the library reads, and no others.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const types = join(top, 'dist', 'types');
const tsc = join(top, 'node_modules', 'typescript', 'bin', 'tsc');

rmSync(types, { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', join(top, 'tsconfig.build.json')], { stdio: 'inherit' });

const wanted = new Set();
keep(join(types, 'src', 'index.d.ts'));
for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (entry.isFile() && !wanted.has(file)) rmSync(file);
}

function keep(file) {
  if (wanted.has(file)) return;
  wanted.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)) {
    if (!name.startsWith('.')) throw new Error(`${file} needs the types of ${name}, which users do not have`);
    keep(resolve(dirname(file), name.replace(/\.ts$/, '.d.ts')));
  }
}
