import type { OptionalPackage } from '../types.ts';

/**
 * The packages that a text may import or name in a string: their roots occur in it as words. The root of a doubtful
 * package (`build`, `click`) is often a word for something else: an import, or a string that begins with it, counts.
 * @returns the packages in the given order.
 */
export function namedIn<Package extends Pick<OptionalPackage, 'root' | 'doubtful'>>(
  packages: readonly Package[],
  text: string,
): readonly Package[] {
  return packages.filter(({ root, doubtful }) => {
    if (!text.includes(root)) return false;
    return (doubtful ? used(root) : new RegExp(`(?<!\\w)${root}(?!\\w)`)).test(text);
  });
}

function used(root: string): RegExp {
  const word = `(?<![\\w.])${root}(?!\\w)`;
  return new RegExp(`(?:^|[;:])[ \\t]*(?:from[ \\t]+|import[ \\t][^#\\n]*)${word}|["']${root}["'.]`, 'm');
}
