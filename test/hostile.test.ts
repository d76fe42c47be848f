import { describe, expect, test } from 'vitest';
import { HOSTILE } from './hostile/cases.ts';
import { tryHostile } from './hostile/run.ts';

// All of them are tried by test/system/hostile.test.ts.
describe.skipIf(process.platform === 'win32')('hostile input', () => {
  test.each(HOSTILE.filter(({ quick }) => quick))('$name', async (hostile) => {
    await tryHostile(hostile);
  });

  test('has at least 300 cases, each with a name of its own', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(300);
    expect(new Set(HOSTILE.map(({ name }) => name)).size).toBe(HOSTILE.length);
  });
});
