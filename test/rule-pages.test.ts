import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusalsIn } from '../scripts/refusals.ts';
import { pageOf } from '../scripts/rule-pages.ts';
import { REFUSALS } from '../src/cli/help/refusals.ts';
import { rules } from '../transforms/index.ts';
import { djguard, folderWith } from './command.ts';

test('what rules leave to a human is what their cases say: else `npm run docs` has not been run', () => {
  expect(REFUSALS).toEqual(refusalsIn('fixtures', rules));
  expect(REFUSALS.middleware).toContain(
    'another line counts the places of the same list, which are others without the entry: place by an entry instead',
  );
});

describe('the page of a rule', () => {
  test.each(rules)('$code is current, and leads to what is there', (rule) => {
    const page = `docs/rules/${rule.code}.md`;
    expect(readFileSync(page, 'utf8')).toBe(pageOf(rule));
    expect(readFileSync('docs/rules.md', 'utf8')).toContain(`[${rule.code}](rules/${rule.code}.md)`);
    expect(existsSync(join('fixtures', rule.name))).toBe(true);
  });

  test('says what explain says', async () => {
    const page = readFileSync('docs/rules/DJG003.md', 'utf8');
    const { stdout } = await djguard(['explain', 'middleware'], { cwd: folderWith({}) });
    const words = (text: string) => text.replace(/<!--.*-->|```python/g, '').replace(/[#`<>\s]+/g, '');
    expect(words(stdout)).toEqual(words(page));
  });
});
