/**
 * A string as TOML and Python both write it, in the quotes that most of its neighbours have, else in double ones.
 * @param neighbours literals, with their quotes.
 */
export function quoted(value: string, neighbours: readonly string[]): string {
  const single = neighbours.filter((literal) => literal.startsWith("'")).length;
  const [first, second] = single * 2 > neighbours.length ? ["'", '"'] : ['"', "'"];
  const isPlain = !value.includes('\\') && !/\p{Cc}/u.test(value);
  const quote = isPlain ? [first, second].find((each) => !value.includes(each as string)) : undefined;
  return quote === undefined ? JSON.stringify(value) : `${quote}${value}${quote}`;
}
