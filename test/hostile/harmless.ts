import { expect } from 'vitest';

/** What may not be in any output. Own colours are taken out first. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const FORBIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\x0d/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours
const OWN = /\x1b\[(1|22|31|39|32|36)m/g;

/** Fails where an output would steer what shows it, or a CI system that reads it. */
export function expectHarmless(text: string, isGithub = false): void {
  const bare = text.replace(OWN, '');
  expect(FORBIDDEN.exec(bare)?.[0] ?? null, JSON.stringify(bare)).toBe(null);
  for (const line of bare.split('\n')) {
    expect(line).not.toMatch(/##(\[|vso\[|teamcity\[)/i);
    expect(line).not.toMatch(/^\s*Forged/);
    if (isGithub) expect(line).toMatch(/^(::(error|warning|notice) title=djguard[^:]*::.*)?$/);
    else expect(line).not.toMatch(/^\s*::/);
  }
}
