/**
 * How many broken fixes `djguard verify` finds: `npm run mutation` writes docs/MUTATION.md.
 * `--quick` judges a few mutants of every second subject and writes nothing; `--only NAME` one subject.
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pythonWorlds } from '../../test/world.ts';
import { type Judged, judgeAll, mutantsOf } from './judge.ts';
import { subjectsIn } from './subjects.ts';
import { pageOf, problemsIn, survives } from './table.ts';
import { worldsOf } from './worlds.ts';

const PAGE = fileURLToPath(new URL('../../docs/MUTATION.md', import.meta.url));
/** Mutants of one operator in one file. */
const MOST = 5;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const python = (await pythonWorlds())?.present;
if (python === undefined) throw new Error('needs Python 3.10 or newer, with venv');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-mutation-')));
const worlds = worldsOf(python);
const judged: Judged[] = [];
try {
  let at = 0;
  for (const subject of subjectsIn(folder, python)) {
    at += 1;
    if (values.only ? !subject.name.includes(values.only) : values.quick && at % 6 !== 2) continue;
    const found = await judgeAll(subject, mutantsOf(subject, values.quick ? 1 : MOST), python, worlds);
    judged.push(...found);
    const survivors = found.filter(survives);
    process.stderr.write(`${subject.name}: ${found.length - survivors.length} of ${found.length} killed or named\n`);
    for (const { operator, file, line, what, code } of survivors) {
      process.stderr.write(`  ${operator}, ${file}:${line} ${what}: ${code}\n`);
    }
  }
} finally {
  worlds.close();
  rmSync(folder, { recursive: true, force: true });
}
if (!values.quick && !values.only) writeFileSync(PAGE, pageOf(judged));
const problems = problemsIn(judged);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${judged.filter((each) => !survives(each)).length} of ${judged.length} mutants killed or named\n`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
