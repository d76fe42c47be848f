/** Writes what is generated of the guide: the table of rules in docs/rules.md, and a page for each rule. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../transforms/index.ts';
import { refusalsIn } from './refusals.ts';
import { renderBlock, replaceBlock } from './rules-table.ts';

const PAGE = 'docs/rules.md';
const REFUSALS = 'src/cli/help/refusals.ts';

writeFileSync(PAGE, replaceBlock(readFileSync(PAGE, 'utf8'), renderBlock(rules)));
const refusals = JSON.stringify(refusalsIn('fixtures', rules), null, 2);
writeFileSync(
  REFUSALS,
  `/** Why each rule leaves cases to a human, and what to do, the most frequent reason first: made of the fixtures by \`npm run docs\`. */\nexport const REFUSALS: Readonly<Record<string, readonly string[]>> = ${refusals};\n`,
);
execFileSync('npx', ['biome', 'check', '--write', REFUSALS], { stdio: 'ignore' });
mkdirSync('docs/rules', { recursive: true });
// What the pages say of refusals was written a moment ago.
const { pageOf } = await import('./rule-pages.ts');
for (const rule of rules) writeFileSync(`docs/rules/${rule.code}.md`, pageOf(rule));
