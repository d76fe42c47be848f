const SIMPLE: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\n': '', '\r': '', '\r\n': '', '\\': '\\', "'": "'", '"': '"' },
};

/**
 * What stands for the escapes in the body of a string literal.
 * @returns null where a character is given by its name, or by a number that is none.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function unescaped(body: string): string | null {
  if (!body.includes('\\')) return body;
  let isKnown = !/(?<!\\)(?:\\\\)*\\N/.test(body);
  const value = body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g,
    (written, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
      const digits = x ?? u ?? long;
      const code = digits === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(digits, 16);
      if (other !== undefined) return SIMPLE[other] ?? written;
      if (code > 0x10ffff) isKnown = false;
      return isKnown ? String.fromCodePoint(code) : '';
    },
  );
  return isKnown ? value : null;
}
