import fc from 'fast-check';
import { expect, test } from 'vitest';
import peers from '../../package.json' with { type: 'json' };
import { decode } from '../../src/files/encoding.ts';
import { DecodeError } from '../../src/files/undecoded.ts';
import { loadParser } from '../../src/python/syntax/parser.ts';
import type { Node } from '../../src/types.ts';
import { cases, packagesOf } from '../cases.ts';
import { byteDamage, damaged, edit, truncated } from '../generate/damage.ts';
import { npmFolder } from '../npm-folder.ts';
import { rewrite } from '../rewrite.ts';

const ASTRAL = 'NAME = "\u{1F40D}é"  # \u{1F40D}\nf"{\u{1F40D}}{a!r:>{w}}"\n';
/** What parsers have been seen to differ or to fail on. */
const HARD: Readonly<Record<string, string>> = {
  nothing: '',
  'a byte order mark': '\uFEFFimport a\n',
  'characters outside of the basic plane': ASTRAL,
  'half a character': 'a = "\uD83D"\nb = 1\n',
  'the line ends of Windows': ASTRAL.replaceAll('\n', '\r\n'),
  'the line ends of old Macs': 'a = 1\rb = 2\r',
  'a null character': 'a = 1\0\nb = 2\n',
  'no end of line': 'if a:\n    b',
  'tabs and form feeds': 'if a:\n\tb\n\f\nc\n',
  'a string that does not end': 'a = """\nb = 1\n',
  'a bracket that does not close': 'INSTALLED_APPS = [\n    "a",\nMIDDLEWARE = ["b"]\ndef f():\n    pass\n',
  'deep brackets': `a = ${'['.repeat(3000)}${']'.repeat(3000)}\n`,
  'deep brackets that do not close': `a = ${'('.repeat(3000)}\n`,
  'deep blocks': Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join(''),
  'a long chain': `a = ${'b.'.repeat(20_000)}c\n`,
  'ten thousand lines': ASTRAL.repeat(5000),
  'ten thousand lines with an error': `${ASTRAL.repeat(5000)})(\n${ASTRAL}`,
};

const wasm = await loadParser('wasm');
const native = await nativeParser();
const text = (bytes: Buffer): string => bytes.toString('utf8');

/** The compiled binding of the version that a user may have beside djguard, and the grammar that is built in. */
async function nativeParser() {
  const { 'tree-sitter': binding, 'tree-sitter-python': grammar } = peers.peerDependencies;
  const folder = await npmFolder('tree-sitter', [`tree-sitter@${binding}`, `tree-sitter-python@${grammar}`]);
  return loadParser('native', `${folder}/package.json`);
}

/**
 * The first node that the parsers do not agree on, as both have it; null where their trees are the same. Of what is not
 * Python both have to say so, and no more: how they go on after an error changes from version to version.
 */
function difference(source: string): readonly (string | null)[] | null {
  const [one, other] = [wasm, native].map((parse) => told(parse(source))) as [string[], string[]];
  if (isBroken(one) && isBroken(other)) return null;
  const at = Array.from({ length: Math.max(one.length, other.length) }).findIndex(
    (_, each) => one[each] !== other[each],
  );
  return at === -1 ? null : [one[at] ?? null, other[at] ?? null];
}

const isBroken = (nodes: readonly string[]): boolean => nodes.some((node) => /^(ERROR|MISSING) /.test(node));

/** Everything that a tree says, node by node. */
function told(root: Node): readonly string[] {
  const { nodes } = root.tree as unknown as { nodes: readonly Node[] };
  return nodes.map(({ type, start, end, named, field, parent }) =>
    [type, start, end, named, field, parent?.start].join(' '),
  );
}

test.each(Object.keys(HARD))('both parsers read %s alike', (name) => {
  expect(difference(HARD[name] as string)).toBe(null);
});

test('both parsers read every case alike, and make the same of it', async () => {
  const inputs = [...cases.map(({ before }) => before), ...cases.flatMap(({ after }) => after ?? [])];
  for (const bytes of inputs) expect(difference(text(bytes)), text(bytes)).toBe(null);
  let count = 0;
  for (const given of cases) {
    const source = await decodedOr(given.before);
    if (source === null) continue;
    const [one, other] = [wasm, native].map((parse) =>
      rewrite(parse, given.path, source, packagesOf(given), { guard: given.guard }),
    );
    expect(one, given.name).toEqual(other);
    count += 1;
  }
  expect(count).toBeGreaterThan(500);
});

test.each([
  ['bytes', byteDamage],
  ['edits', edit],
])('both parsers agree on what is Python after damage of %s, and read it alike', (_, change) => {
  const alike = fc.property(damaged(change), ({ bytes }) => {
    expect(difference(text(bytes))).toBe(null);
  });
  fc.assert(alike, { numRuns: 3000, seed: 7 });
});

test('both parsers agree on what is Python where a case is cut off, and read it alike', () => {
  let count = 0;
  for (const { bytes } of truncated(97)) {
    expect(difference(text(bytes)), text(bytes)).toBe(null);
    count += 1;
  }
  expect(count).toBeGreaterThan(1000);
});

test('trees are freed: what is parsed again and again takes no more memory', () => {
  const source = ASTRAL.repeat(100);
  const memoryAfter = (turns: number) => {
    for (let turn = 0; turn < turns; turn += 1) wasm(source);
    return process.memoryUsage().external;
  };
  const first = memoryAfter(50);
  expect(memoryAfter(500) - first).toBeLessThan(1 << 20);
});

async function decodedOr(bytes: Buffer): Promise<string | null> {
  try {
    return (await decode(bytes)).text;
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
