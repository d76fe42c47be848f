// Writes dist-mirror/, the repository that pre-commit installs the wheel from: `npm run mirror`. The files of pre-commit/
// get the version and the owner, and the hooks are those of this repository in another language.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownerIn } from './repository.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const target = join(top, 'dist-mirror');
const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

rmSync(target, { recursive: true, force: true });
cpSync(join(top, 'pre-commit'), target, { recursive: true });
cpSync(join(top, 'LICENSE'), join(target, 'LICENSE'));
for (const name of readdirSync(join(top, 'pre-commit'))) {
  const text = readFileSync(join(target, name), 'utf8');
  writeFileSync(
    join(target, name),
    text.replaceAll('VERSION', manifest.version).replaceAll('OWNER', ownerIn(manifest)),
  );
}
const hooks = readFileSync(join(top, '.pre-commit-hooks.yaml'), 'utf8').replace(/^(?:#.*\n)+/, '');
writeFileSync(join(target, '.pre-commit-hooks.yaml'), hooks.replaceAll('language: node', 'language: python'));
