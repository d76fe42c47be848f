import type { OptionalPackage } from './types.ts';

/**
 * The packages whose root stands in a text as a word: everything that imports one, or names it in a string, has that.
 * @returns them in their own order.
 */
export function namedIn<Package extends Pick<OptionalPackage, 'root'>>(
  packages: readonly Package[],
  text: string,
): readonly Package[] {
  return packages.filter(({ root }) => text.includes(root) && new RegExp(`(?<!\\w)${root}(?!\\w)`).test(text));
}
