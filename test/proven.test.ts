import { expect, test } from 'vitest';
import { pageOf } from '../bench/proven/page.ts';
import { SUBJECTS } from '../bench/proven/projects.ts';
import { resultOf } from '../bench/proven/result.ts';
import { type Proof, type Try, wordsAfter } from '../bench/proven/tries.ts';

const SUBJECT = { name: 'owner/shop', commit: 'c0ffee', python: '3.12', install: 'uv sync' };
const PROOF: Proof = {
  outcome: 'unproven',
  python: { version: '3.12.1', django: '5.2.19' },
  packages: [{ name: 'debug_toolbar' }],
  environments: [
    {
      settings: 'shop.dev',
      outcome: 'holds',
      results: { settings: 'passed', setup: 'cured', asgi: 'left out' },
      hiding: [],
    },
    { settings: 'shop.prod', outcome: 'unproven', results: { settings: 'unprovable' }, hiding: [] },
  ],
  failures: [
    { environment: 'shop.prod', step: 'settings', before: true, exceptions: [{ type: 'KeyError', message: "'KEY'" }] },
  ],
  missing: { flags: '--env KEY=x', named: ['KEY (.env:1), all of them; --env-file .env takes its values'] },
  notRun: [
    { settings: 'shop.base', reason: 'it names a package that may be missing' },
    { settings: 'shop.old', reason: 'it lies beside settings that are used' },
  ],
  unreached: [{}],
};
const tryOf = (verify: Proof, exitCode = 0): Try => ({
  words: ['--env', 'KEY=x'],
  report: { exitCode, verify, levels: {}, findings: [], files: [] },
  seconds: 3.4,
  processorSeconds: 2.6,
});

test('a second try is given what the first one offers', () => {
  const settings = ['shop.dev', 'shop.prod', 'shop.base'].flatMap((name) => ['--settings', name]);
  expect(wordsAfter(PROOF, SUBJECT)).toEqual(['--env-file', '.env', ...settings]);
  const plain = { ...PROOF, missing: { flags: '--env KEY=x', named: [] }, notRun: [] };
  expect(wordsAfter(plain, { ...SUBJECT, words: ['--env', 'LEVEL=a'] })).toEqual([
    '--env',
    'KEY=x',
    '--env',
    'LEVEL=a',
  ]);
  expect(wordsAfter({ ...plain, missing: null }, SUBJECT)).toEqual([]);
});

test('the page says what passed, what did not, and whether a world without the packages agrees', () => {
  const [one, other] = [tryOf(PROOF, 1), tryOf({ ...PROOF, environments: PROOF.environments.slice(0, 1) })];
  const page = pageOf([SUBJECT], { 'owner/shop': resultOf([one, one], null) });
  expect(page).toContain('Of 1 projects the proof holds in 0, and in part in 1;');
  expect(page).toContain('(`--build-absent`) 0 of 0 say the same');
  expect(page).toContain(
    '| 3.12, 5.2 | 2 | holds in part; a finding is left | 1 × 2, 1 × 0 | shop.prod: settings (KeyError); ' +
      'not run: shop.base, shop.old; 1 place of the fix that no step runs | not tried | 3 |\n',
  );
  const compared = (hiding: string[]) => ({
    ...other,
    report: {
      ...other.report,
      verify: { ...PROOF, environments: PROOF.environments.map((each) => ({ ...each, hiding })) },
    },
  });
  const with_ = (hiding: string[]) => pageOf([SUBJECT], { 'owner/shop': resultOf([one], compared(hiding)) });
  expect(with_([])).toContain('| the same |');
  expect(with_(['CHAIN: other'])).toContain('| holds in part, 2 other |');
});

test('each project has a commit, and is named once', () => {
  expect(SUBJECTS.every(({ commit }) => /^[0-9a-f]{40}$/.test(commit))).toBe(true);
  expect(new Set(SUBJECTS.map(({ name }) => name)).size).toBe(SUBJECTS.length);
  expect(SUBJECTS.length).toBeGreaterThan(25);
});
