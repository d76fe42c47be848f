/** Words that any settings hold. */
const COMMON = new Set(['django', 'rest', 'framework', 'test']);

/**
 * Asks of a text whether it may spell a name in parts: its strings hold the name where they are joined where they
 * meet, or the name's words stand in the text, one of them as a string. Much that it says yes to spells nothing.
 * @param text Python source.
 */
export function spelling(text: string): (name: string) => boolean {
  const plain = text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U0000([\da-f]{4})|([0-7]{3}))/gi,
    (_, x, u, long, octal) =>
      String.fromCharCode(octal === undefined ? Number.parseInt(x ?? u ?? long, 16) : Number.parseInt(octal, 8)),
  );
  const joined = plain.replace(/["'][\s+\\()]*[rRuUfF]?["']|\{["']|["']\}/g, '');
  return (name) => {
    if (new RegExp(`(?<!\\w)${name}(?!\\w)`).test(joined)) return true;
    const words = name.split('_').filter((word) => word !== '' && !COMMON.has(word));
    const isSplit = name.includes('_') && words.every((word) => plain.includes(word));
    return isSplit && words.some((word) => new RegExp(`["']${word}["']`).test(plain));
  };
}
