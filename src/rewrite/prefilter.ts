import { spelling } from '../python/syntax/spelling.ts';
import type { OptionalPackage } from '../types.ts';

/**
 * Names whose files are looked at more closely: what fills these may spell a package's name in parts. Elsewhere a name
 * in parts is only seen where the file holds the whole name too.
 */
export const FILLED = ['INSTALLED_APPS', 'MIDDLEWARE'] as const;

/**
 * The packages that a text may import or name in a string: their roots occur in it as words, or it fills a setting and
 * may spell them. The root of a doubtful package (`build`, `click`) is often a word for something else: an import, or a
 * string that begins with it, counts.
 * @returns the packages in the given order.
 */
export function namedIn<Package extends Pick<OptionalPackage, 'root' | 'doubtful'>>(
  packages: readonly Package[],
  text: string,
): readonly Package[] {
  const spelled = FILLED.some((name) => text.includes(name)) ? spelling(text) : null;
  const spells = (root: string) => spelled !== null && (spelled.whole(root) || spelled.inParts(root));
  return packages.filter((optional) => isNamed(optional, text) || (!optional.doubtful && spells(optional.root)));
}

/** Whether a text holds the root of a package as a word. */
export function isNamed({ root, doubtful }: Pick<OptionalPackage, 'root' | 'doubtful'>, text: string): boolean {
  if (!text.includes(root)) return false;
  return (doubtful ? used : word)(root).test(text);
}

const word = once((root) => new RegExp(`(?<!\\w)${root}(?!\\w)`));

const used = once((root) => {
  const whole = `(?<![\\w.])${root}(?!\\w)`;
  return new RegExp(`(?:^|[;:])[ \\t]*(?:from[ \\t]+|import[ \\t][^#\\n]*)${whole}|["']${root}["'.]`, 'm');
});

function once(make: (root: string) => RegExp): (root: string) => RegExp {
  const made = new Map<string, RegExp>();
  return (root) => {
    const known = made.get(root) ?? make(root);
    made.set(root, known);
    return known;
  };
}
