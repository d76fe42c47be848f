/** What a comment says is to be passed over: `# djguard: ignore[CODES] reason`, and `ignore-file` for a whole file. */
interface Ignore {
  /** The lines that it is about, from 1; null for the whole file. */
  readonly lines: readonly number[] | null;
  /** Codes, what codes begin with, and names of rules, in upper case; null for all of them. */
  readonly words: readonly string[] | null;
}

const COMMENT = /#.*\bdjguard:\s*ignore(-file)?(?![\w-])(?:\[([\w\s,-]*)\])?/;

/**
 * What a file's comments pass over.
 * @returns whether a rule is passed over in a line, from 1.
 */
export function ignoresIn(
  text: string,
): (line: number, rule: { readonly code: string; readonly name: string }) => boolean {
  if (!text.includes('djguard:')) return () => false;
  const ignores = readIgnores(text.split(/\r\n|\n|\r/));
  return (line, { code, name }) =>
    ignores.some(
      ({ lines, words }) =>
        (lines === null || lines.includes(line)) &&
        (words === null || words.some((word) => name.toUpperCase() === word || isCode(word, code))),
    );
}

/** `DJG002`, or what it begins with. */
function isCode(word: string, code: string): boolean {
  return /^[A-Z]{3}\d*$/.test(word) && code.startsWith(word);
}

function readIgnores(lines: readonly string[]): readonly Ignore[] {
  return lines.flatMap((line, index): readonly Ignore[] => {
    const [found, isFile, codes] = COMMENT.exec(line) ?? [];
    if (found === undefined) return [];
    const words = codes?.split(/[\s,]+/).filter((word) => word !== '');
    const about = { words: words?.map((word) => word.toUpperCase()) ?? null };
    if (isFile !== undefined) return [{ lines: null, ...about }];
    // A comment that has a line of its own is about the code below it.
    const isAlone = line.trimStart().startsWith('#');
    return [{ lines: isAlone ? [index + 1, nextCode(lines, index) + 1] : [index + 1], ...about }];
  });
}

/** The index of the next line that is neither blank nor a comment. */
function nextCode(lines: readonly string[], index: number): number {
  const next = lines.findIndex((line, at) => at > index && !/^\s*(?:#|$)/.test(line));
  return next === -1 ? index : next;
}
