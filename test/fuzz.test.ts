import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Decoded, decode, encode } from '../src/files/encoding.ts';
import { DecodeError } from '../src/files/undecoded.ts';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { byteDamage, type Damaged, damaged, edit, truncated } from './generate/damage.ts';
import { startPythonSyntax } from './python-syntax.ts';
import { rewrite } from './rewrite.ts';

/** Inputs in each of the three tests; `DJGUARD_RUNS` from 100,000 on means every offset of every fixture. */
const RUNS = Number(process.env.DJGUARD_RUNS ?? 3400);
const SEED = Number(process.env.DJGUARD_SEED ?? 7);
const EVERY = RUNS >= 100_000 ? 1 : 31;

const parse = await loadParser();
const python = await startPythonSyntax();
afterAll(() => python?.close());

const run = { numRuns: RUNS, seed: SEED };

test(`${RUNS} inputs with damaged bytes (seed ${SEED})`, async () => {
  await fc.assert(fc.asyncProperty(damaged(byteDamage), survives), run);
}, 3_600_000);

test(`${RUNS} inputs with random edits (seed ${SEED})`, async () => {
  await fc.assert(fc.asyncProperty(damaged(edit), survives), run);
}, 3_600_000);

test(`inputs cut off at every ${EVERY}. offset of all fixtures`, async () => {
  let count = 0;
  for (const input of truncated(EVERY)) {
    await survives(input);
    count += 1;
  }
  expect(count).toBeGreaterThan(1000);
}, 3_600_000);

/** Fails with the input and the output where djguard crashes on it, or writes what does not parse. */
async function survives({ name, path, packages, bytes }: Damaged): Promise<void> {
  const source = await decodeOr(bytes);
  if (source === null) return;
  const shown = `${name}:\n${source.text}`;
  const outcome = rewrite(
    parse,
    path,
    source.text,
    packages.map((root) => packageNamed(root)),
  );
  if (outcome.status === 'failed') {
    const own = outcome.reason.includes('please report') && (await python?.accepts(bytes));
    expect(own ?? false, `${shown}\n${outcome.reason}`).toBe(false);
    return;
  }
  if (outcome.status === 'clean' || outcome.after === source.text) return;
  expect(hasErrors(outcome.after), `${shown}\nbecomes\n${outcome.after}`).toBe(false);
  if (python === null || (await python.accepts(encode(outcome.after, source.encoding)))) return;
  expect(await python.accepts(bytes), `${shown}\nbecomes\n${outcome.after}`).toBe(false);
}

async function decodeOr(bytes: Buffer): Promise<Decoded | null> {
  try {
    return await decode(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return null;
  }
}

function hasErrors(text: string): boolean {
  const waiting = [parse(text)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ERROR' || node.type === 'MISSING') return true;
    waiting.push(...node.children);
  }
  return false;
}
