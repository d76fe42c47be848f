import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { FLAGS } from '../../src/cli/arguments/flags.ts';
import { COMMANDS } from '../../src/cli/command.ts';
import { byteDamage, damaged, edit } from '../../test/generate/damage.ts';

const MANIFESTS = join(import.meta.dirname, '../../fixtures/manifests');

/** Files by their paths, the words of a command line, and when it is stopped, in milliseconds; null where it is not. */
export interface Made {
  readonly files: readonly (readonly [string, Buffer])[];
  readonly words: readonly string[];
  readonly stopped: { readonly after: number; readonly by: 'SIGKILL' | 'SIGTERM' | 'SIGINT' } | null;
  /** What becomes of the journal before it is read, and `undo` is called. */
  readonly journal: ((bytes: Buffer) => Buffer) | null;
}

/** The manifests of all sample projects. */
const manifests = readdirSync(MANIFESTS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'expected.json' && !entry.name.endsWith('.md'))
  .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));

const change = fc.oneof(byteDamage, edit);
const strange = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '/',
    '-',
    '--',
    '\n',
    '\x1b[31m',
    '::error::x',
    '\u202e',
    '$(x)',
    '%0A',
    '0',
    'null',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
);
const name = fc
  .oneof(fc.constantFrom('settings', 'urls', 'manage', 'wsgi', 'a', 'b'), strange)
  .map((text) => text.replaceAll('/', '_').slice(0, 60));

const source = fc
  .tuple(name, fc.constantFrom('', 'shop/', 'shop/settings/'), damaged(change))
  .map(([file, folder, { bytes }]) => [`${folder}${file || 'x'}.py`, bytes] as const);
const manifest = fc.tuple(fc.nat(manifests.length - 1), fc.array(change, { maxLength: 3 })).map(([at, changes]) => {
  const { name: file, bytes } = manifests[at] as (typeof manifests)[number];
  return [file as string, changes.reduce((now: Buffer, each) => each(now), bytes)] as const;
});

const value = fc.oneof(
  strange.map((text) => JSON.stringify(text)),
  fc.constantFrom('[]', '{}', '["debug_toolbar"]', '[1]', '-1', '1e999', 'true', '88', '[[[[]]]]', 'inf'),
);
const KEYS = [
  'packages',
  'exclude',
  'extend-exclude',
  'select',
  'ignore',
  'line-length',
  'fail-on',
  'packages.x',
  'x',
  'packages.x.alternatives',
];
const configuration = fc
  .array(fc.tuple(fc.constantFrom(...KEYS), value), { maxLength: 4 })
  .map(
    (pairs) =>
      ['pyproject.toml', Buffer.from(`[tool.djguard]\n${pairs.map((pair) => pair.join(' = ')).join('\n')}\n`)] as const,
  );

/** Node.js 20 takes `--env-file` for its own wherever it stands, and ends where there is no such file. */
const FLAG_NAMES = Object.keys(FLAGS).filter((each) => each !== 'verify' && each !== 'env-file');
const flag = fc
  .tuple(fc.constantFrom(...FLAG_NAMES), fc.option(strange))
  .map(([word, given]) => (given === null ? [`--${word}`] : [`--${word}`, given]));
const PLAIN = [
  ['--fix'],
  ['--fix'],
  ['--fix'],
  ['--check'],
  ['--diff'],
  ['packages'],
  ['why', 'debug_toolbar'],
  ['undo'],
  ['promote', 'silk', '--fix'],
];
const words = fc.oneof(
  fc.constantFrom(...PLAIN),
  fc
    .tuple(
      fc.option(fc.constantFrom(...COMMANDS.filter((each) => each !== 'verify'))),
      fc.array(flag, { maxLength: 4 }),
      fc.array(strange, { maxLength: 2 }),
    )
    .map(([command, flags, rest]) => [...(command === null ? [] : [command]), ...flags.flat(), ...rest]),
);
const stopped = fc.record({ after: fc.nat(600), by: fc.constantFrom('SIGKILL', 'SIGTERM', 'SIGINT') });

/** A project, and what is done with it. */
export const made: fc.Arbitrary<Made> = fc.record({
  files: fc
    .tuple(
      fc.array(source, { minLength: 1, maxLength: 25 }),
      fc.array(manifest, { maxLength: 6 }),
      fc.option(configuration),
    )
    .map(([sources, others, own]) => [...sources, ...others, ...(own === null ? [] : [own])]),
  words,
  stopped: fc.option(stopped, { freq: 5 }),
  journal: fc.option(change, { freq: 5 }),
});
