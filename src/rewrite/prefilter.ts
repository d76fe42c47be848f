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
  const parts = FILLED.some((name) => text.includes(name)) ? partsOf(text) : null;
  return packages.filter((optional) => isNamed(optional, text) || (!optional.doubtful && parts?.spell(optional.root)));
}

/** Whether a text holds the root of a package as a word. */
export function isNamed({ root, doubtful }: Pick<OptionalPackage, 'root' | 'doubtful'>, text: string): boolean {
  if (!text.includes(root)) return false;
  return (doubtful ? used(root) : new RegExp(`(?<!\\w)${root}(?!\\w)`)).test(text);
}

/** Whether the strings of a text, joined where they meet, hold a root, or its words stand in it, one as a string. */
function partsOf(text: string) {
  const plain = text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U0000([\da-f]{4})|([0-7]{3}))/gi,
    (_, x, u, long, octal) =>
      String.fromCharCode(octal === undefined ? Number.parseInt(x ?? u ?? long, 16) : Number.parseInt(octal, 8)),
  );
  const joined = plain.replace(/["'][\s+\\()]*[rRuUfF]?["']|\{["']|["']\}/g, '');
  return {
    spell(root: string): boolean {
      const words = root.split('_').filter((word) => word !== '' && !COMMON.has(word));
      const isSplit = root.includes('_') && words.every((word) => plain.includes(word));
      return (
        isNamed({ root, doubtful: false }, joined) ||
        (isSplit && words.some((word) => new RegExp(`["']${word}["']`).test(plain)))
      );
    },
  };
}

/** Words that any settings hold. */
const COMMON = new Set(['django', 'rest', 'framework', 'test']);

function used(root: string): RegExp {
  const word = `(?<![\\w.])${root}(?!\\w)`;
  return new RegExp(`(?:^|[;:])[ \\t]*(?:from[ \\t]+|import[ \\t][^#\\n]*)${word}|["']${root}["'.]`, 'm');
}
