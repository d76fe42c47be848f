// Runs the tests: all of them, those of a rule's cases (`middleware`), of one case (`middleware/append`), or some files
// (`test/cli.test.ts`), and those of test/system only where they are named; options are vitest's. With UPDATE=1 the cases' expected output is written anew.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configDefaults } from 'vitest/config';
import { parseCLI, startVitest } from 'vitest/node';

const top = fileURLToPath(new URL('..', import.meta.url));
const fixtures = join(top, 'fixtures');
/** What runs every case, and the rules' examples. */
const RUNNING_CASES = ['test/fixtures.test.ts', 'test/differential.test.ts', 'test/transforms.test.ts'];

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const words = filter.map((word) => word.replace(/^(\.\/)?fixtures\/|\/$/g, ''));
const wanted = words.filter((word) => holdsCases(join(fixtures, word)));
const files = words.filter((word) => !wanted.includes(word));
const unknown = files.filter(
  (word) => !existsSync(join(top, word)) && !testFiles().some((file) => file.includes(word)),
);
if (unknown.length > 0)
  stop(`no rule, case or test file is called ${unknown.join(', ')}; there are cases of\n${kinds()}`);
if (wanted.length > 0 && files.length > 0) stop('name cases or test files, not both');
if (wanted.length > 0 && options.testNamePattern) stop('cases are a choice of tests already: leave -t out');

const chosen = wanted.length > 0 ? { testNamePattern: namesOf(wanted), hideSkippedTests: true } : {};
// The expected output is read when a file of tests is loaded, so nothing may judge by it while it is written.
const running = process.env.UPDATE === '1' ? RUNNING_CASES.slice(0, 1) : RUNNING_CASES;
const isQuick = !files.some((word) => word.includes('system'));
const left = isQuick ? { exclude: [...configDefaults.exclude, 'test/system/**'] } : {};
const vitest = await startVitest('test', wanted.length > 0 ? running : files, { ...options, ...chosen, ...left });
if (ranNothing(vitest)) stop('no test has such a name');
await vitest.close();

/** Whether a folder is a case, or one of cases. */
function holdsCases(folder) {
  return (
    existsSync(join(folder, 'before.py')) ||
    subfolders(folder).some((name) => existsSync(join(folder, name, 'before.py')))
  );
}

function subfolders(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : [];
}

function testFiles() {
  return readdirSync(join(top, 'test'), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${name}`);
}

function kinds() {
  return subfolders(fixtures)
    .filter((name) => holdsCases(join(fixtures, name)))
    .join(', ');
}

/** Matches the tests of these cases, whose names vitest puts in quotes; for a rule, those of its example too. */
function namesOf(cases) {
  const names = cases.map((name) => name.replace(/[.+]/g, '\\$&')).join('|');
  return `^(in stub worlds )?'(${names})['/]|^'DJG\\d+' '(${names})'`;
}

function ranNothing({ state }) {
  const modules = state.getTestModules();
  const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  return modules.length > 0 && results.length > 0 && results.every((result) => result === 'skipped');
}

function stop(message) {
  console.error(`${basename(import.meta.filename)}: ${message}`);
  process.exit(1);
}
