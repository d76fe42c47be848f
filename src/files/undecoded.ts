/** Why bytes are not read as Python; `line` counts from 1, null where no line is to blame. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly line: number | null;

  constructor(message: string, line: number | null = null) {
    super(message);
    this.line = line;
  }
}

/** Whether bytes start with a UTF-16 byte order mark, or have a NUL in the first two, as no Python source does. */
export function looksUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}
