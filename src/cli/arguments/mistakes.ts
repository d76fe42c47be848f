import { UsageError } from '../../util/errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import { flagTypes } from './flags.ts';

/**
 * Refuses what yargs would let pass (`--fix=no`, a value that is missing) or would name without a hint.
 * @throws UsageError
 */
export function refuseMistakes(argv: readonly string[]): void {
  const types = flagTypes();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') return;
    if (!/^-./.test(word)) continue;
    const [, name, value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) {
      refuseLetters(word.slice(1), types);
      continue;
    }
    const type = name.length > 1 ? types.get(name) : undefined;
    if (type === undefined) throw new UsageError(`unknown flag --${name}.${didYouMean(`--${name}`, longFlags(types))}`);
    if (type === 'boolean' && value !== undefined) throw new UsageError(`--${name} takes no value`);
    if (type === 'boolean') continue;
    if (value === undefined) index++;
    const given = value ?? argv[index] ?? '';
    if (given === '' || (value === undefined && /^-./.test(given))) throw new UsageError(`--${name} needs a value`);
  }
}

function refuseLetters(letters: string, types: ReadonlyMap<string, unknown>): void {
  for (const letter of letters) {
    if (types.has(letter)) continue;
    const whole = longFlags(types).find((name) => name === `--${letters}`);
    throw new UsageError(`unknown flag -${letters}.${whole === undefined ? '' : ` Did you mean ${whole}?`}`);
  }
}

function longFlags(types: ReadonlyMap<string, unknown>): readonly string[] {
  return [...types.keys()].filter((name) => name.length > 1).map((name) => `--${name}`);
}
