import { type Result, standingIn } from '../run/result.ts';
import type { Colors } from './colours.ts';

/** How many findings each rule has, the most first, with how many of them `--fix` can fix. */
export function statisticLines(result: Result, { bold }: Colors): readonly string[] {
  const findings = result.files.flatMap((file) => standingIn(file, result.mode));
  const codes = [...new Set(findings.map(({ code }) => code))];
  const rows = codes.map((code) => {
    const own = findings.filter((finding) => finding.code === code);
    const fixable = own.filter((finding) => finding.fixable).length;
    return { code, name: own[0]?.rule ?? '', count: own.length, fixable };
  });
  rows.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
  const width = Math.max(0, ...rows.map(({ count }) => String(count).length));
  const longest = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows.map(
    ({ code, name, count, fixable }) =>
      `${String(count).padStart(width)}  ${bold(code)}  ${name.padEnd(longest)}  ${fixable === 0 ? 'for you' : fixable === count ? 'fixable' : `${fixable} fixable`}`,
  );
}
