/** Memory for one text at a time. */
export interface Room {
  /** The memory; another one after `grow`. */
  readonly bytes: Buffer;
  /** Makes it larger, and keeps what stands in it. */
  grow(): void;
}

/** A search for names in the text that stands in its room. */
export interface Search extends Room {
  /**
   * Whether one of the names stands in the text as a word, whatever that says in it.
   * @param length of the text in bytes: less than the room has.
   */
  holds(length: number): boolean;
}

/** Puts a text into a room. @returns its length in bytes. */
export function put(room: Room, text: Buffer): number {
  while (room.bytes.length <= text.length) room.grow();
  return text.copy(room.bytes);
}
