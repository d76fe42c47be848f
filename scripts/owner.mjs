// Says who owns the repository: `npm run owner -- NAME`. package.json's `repository` is where that is kept; the wheel and
// the mirror are made by it, and the guides' examples are written anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES, ownerIn, repositoryOf } from './repository.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const [owner] = process.argv.slice(2);
if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner ?? '')) {
  console.error('owner.mjs: name the owner on GitHub: npm run owner -- NAME');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
const before = ownerIn(manifest);
for (const name of EXAMPLES) {
  const text = readFileSync(join(top, name), 'utf8');
  writeFileSync(join(top, name), text.replaceAll(`${before}/djguard`, `${owner}/djguard`));
}
writeFileSync(join(top, 'package.json'), `${JSON.stringify({ ...manifest, ...repositoryOf(owner) }, null, 2)}\n`);
