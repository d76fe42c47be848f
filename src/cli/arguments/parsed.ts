import { UsageError } from '../../util/errors.ts';
import { didYouMean } from '../../util/suggest.ts';

/** Flags by their long name, and `_` for the words, as yargs gives them. */
export type Parsed = Readonly<Record<string, unknown>>;

/** The value of a flag; one that is given twice counts the last time, as in most tools. */
export function last(parsed: Parsed, name: string): string | null {
  const value = [parsed[name]].flat().at(-1);
  return typeof value === 'string' ? value : null;
}

/** The one of some flags that is given; null where none is. @throws UsageError where several are. */
export function only<Name extends string>(parsed: Parsed, names: readonly Name[]): Name | null {
  const given = names.filter((name) => parsed[name]);
  if (given.length > 1) throw new UsageError(`${given.map((name) => `--${name}`).join(' and ')} exclude each other`);
  return given[0] ?? null;
}

/** The value of a flag that takes one of a few; the first choice is the default. @throws UsageError for another. */
export function choice<Choice extends string>(parsed: Parsed, name: string, choices: readonly Choice[]): Choice {
  const value = last(parsed, name) ?? choices[0];
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) {
    throw new UsageError(`--${name} takes ${choices.join(', ')}, not ${value}.${didYouMean(value ?? '', choices)}`);
  }
  return chosen;
}

/** The values of a flag that may be repeated and may hold several behind commas; null where it is not given. */
export function list(parsed: Parsed, name: string): readonly string[] | null {
  const values = parsed[name];
  if (!Array.isArray(values)) return null;
  const items = values.flatMap((value) => String(value).split(',')).map((item) => item.trim());
  return items.filter((item) => item !== '');
}
