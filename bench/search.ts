/** Measures the two ways in which one thread searches, on texts in memory: `npx tsx bench/search.ts`. */
import { put, type Search } from '../src/files/buffer.ts';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { byExpression } from '../src/search/search.ts';
import { byTeddy } from '../src/search/teddy.ts';
import { moduleText, randomFrom } from './sources.ts';

const FILES = 3000;
const ROUNDS = 7;
const names = CATALOGUE.rows.map(({ root }) => Buffer.from(root));
const random = randomFrom(FILES);
// Sizes as in the trees of trees.ts.
const texts = Array.from({ length: FILES }, () =>
  Buffer.from(moduleText(Math.min(300 * Math.exp(random() * random() * 7), 100_000), random)),
);
const bytes = texts.reduce((sum, { length }) => sum + length, 0);

process.stdout.write(`${names.length} names, ${FILES} files of ${(bytes / FILES / 1000).toFixed(1)} kB on average\n`);
measure('regular expression', byExpression);
measure('Teddy', byTeddy);

/** Prints what the first text costs with all that has to be made for it, and what each costs in the fastest round. */
function measure(name: string, make: (names: readonly Buffer[]) => Search | null): void {
  const start = performance.now();
  const search = make(names);
  if (search === null) throw new Error(`${name}: not on this machine`);
  const [first = Buffer.alloc(0)] = texts;
  search.holds(put(search, first));
  const ready = performance.now() - start;
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    for (const text of texts) if (search.holds(put(search, text))) throw new Error(`${name}: no text holds a name`);
    return performance.now() - from;
  });
  const each = (1000 * Math.min(...rounds)) / FILES;
  process.stdout.write(`${name}: ${ready.toFixed(1)} ms for the first, then ${each.toFixed(1)} microseconds a file\n`);
}
