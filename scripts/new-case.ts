/** Writes a case and what djguard makes of it: `npm run new-case -- RULE NAME < code.py`, or a stub without code. */
import { spawnSync } from 'node:child_process';
import { existsSync, fstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../transforms/index.ts';

const [rule = '', name = '', ...more] = process.argv.slice(2);
const folder = `fixtures/${rule}/${name}`;
const known = [...new Set([...rules.map((one) => one.name), ...subjects()])].sort();

if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || more.length > 0)
  stop('npm run new-case takes a rule and a name of words');
if (!known.includes(rule)) stop(`there is no rule ${rule}: cases are for ${known.join(', ')}`);
if (existsSync(folder)) stop(`there is ${folder} already`);
const code = given();
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/before.py`, code ?? '# TODO: the code\n');
if (code !== null) update();
for (const file of readdirSync(folder))
  console.log(`\n${folder}/${file}\n\n${readFileSync(`${folder}/${file}`, 'utf8')}`);
console.log(`${code === null ? `Write before.py, then run: UPDATE=1 npm test -- ${rule}/${name}\n` : ''}\
Judge what was written as if by hand: does after.py run with and without the package, does it change no more than it
must, and does findings.txt name each use once, with advice that helps where a human is needed? Without after.py and
findings.txt djguard leaves the code alone, which its name promises: see fixtures/README.md. What is wrong is mended in the rule, or in a shape of its fix.`);

/** The folders of cases that there are, for a rule or for a subject of its own. */
function subjects(): readonly string[] {
  return readdirSync('fixtures', { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** What is piped in; null where nothing is. */
function given(): Buffer | null {
  const input = fstatSync(0);
  const code = input.isFIFO() || input.isFile() ? readFileSync(0) : null;
  return code?.length ? code : null;
}

/** Writes what djguard says of this case, and of no other. */
function update(): void {
  const words = ['scripts/test.mjs', `${rule}/${name}`];
  const env = { ...process.env, UPDATE: '1', CI: '' };
  const { status, stdout } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
  if (status !== 0) stop(`${stdout}\nThe case is in ${folder}, but djguard's output does not hold what it must.`);
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
