/** Writes the generated block of docs/rules.md, or with `--check` says whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../transforms/index.ts';
import { renderBlock, replaceBlock } from './rules-table.ts';

const PAGE = 'docs/rules.md';
const page = readFileSync(PAGE, 'utf8');
const current = replaceBlock(page, renderBlock(rules));

if (!process.argv.includes('--check')) writeFileSync(PAGE, current);
else if (current !== page) {
  process.stderr.write(`${PAGE} is not current: run \`npm run docs\`.\n`);
  process.exitCode = 1;
}
