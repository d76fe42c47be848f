/** A value that a module's text alone tells. */
export type Constant = string | number | readonly Constant[] | ReadonlyMap<string, Constant>;

/** The values that an expression may have, one of which it has; none where nobody knows. */
export type Possible = readonly Constant[];

/** How many possible values are followed: what has more is unknown. */
const MOST = 64;

/** Whether a value is that of a list, tuple or set. */
export function isList(value: Constant | undefined): value is readonly Constant[] {
  return Array.isArray(value);
}

/** Whether a value is a dictionary. */
export function isDictionary(value: Constant | undefined): value is ReadonlyMap<string, Constant> {
  return value instanceof Map;
}

/** What a function makes of each choice of one value out of each of some possible ones; unknown where it gives null. */
export function combined(parts: readonly Possible[], make: (chosen: readonly Constant[]) => Constant | null): Possible {
  let choices: (readonly Constant[])[] = [[]];
  for (const part of parts) {
    choices = choices.flatMap((chosen) => part.map((value) => [...chosen, value]));
    if (choices.length === 0 || choices.length > MOST) return [];
  }
  const made: Constant[] = [];
  for (const chosen of choices) {
    const value = make(chosen);
    if (value === null) return [];
    made.push(value);
  }
  return [...new Set(made)];
}

/** One of several possible values, of which all have to be known. */
export function oneOf(parts: readonly Possible[]): Possible {
  const all = [...new Set(parts.flat())];
  return parts.some((part) => part.length === 0) || all.length > MOST ? [] : all;
}
