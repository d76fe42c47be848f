// Builds the wheel: `npm run wheel` writes dist-python/djguard-VERSION-py3-none-any.whl from python/ and dist/.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));
const target = join(top, 'dist-python');
/** What only users of the library need. */
const LIBRARY = ['types', 'index.js'];

const folder = mkdtempSync(join(tmpdir(), 'djguard-wheel-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(join(top, 'python'), folder, { recursive: true, filter: (file) => basename(file) !== '__pycache__' });
for (const name of ['package.json', 'README.md', 'LICENSE']) cpSync(join(top, name), join(folder, name));
cpSync(join(top, 'dist/THIRD-PARTY-LICENSES'), join(folder, 'THIRD-PARTY-LICENSES'));
cpSync(join(top, 'dist'), join(folder, 'djguard/dist'), {
  recursive: true,
  filter: (file) => !LIBRARY.includes(basename(file)) && basename(file) !== '__pycache__',
});
const { homepage, bugs, version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
if (homepage) {
  appendFileSync(join(folder, 'pyproject.toml'), `\n[project.urls]\nHomepage = "${homepage}"\nIssues = "${bugs}"\n`);
  const readme = join(folder, 'README.md');
  writeFileSync(readme, withWholeLinks(readFileSync(readme, 'utf8'), homepage.replace(/#.*$/, ''), version));
}
rmSync(target, { recursive: true, force: true });
const python = process.platform === 'win32' ? 'python' : 'python3';
execFileSync(python, ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--wheel-dir', target, folder], {
  stdio: 'inherit',
});

/** PyPI knows of no repository that a page's links could be relative to. */
function withWholeLinks(text, page, version) {
  return text.replaceAll(/(!?)(\[[^\]]*\])\((?!https?:|#)([^)\s]+)\)/g, (_, image, words, path) => {
    return `${image}${words}(${page}/${image ? 'raw' : 'blob'}/v${version}/${path})`;
  });
}
