/** Writes the README's generated block, or with `--check` says whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../transforms/index.ts';
import { renderBlock, replaceBlock } from './rules-table.ts';

const readme = readFileSync('README.md', 'utf8');
const current = replaceBlock(readme, renderBlock(rules));

if (!process.argv.includes('--check')) writeFileSync('README.md', current);
else if (current !== readme) {
  process.stderr.write('README.md is not current: run `npm run docs`.\n');
  process.exitCode = 1;
}
