/** Memory for one text at a time, which grows with the longest. */
export interface GrowingBuffer {
  /** The memory; another one after `grow`. */
  readonly bytes: Buffer;
  /** Makes it about twice as long, and keeps what stands in it. */
  grow(): void;
}

/** A search for names in the text that stands at the start of its buffer. */
export interface Search extends GrowingBuffer {
  /**
   * Whether one of the names stands in the text as a word, be it in code, a string or a comment.
   * @param length of the text in bytes: less than the buffer's. The byte behind the text may be overwritten.
   */
  holds(length: number): boolean;
}

/** Copies a text to a buffer's start. @returns its length in bytes. */
export function put(buffer: GrowingBuffer, text: Buffer): number {
  while (buffer.bytes.length <= text.length) buffer.grow();
  return text.copy(buffer.bytes);
}
