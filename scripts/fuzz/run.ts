// Feeds the built command damaged sources, manifests, configurations, journals and words, and stops it at any time:
// `npm run fuzz -- --minutes 10 --seed 1`. Says what it has tried and found, and fails where anything should not be.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { attempt } from './attempt.ts';
import { counts } from './command.ts';
import { type Made, made } from './made.ts';

/** After so many finds the rest would say the same. */
const MOST_FINDS = 20;
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } },
});
const end = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let finds = 0;
let projects = 0;

while (Date.now() < end && finds < MOST_FINDS) {
  const [project] = fc.sample(made, { numRuns: 1, seed });
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-fuzz-')));
  const wrong = await attempt(project as Made, home);
  if (wrong === null) {
    rmSync(home, { recursive: true, force: true });
  } else {
    finds += 1;
    console.error(`seed ${seed}: ${wrong}\nwords: ${JSON.stringify(project?.words)}\nleft in ${home}`);
  }
  projects += 1;
  seed += 1;
}
console.log(JSON.stringify({ minutes: Number(values.minutes), finds, projects, ...counts, nextSeed: seed }));
process.exitCode = finds === 0 ? 0 : 1;
