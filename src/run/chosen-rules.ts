import { compilePatterns, matchOf } from '../files/walk/patterns.ts';
import { UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';

/** Rules that are passed over in files that a pattern matches. */
interface FileIgnore {
  /** As in a .gitignore. */
  readonly pattern: string;
  /** Whether it matches a file, absolute. */
  readonly covers: (file: string) => boolean;
  /** By name. */
  readonly rules: readonly string[];
}

/** What is passed over where. */
export type FileIgnores = readonly FileIgnore[];

/**
 * The names of the rules that are left; codes, what codes begin with, and names choose.
 * @returns null for all of them.
 * @throws UsageError for a rule that there is not.
 */
export async function chosenRules(
  select: readonly string[] | undefined,
  ignore: readonly string[] | undefined,
): Promise<ReadonlySet<string> | null> {
  if (select === undefined && ignore === undefined) return null;
  const { rules } = await import('../../transforms/index.ts');
  const chosen = new Set(select === undefined ? rules.map(({ name }) => name) : await rulesNamed(select));
  for (const name of await rulesNamed(ignore ?? [])) chosen.delete(name);
  return chosen;
}

/**
 * What `per-file-ignores` says.
 * @param table rules by pattern, as in a .gitignore.
 * @param base the folder that the patterns are relative to, absolute.
 * @throws UsageError for a rule that there is not.
 */
export async function fileIgnores(
  table: Readonly<Record<string, readonly string[]>>,
  base: string,
): Promise<FileIgnores> {
  const entries = Object.entries(table).map(async ([pattern, words]) => {
    const patterns = compilePatterns(base, [pattern]);
    const covers = (file: string) => matchOf(patterns, file, false) === 'ignored';
    return { pattern, covers, rules: await rulesNamed(words) };
  });
  return Promise.all(entries);
}

/** The rules to apply to a file, absolute, by name; null for all. */
export function rulesFor(
  file: string,
  all: readonly string[],
  { rules, fileIgnores: ignores }: { readonly rules: ReadonlySet<string> | null; readonly fileIgnores: FileIgnores },
): ReadonlySet<string> | null {
  const matching = ignores.filter(({ covers }) => covers(file));
  if (matching.length === 0) return rules;
  const passedOver = new Set(matching.flatMap((each) => each.rules));
  return new Set([...(rules ?? all)].filter((name) => !passedOver.has(name)));
}

async function rulesNamed(words: readonly string[]): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const { rules } = await import('../../transforms/index.ts');
  return words.flatMap((word) => {
    const found = rules.filter(({ code, name }) => code.toLowerCase() === word.toLowerCase() || name === word);
    const isPrefix = found.length === 0 && /^[a-z]{3}\d*$/i.test(word);
    const meant = isPrefix ? rules.filter(({ code }) => code.startsWith(word.toUpperCase())) : found;
    if (meant.length > 0) return meant.map(({ name }) => name);
    const known = rules.flatMap(({ code, name }) => [code, name]);
    throw new UsageError(`there is no rule ${JSON.stringify(word)}.${didYouMean(word, known)}`);
  });
}
