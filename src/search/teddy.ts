/**
 * The Teddy algorithm: this file fills the memory that teddy.wat searches, whose head explains the terms and the layout.
 * https://github.com/BurntSushi/aho-corasick/blob/master/src/packed/teddy/README.md
 */
import type { Search } from '../files/buffer.ts';
import { TEDDY } from './teddy-wasm.ts';

/** The part of the standard that is used here, and that Node's types leave out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  holds(end: number): number;
}

const PAGE = 65_536;
/** Addresses in the module's memory. */
const WORD_BYTES = 256;
const SLOTS = 1024;
const ENTRIES = 9216;
const TEXT = PAGE;
/** How many bytes behind a text are read. */
const OVERREAD = 18;

const FINGERPRINT_LENGTH = 4;
const BUCKETS = 8;

/**
 * A search that takes as long for fifty names as for one.
 * @param names in bytes.
 * @returns null where WebAssembly has no vectors, and for names that don't fit: shorter than four bytes, longer than 255,
 * or thousands of them.
 */
export function byTeddy(names: readonly Buffer[]): Search | null {
  const exports = instantiate();
  if (exports === null || !fits(names)) return null;
  const { memory, holds } = exports;
  writeTables(new Uint8Array(memory.buffer), names);
  const textMemory = () => Buffer.from(memory.buffer, TEXT, memory.buffer.byteLength - TEXT - OVERREAD);
  let bytes = textMemory();
  return {
    get bytes() {
      return bytes;
    },
    grow() {
      memory.grow((memory.buffer.byteLength - TEXT) / PAGE);
      bytes = textMemory();
    },
    holds(length) {
      // What stands behind the text is left from another one: a word that the text ends with must not go on there.
      bytes[length] = 0;
      return holds(TEXT + length) === 1;
    },
  };
}

function instantiate(): Exports | null {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(TEDDY, 'base64'))).exports as Exports;
  } catch {
    return null;
  }
}

/** Whether each name has a fingerprint and a length of one byte, and the entries end before the byte before the text. */
function fits(names: readonly Buffer[]): boolean {
  const size = names.reduce((sum, { length }) => sum + length + 3, 0);
  return ENTRIES + size < TEXT && names.every(({ length }) => length >= FINGERPRINT_LENGTH && length <= 255);
}

/** @param memory with zeros below `TEXT`. */
function writeTables(memory: Uint8Array, names: readonly Buffer[]): void {
  const fingerprints = chooseFingerprints(names);
  for (const [bucket, masks] of fillBuckets(fingerprints).entries()) {
    for (const [mask, nibbles] of masks.entries()) {
      for (let nibble = 0; nibble < 16; nibble++) {
        const at = 16 * mask + nibble;
        memory[at] = (memory[at] ?? 0) | (((nibbles >> nibble) & 1) << bucket);
      }
    }
  }
  for (let byte = 0; byte < 128; byte++) memory[WORD_BYTES + byte] = /\w/.test(String.fromCharCode(byte)) ? 1 : 0;
  writeEntries(memory, fingerprints);
}

/** Four bytes of a name. */
interface Fingerprint {
  readonly bytes: Buffer;
  /** Where they begin in the name. */
  readonly offset: number;
  readonly name: Buffer;
}

/** Of each name the four bytes that fewest names hold: what names share, such as `django_`, is common in sources too. */
function chooseFingerprints(names: readonly Buffer[]): readonly Fingerprint[] {
  const choices = names.map(fingerprintsOf);
  const counts = new Map<number, number>();
  const countOf = ({ bytes }: Fingerprint) => counts.get(bytes.readUInt32LE()) ?? 0;
  for (const fingerprint of choices.flat()) counts.set(fingerprint.bytes.readUInt32LE(), countOf(fingerprint) + 1);
  return choices.map((own) => own.reduce((best, choice) => (countOf(choice) < countOf(best) ? choice : best)));
}

function fingerprintsOf(name: Buffer): readonly Fingerprint[] {
  const offsets = [...name.keys()].slice(0, 1 - FINGERPRINT_LENGTH);
  return offsets.map((offset) => ({ bytes: name.subarray(offset, offset + FINGERPRINT_LENGTH), offset, name }));
}

/** One bucket's part of the eight masks: for the low and the high nibble of each byte, bit n for the nibble n. */
type Masks = readonly number[];

/** Puts each fingerprint into the bucket where it lets the fewest more candidates pass. */
function fillBuckets(fingerprints: readonly Fingerprint[]): readonly Masks[] {
  const empty = Array.from({ length: 2 * FINGERPRINT_LENGTH }, () => 0);
  const buckets: Masks[] = Array.from({ length: BUCKETS }, () => empty);
  for (const { bytes } of fingerprints) {
    const nibbles = [...bytes].flatMap((byte) => [1 << (byte & 15), 1 << (byte >> 4)]);
    const grown = buckets.map((masks) => masks.map((bits, mask) => bits | (nibbles[mask] ?? 0)));
    const growth = grown.map((masks, bucket) => candidatesOf(masks) - candidatesOf(buckets[bucket] ?? []));
    const best = growth.indexOf(Math.min(...growth));
    buckets[best] = grown[best] ?? [];
  }
  return buckets;
}

/** How many different texts of four bytes are candidates. */
const candidatesOf = (masks: Masks): number => masks.reduce((product, bits) => product * countOnes(bits), 1);

const countOnes = (bits: number): number => (bits === 0 ? 0 : 1 + countOnes(bits & (bits - 1)));

function writeEntries(memory: Uint8Array, fingerprints: readonly Fingerprint[]): void {
  const bySlot = new Map<number, Fingerprint[]>();
  for (const fingerprint of fingerprints) {
    const slot = slotOf(fingerprint.bytes);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), fingerprint]);
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

/** The hash of teddy.wat. */
const slotOf = (bytes: Buffer): number => Math.imul(bytes.readUInt32LE(), 0x9e3779b1) >>> 20;
