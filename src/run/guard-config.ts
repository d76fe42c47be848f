import type { GuardStyle } from '../types.ts';
import { UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';
import { isTable } from '../util/table.ts';

/** What each key of `[tool.djguard.guard]` may hold. */
const CHOICES: Readonly<Record<keyof GuardStyle, readonly string[]>> = {
  exception: ['ImportError', 'ModuleNotFoundError'],
  missing: ['pass', 'warn'],
};

/**
 * Reads `[tool.djguard.guard]`: how guards are written.
 * @param where the file and line of the table, for errors.
 * @throws UsageError where it says anything else.
 */
export function guardConfig(value: unknown, where: string): Partial<GuardStyle> {
  if (!isTable(value)) throw new UsageError(`${where}: guard must be a table`);
  for (const [key, said] of Object.entries(value)) {
    const choices = Object.hasOwn(CHOICES, key) ? CHOICES[key as keyof GuardStyle] : null;
    if (choices === null) {
      const known = Object.keys(CHOICES);
      throw new UsageError(`${where}: unknown key ${key} in [tool.djguard.guard].${didYouMean(key, known)}`);
    }
    if (!choices.some((each) => each === said))
      throw new UsageError(`${where}: ${key} in [tool.djguard.guard] must be one of ${choices.join(', ')}`);
  }
  return value as Partial<GuardStyle>;
}
