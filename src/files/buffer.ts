/** Memory for one text at a time, which grows to hold the longest. */
export interface GrowingBuffer {
  /** The memory; a new buffer after `grow`. */
  readonly bytes: Buffer;
  /** Makes the memory about twice as long, and keeps its content. */
  grow(): void;
}

/** A search for names in the text at the start of its buffer. */
export interface Search extends GrowingBuffer {
  /**
   * Whether one of the names occurs in the text as a word, be it in code, a string or a comment.
   * @param length of the text in bytes: less than the buffer's. The byte after the text may be overwritten.
   */
  holds(length: number): boolean;
}

/** Copies a text to a buffer's start. @returns its length in bytes. */
export function put(buffer: GrowingBuffer, text: Buffer): number {
  while (buffer.bytes.length <= text.length) buffer.grow();
  return text.copy(buffer.bytes);
}
