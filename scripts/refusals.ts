import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../src/rewrite/rule.ts';

/** The reasons for which cases of each rule stay as they are, with what to do, the most frequent first. */
export function refusalsIn(fixtures: string, rules: readonly Rule[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    rules
      .filter(({ reportsOnly }) => reportsOnly === undefined)
      .map(({ code, name }) => [name, reasonsFor(fixtures, code)]),
  );
}

function reasonsFor(fixtures: string, code: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/[\\/]refused-[^\\/]*[\\/]findings\.txt$/.test(path)) continue;
    for (const reason of new Set(advised(readFileSync(join(fixtures, path), 'utf8'), code))) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort(([a, many], [b, most]) => most - many || (a < b ? -1 : 1));
  return sorted.map(([reason]) => reason);
}

/** The advice that some findings give for a rule, without what is about one file's lines. */
function advised(findings: string, code: string): readonly string[] {
  const found: string[] = [];
  let isMeant = false;
  for (const line of findings.split('\n')) {
    if (!line.startsWith(' ')) isMeant = new RegExp(`: ${code} `).test(line);
    else if (isMeant)
      found.push(
        line
          .trim()
          .replace(/^line \d+: /, '')
          .replace(/\bline \d+\b/g, 'another line'),
      );
  }
  return found;
}
