import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Judged } from '../bench/mutation/judge.ts';
import { pageOf, problemsIn } from '../bench/mutation/table.ts';

const MUTANTS = fileURLToPath(new URL('../bench/mutation/mutants.py', import.meta.url));
const FIXED = `try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None

APPS = [
    "a",
    # below
    "b",
    "c",
]
if debug_toolbar is not None:
    APPS.insert(0, "debug_toolbar")
`;

const judged = (operator: string, killedBy: Judged['killedBy'], isNamed = false): Judged => ({
  subject: 'shop',
  file: 'settings.py',
  operator,
  line: 3,
  what: '',
  code: 'APPS = []',
  text: '',
  killedBy,
  isNamed,
});

test('the page counts what was killed by what, and names what survives', () => {
  const page = pageOf([
    judged('drop the try', 'a step'),
    judged('drop the try', null),
    judged('empty a list', 'a step'),
    judged('empty a list', null, true),
  ]);
  expect(page).toContain(
    '**2 of 4 broken fixes do not hold, of 1 the proof says that no step runs what is broken; 1 survive (25.0 %).**',
  );
  expect(page).toContain('| drop the try | 2 | 1 | 1 | 0 | 0 | 0 | 0 | 1 |\n');
  expect(page).toContain('| empty a list | 2 | 1 | 1 | 0 | 0 | 0 | 1 | 0 |\n');
  expect(page).toContain('- shop, settings.py:3, `APPS = []`: drop the try. Not looked at yet.');
});

test('a survivor without a reason fails the run', () => {
  expect(problemsIn([judged('drop the try', 'a step'), judged('drop the try', null, true)])).toEqual([]);
  expect(problemsIn([judged('drop the try', null)])).toEqual(['survived: shop: drop the try  in settings.py:3']);
});

test('each operator breaks something, and no two mutants are the same', () => {
  const made = execFileSync('python3', [MUTANTS, 'debug_toolbar'], { input: FIXED, encoding: 'utf8' });
  const mutants = JSON.parse(made) as { operator: string; text: string }[];
  expect([...new Set(mutants.map(({ operator }) => operator))].sort()).toEqual([
    'delete a guarded statement',
    'delete an entry',
    'delete the entry below a comment',
    'drop the condition',
    'drop the try',
    'empty a list',
    'empty the handler',
    'guard a production entry too',
    'invert the condition',
    'keep an entry unguarded',
    'move an entry by a place',
    "move the package's entry",
    'narrow the except',
    'repeat an entry',
    'swap two entries',
    'widen the except',
  ]);
  expect(new Set([FIXED, ...mutants.map(({ text }) => text)]).size).toBe(mutants.length + 1);
  const without = mutants.find(({ operator }) => operator === 'delete the entry below a comment');
  expect(without?.text).toContain('    # below\n    "c",\n');
});
