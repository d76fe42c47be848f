import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../src/files/encoding.ts';
import { DecodeError } from '../src/files/undecoded.ts';
import { loadParser, type Parse } from '../src/python/syntax/parser.ts';
import { readSource } from '../src/python/syntax/source.ts';
import { coloursFor } from '../src/report/colours.ts';
import { findingLines, problemLine } from '../src/report/text.ts';
import type { Finding, Outcome } from '../src/types.ts';
import { rules } from '../transforms/index.ts';
import { type Case, cases, packagesOf } from './cases.ts';
import { rewrite } from './rewrite.ts';
import { disturbedLines } from './untouched.ts';

const UPDATE = process.env.UPDATE === '1' && process.env.CI !== 'true';
const PLAIN = coloursFor(false);
const wasm = await loadParser('wasm');

/** What the program would print and write for a fixture; null for what it would not. */
interface Said {
  readonly after: Buffer | null;
  readonly findings: string | null;
  readonly error: string | null;
}

/** What a case promises by its folder and by the first word of its name, whatever its files say. */
const PROMISES: readonly (readonly [RegExp, string, (given: Case) => boolean])[] = [
  [/\/(guarded|harmless)-/, 'stays as it is, unmentioned', ({ after, findings }) => !after && !findings],
  [/\/refused-/, 'stays as it is, with a finding', ({ after, findings }) => !after && findings !== null],
  [/^(?!failed\/)\S+\/(?!(guarded|harmless|refused)-)/, 'is rewritten', ({ after, findings }) => !!after && !!findings],
  [/^failed\//, 'is refused with a reason', ({ error }) => error !== null],
  [/^(?!failed\/)/, 'is read', ({ error }) => error === null],
];

/** The code of the rule that a case lies with; null for what is about no single rule. */
const codeOf = ({ name }: Case): string | null => rules.find((rule) => name.startsWith(`${rule.name}/`))?.code ?? null;

describe.each(cases)('$name', (given) => {
  test('is rewritten as its files say', async () => {
    const said = await say(given, outcomeOf(wasm, given, await decodeOr(given)));
    if (UPDATE) update(given, said);
    expect(shown(said)).toEqual(shown(UPDATE ? said : given));
    if (!UPDATE) {
      for (const [name, promise, holds] of PROMISES)
        if (name.test(given.name)) expect(holds(given), promise).toBe(true);
      if (given.findings !== null)
        expect(given.findings, 'finds what its rule finds').toContain(codeOf(given) ?? 'DJG');
    }
  });

  test('keeps what every rewrite must keep', async () => {
    const text = await decodeOr(given);
    const outcome = outcomeOf(wasm, given, text);
    if (typeof text !== 'string' || outcome.status === 'failed') {
      expect(given.name).toMatch(/^failed\//);
      return;
    }
    const after = outcome.status === 'found' ? outcome.after : text;
    const findings = outcome.status === 'found' ? outcome.findings : [];
    expect(readSource(wasm, given.path, after), 'the output parses').not.toHaveProperty('status');
    expect(again(given, after), 'a second run changes nothing').toBe(after);
    expect(disturbedLines(wasm(text), text, after, findings), 'untouched lines').toEqual([]);
    expect(positionsOf(text, findings), 'findings stand where they say').toEqual(positions(findings));
    if (oneNewline(text)) expect(again(given, twin(text)), 'the twin with other line ends').toBe(twin(after));
  });
});

test('as many fixtures stay as they are as change', () => {
  const changing = cases.filter(({ after }) => after !== null).length;
  expect(cases.length - changing).toBeGreaterThanOrEqual(changing);
});

/** The text, or why the bytes are not a Python source. */
async function decodeOr({ before }: Case): Promise<string | DecodeError> {
  try {
    return (await decode(before)).text;
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

function outcomeOf(parse: Parse, given: Case, text: string | DecodeError): Outcome {
  const { path, guard } = given;
  if (typeof text === 'string') return rewrite(parse, path, text, packagesOf(given), { guard });
  return { status: 'failed', reason: text.message, line: text.line, column: null };
}

async function say({ path, before }: Case, outcome: Outcome): Promise<Said> {
  if (outcome.status === 'clean') return { after: null, findings: null, error: null };
  if (outcome.status === 'failed') {
    const { reason, line, column } = outcome;
    return { after: null, findings: null, error: `${problemLine({ path, line, column, message: reason }, PLAIN)}\n` };
  }
  const { text, encoding } = await decode(before);
  const after = outcome.after === text ? null : encode(outcome.after, encoding);
  return { after, findings: `${findingLines(path, outcome.findings, PLAIN).join('\n')}\n`, error: null };
}

/** Bytes as characters of ISO 8859-1, one for one: a difference is then shown as text, and none is lost. */
function shown({ after, findings, error }: Said) {
  return { after: after?.toString('latin1') ?? null, findings, error };
}

function update({ folder }: Case, { after, findings, error }: Said): void {
  for (const [name, content] of Object.entries({ 'after.py': after, 'findings.txt': findings, 'error.txt': error })) {
    if (content === null) rmSync(join(folder, name), { force: true });
    else writeFileSync(join(folder, name), content);
  }
}

function again(given: Case, text: string): string {
  const outcome = outcomeOf(wasm, given, text);
  return outcome.status === 'found' ? outcome.after : text;
}

function oneNewline(text: string): boolean {
  return !/\r\n/.test(text) || !/(^|[^\r])\n/.test(text);
}

/** The same text with the other newline style. */
function twin(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\n', '\r\n');
}

function positions(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ line, column }) => `${line}:${column}`);
}

/** Lines and columns as the offsets say them. */
function positionsOf(text: string, findings: readonly Finding[]): readonly string[] {
  return findings.map(({ start }) => {
    const lines = text
      .slice(0, start)
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/);
    return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  });
}
