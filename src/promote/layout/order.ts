/**
 * Where a new entry belongs: a list of two or more that is in the order of the alphabet stays in it, else at the end.
 * @param names as written; null for what names nothing, such as an include, which may stand anywhere.
 * @returns how many entries stand before it.
 */
export function placeFor(names: readonly (string | null)[], added: string): number {
  const named = names.flatMap((name, index) => (name === null ? [] : [{ name, index }]));
  const last = named.at(-1);
  if (last === undefined) return names.length;
  for (const key of KEYS) {
    const keys = named.map(({ name }) => key(name));
    const isSorted = keys.every((each, at) => at === 0 || (keys[at - 1] as string) <= each);
    if (named.length < 2 || !isSorted) continue;
    const before = named.filter((_, at) => (keys[at] as string) <= key(added));
    return (before.at(-1)?.index ?? (named[0]?.index as number) - 1) + 1;
  }
  return last.index + 1;
}

/** The ways that people, and their editors, put names in order. */
const KEYS: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase().replace(/[-_.]+/g, '-'),
  (name) => name.toLowerCase(),
  (name) => name.toLowerCase().replace(/[-_.]+/g, '_'),
  (name) => name,
];
