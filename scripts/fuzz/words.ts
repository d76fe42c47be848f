import fc from 'fast-check';
import { FLAGS } from '../../src/cli/arguments/flags.ts';
import { COMMANDS } from '../../src/cli/command.ts';

const STRANGE = [
  ...['', '.', '..', '/', '-', '--', '\n', '\x1b[31m', '::error::x', '\u202e', '$(x)', '%0A', '0', 'null', '\ud800'],
];

/** What nobody means to say, as a name, a value or a word. */
export const strange: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...STRANGE),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
);

const VALUES: readonly (readonly [string, readonly string[]])[] = [
  ['packages', ['["debug_toolbar"]', '[]']],
  ['exclude', ['["shop"]', '["*.pyi"]']],
  ['extend-exclude', ['["a.py"]', '[]']],
  ['select', ['["imports"]', '["DJG002", "middleware"]']],
  ['ignore', ['["imports"]', '[]']],
  ['line-length', ['88', '120']],
  ['fail-on', ['"any"', '"condition"', '"production"']],
];
const valid = fc
  .constantFrom(...VALUES)
  .chain(([key, values]) => fc.tuple(fc.constant(key), fc.constantFrom(...values)));
const value = fc.oneof(
  strange.map((text) => JSON.stringify(text)),
  fc.constantFrom('[]', '{}', '["debug_toolbar"]', '[1]', '-1', '1e999', 'true', '88', '[[[[]]]]', 'inf'),
);
const KEYS = [...VALUES.map(([key]) => key), 'packages.x', 'x', 'packages.x.alternatives'];
const pairs = fc.oneof(
  fc.uniqueArray(valid, { maxLength: 3, selector: ([key]) => key }),
  fc.array(fc.tuple(fc.constantFrom(...KEYS), value), { maxLength: 4 }),
);

/** A pyproject.toml with djguard's own table: one that is right, or anything. */
export const configuration: fc.Arbitrary<readonly [string, Buffer]> = pairs.map((all) => {
  const lines = all.map(([key, text]) => `${key} = ${text}\n`);
  return ['pyproject.toml', Buffer.from(`[tool.djguard]\n${lines.join('')}`)];
});

// Node.js 20 takes `--env-file` for its own wherever it stands, and ends where there is no such file.
const NOT_TRIED = ['verify', 'env-file'];
const flag = fc
  .tuple(
    fc.constantFrom(...Object.keys(FLAGS).filter((each) => !NOT_TRIED.includes(each))),
    fc.option(strange, { freq: 2 }),
  )
  .map(([word, given]) => (given === null ? [`--${word}`] : [`--${word}`, given]));
const anything = fc
  .tuple(
    fc.option(fc.constantFrom(...COMMANDS.filter((each) => each !== 'verify'))),
    fc.array(flag, { maxLength: 4 }),
    fc.array(strange, { maxLength: 2 }),
  )
  .map(([command, flags, rest]) => [...(command === null ? [] : [command]), ...flags.flat(), ...rest]);

const MODES = [['--fix'], ['--fix'], ['--check'], ['--check', '--fail-on=any'], ['--diff'], ['--check', '-v']];
const OTHERS = [['packages'], ['why', 'debug_toolbar'], ['undo'], ['promote', 'silk', '--fix'], ['rules']];

/** A command line for a project that uses some packages: one that people type, or anything; never one with a proof. */
export function wordsFor(packages: readonly string[]): fc.Arbitrary<readonly string[]> {
  const named = packages.flatMap((root) => ['--package', root]);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...MODES).map((words) => [...words, ...named]) },
    { weight: 2, arbitrary: fc.constantFrom(...MODES) },
    { weight: 2, arbitrary: fc.constantFrom(...OTHERS) },
    { weight: 3, arbitrary: anything },
  );
}
