import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { program } from './command.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const run = (...words: string[]) => program(process.execPath, ['scripts/test.mjs', ...words], { cwd });

test("npm test -- RULE/CASE runs the case's tests and no others", async () => {
  const { code, stdout } = await run('fixtures/names/guarded-sentinel-empty-list/', '--reporter=json');
  const results: { fullName: string; status: string }[] = JSON.parse(stdout).testResults.flatMap(
    ({ assertionResults }: { assertionResults: unknown }) => assertionResults,
  );
  const ran = results.filter(({ status }) => status !== 'skipped').map(({ fullName }) => fullName);
  expect(ran.sort()).toEqual([
    "'names/guarded-sentinel-empty-list' is rewritten as its files say",
    "'names/guarded-sentinel-empty-list' keeps what every rewrite must keep",
    "in stub worlds 'names/guarded-sentinel-empty-list' runs without the package as it is",
  ]);
  expect(code).toBe(0);
});

test.each([
  ['a word that names nothing', ['no-such-rule'], /^test\.mjs: no rule, case or test file is called no-such-rule; /m],
  ['a file and a rule', ['test/cli.test.ts', 'names'], /^test\.mjs: name cases or test files, not both$/m],
  ['a name that no test has', ['encoding', '-t', 'no such test'], /^test\.mjs: no test has such a name$/m],
])('npm test fails for %s', async (_, words, message) => {
  expect(await run(...words)).toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
});
