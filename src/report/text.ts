import type { FileReport, Mode, Result } from '../run/result.ts';
import type { Finding } from '../types.ts';
import type { Problem } from '../util/errors.ts';
import { oneLine } from '../util/shown.ts';
import type { Colors } from './colours.ts';

/** Findings as `path:line:col: CODE [level] message`, each with its advice indented below it. */
export function findingLines(path: string, findings: readonly Finding[], colours: Colors): readonly string[] {
  return findings.flatMap(({ line, column, code, level, message, advice }) => [
    `${colours.bold(oneLine(path))}:${line}:${column}: ${colours.bold(colours.red(code))} ${level === undefined ? '' : `[${level}] `}${oneLine(message)}`,
    ...(advice?.split('\n').map((part) => `    ${part}`) ?? []),
  ]);
}

/** A problem as `path:line:col: error: message`. */
export function problemLine({ path, line, column, message }: Problem, colours: Colors): string {
  const place = [path, line, line === null ? null : column].filter((part) => part !== null).join(':');
  return `${place === '' ? 'djguard' : colours.bold(place)}: ${colours.bold(colours.red('error'))}: ${message}`;
}

/** The findings that a run's mode lists: all of them, or those that stay with a human. */
export function listedIn({ findings, remaining }: FileReport, mode: Mode): readonly Finding[] {
  if (mode === 'check') return findings;
  return mode === 'fix' ? remaining : findings.filter(({ fixable }) => !fixable);
}

/** The same in lines. */
export function listedLines(result: Result, colours: Colors): readonly string[] {
  return result.files.flatMap((file) => findingLines(file.path, listedIn(file, result.mode), colours));
}

/** What a fix changed, a line for each file. */
export function fixedLines(result: Result, colours: Colors): readonly string[] {
  return result.files
    .filter(({ written }) => written)
    .map(
      ({ path, findings }) => `Fixed ${colours.bold(path)}: ${uses(findings.filter(({ fixable }) => fixable).length)}`,
    );
}

/** The run in one line. */
export function summaryLine(result: Result): string {
  const open = new Set(result.doubts.map((doubt) => doubt.package)).size;
  if (open === 0) return knownLine(result);
  return `${knownLine(result)} Of ${count(open, 'package')} it is not known whether production has ${open === 1 ? 'it' : 'them'}.`;
}

function knownLine(result: Result): string {
  const findings = result.files.flatMap((file) => file.findings);
  if (result.problems.length > 0 && findings.length === 0) return `${count(result.problems.length, 'error')}.`;
  if (result.log !== undefined && result.packages.length === 0) return 'Nothing here is to be guarded.';
  if (result.examined === 0) return 'Nothing was looked at.';
  const isProven = result.verdict === null || ['holds', 'nothing to prove'].includes(result.verdict.outcome);
  if (findings.length === 0) return !isProven ? 'No unguarded use found.' : 'All checks passed!';
  const errors = result.problems.length > 0 ? ` ${count(result.problems.length, 'error')}.` : '';
  if (result.mode === 'fix') return fixSummary(result) + errors;
  const fixable = findings.filter((finding) => finding.fixable).length;
  const human = findings.length - fixable;
  const shares = [
    ...(fixable > 0 ? [`${fixable} fixable with --fix`] : []),
    ...(human > 0 ? [`${human} for you`] : []),
  ];
  return `Found ${uses(findings.length)} (${shares.join(', ')}).${errors}`;
}

function fixSummary(result: Result): string {
  const isTakenBack = result.verdict?.outcome === 'fails' && result.files.some(({ before, after }) => before !== after);
  if (isTakenBack && result.files.every(({ written }) => !written)) {
    return 'Nothing was written, since the proof does not hold with the fixes; its lines are those of the fixed files.';
  }
  const left = result.files.flatMap((file) => file.remaining).length;
  const written = result.files.filter((file) => file.written);
  const fixed = written.flatMap((file) => file.findings.filter((finding) => finding.fixable)).length;
  const done = `Fixed ${uses(fixed)} in ${count(written.length, 'file')}`;
  return left > 0 ? `${done}; ${left} left for you.` : `${done}.`;
}

function uses(number: number): string {
  return count(number, 'unguarded use');
}

/** A number with its noun, in the plural where there is not one. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Names that are listed before the rest is counted. */
const MOST = 5;

/** Some names one behind the other, and how many there are more. */
export function listed(names: readonly string[]): string {
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  return `${names.slice(0, MOST).join(', ')}${more}`;
}
