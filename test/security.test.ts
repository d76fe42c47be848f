import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '..');
const page = readFileSync(join(TOP, 'docs/SECURITY.md'), 'utf8');
const promises = page.slice(page.indexOf('## What djguard promises'), page.indexOf('## What it does not promise'));
/** The rows that name a test: its file and its title. */
const rows = [...promises.matchAll(/^\| `(test\/[^`]+)` \| "([^"]+)"/gm)].map(
  ([, file = '', title = '']) => [file, title] as const,
);

describe('docs/SECURITY.md names tests that are there', () => {
  test.each(rows)('%s: %s', (file, title) => {
    expect(existsSync(join(TOP, file))).toBe(true);
    // Titles are written in quotes of either kind, and as templates.
    const code = readFileSync(join(TOP, file), 'utf8').replaceAll("\\'", "'");
    const quotes = ["'", '"', '`'].flatMap((quote) => `${quote}${title}${quote}`);
    expect(quotes.some((literal) => code.includes(literal))).toBe(true);
  });

  test('each promise has some', () => {
    const sections = promises.split(/^### /m).slice(1);
    expect(sections.length).toBeGreaterThan(5);
    for (const section of sections) expect(section).toMatch(/^\| `test\//m);
  });
});
