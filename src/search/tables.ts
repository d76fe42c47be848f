/** Where the tables, the slots, the entries and the text stand in the memory that teddy.wat searches. */
const WORDS = 256;
const SLOTS = 1024;
const ENTRIES = 9216;
/** Where the text begins. */
export const TEXT = 65_536;

const WINDOW = 4;
const BUCKETS = 8;

/** Four bytes of a name that tell it from most other texts. */
interface Window {
  readonly bytes: Buffer;
  /** Its place in the name. */
  readonly offset: number;
  readonly name: Buffer;
}

/**
 * Writes what teddy.wat has to know of the names.
 * @param memory with zeros below `TEXT`.
 * @returns false where the names do not fit: one has less than four bytes or more than 255, or they are thousands.
 */
export function writeTables(memory: Uint8Array, names: readonly Buffer[]): boolean {
  const room = names.reduce((sum, { length }) => sum + length + 3, 0);
  // The byte before the text stays 0.
  if (ENTRIES + room >= TEXT || names.some(({ length }) => length < WINDOW || length > 255)) return false;
  const windows = rarest(names);
  for (const [bucket, tables] of bucketsOf(windows).entries()) {
    for (const [table, halves] of tables.entries()) {
      for (let half = 0; half < 16; half++) {
        const at = 16 * table + half;
        memory[at] = (memory[at] ?? 0) | (((halves >> half) & 1) << bucket);
      }
    }
  }
  for (let byte = 0; byte < 128; byte++) memory[WORDS + byte] = /\w/.test(String.fromCharCode(byte)) ? 1 : 0;
  writeEntries(memory, windows);
  return true;
}

/** Of each name the window that fewest names have: what names share, such as `django_`, is common in sources too. */
function rarest(names: readonly Buffer[]): readonly Window[] {
  const windows = names.map(windowsOf);
  const counts = new Map<number, number>();
  const countOf = ({ bytes }: Window) => counts.get(bytes.readUInt32LE()) ?? 0;
  for (const window of windows.flat()) counts.set(window.bytes.readUInt32LE(), countOf(window) + 1);
  return windows.map((own) => own.reduce((best, window) => (countOf(window) < countOf(best) ? window : best)));
}

function windowsOf(name: Buffer): readonly Window[] {
  return Array.from({ length: name.length - WINDOW + 1 }, (_, offset) => {
    return { bytes: name.subarray(offset, offset + WINDOW), offset, name };
  });
}

/** What a bucket lets pass: for the lower and the upper half of each byte in turn a bit for each value. */
type Tables = readonly number[];

/** Puts each window into the bucket that then lets the fewest more texts pass. */
function bucketsOf(windows: readonly Window[]): readonly Tables[] {
  const buckets: Tables[] = Array.from({ length: BUCKETS }, () => Array.from({ length: 2 * WINDOW }, () => 0));
  for (const { bytes } of windows) {
    const halves = [...bytes].flatMap((byte) => [1 << (byte & 15), 1 << (byte >> 4)]);
    const grown = buckets.map((tables) => tables.map((bits, table) => bits | (halves[table] ?? 0)));
    const growth = grown.map((tables, bucket) => passing(tables) - passing(buckets[bucket] ?? []));
    const best = growth.indexOf(Math.min(...growth));
    buckets[best] = grown[best] ?? [];
  }
  return buckets;
}

/** How many texts of four bytes a bucket lets pass, as it tells bytes by their halves alone. */
function passing(tables: Tables): number {
  return tables.reduce((product, bits) => product * ones(bits), 1);
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function writeEntries(memory: Uint8Array, windows: readonly Window[]): void {
  const bySlot = new Map<number, Window[]>();
  for (const window of windows) {
    const slot = slotOf(window.bytes);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), window]);
  }
  let at = ENTRIES;
  for (const [slot, members] of bySlot) {
    memory.set([at & 0xff, at >> 8], SLOTS + 2 * slot);
    for (const [index, { offset, name }] of members.entries()) {
      memory.set([offset, name.length, index + 1 < members.length ? 1 : 0, ...name], at);
      at += 3 + name.length;
    }
  }
}

/** The hash that teddy.wat has, too. */
function slotOf(bytes: Buffer): number {
  return Math.imul(bytes.readUInt32LE(), 0x9e3779b1) >>> 20;
}
