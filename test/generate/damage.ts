import fc from 'fast-check';
import { cases } from '../cases.ts';

/** A fixture's input after damage. */
export interface Damaged {
  readonly name: string;
  readonly path: string;
  readonly packages: readonly string[];
  readonly bytes: Buffer;
}

/** One change of bytes; positions are taken modulo the length. */
type Change = (bytes: Buffer) => Buffer;

const place = fc.nat(100_000);
const fixture = fc.nat(cases.length - 1);

/** What people and broken tools leave in sources. */
const SCRAPS = [
  ...['(', ')', '[', ']', '{', '}', '"', "'", '"""', ',', ':', ';', '#', '\\', '*', '=', '+', '.', '@', '-> '],
  ...['\n', '\r', '\r\n', '\t', '    ', ' ', '\f', '\0', '\\\n', '\uFEFF', 'é', '\u{1F40D}', '\u2028'],
  ...['debug_toolbar', 'import debug_toolbar\n', 'if DEBUG:\n', 'try:\n', 'else:\n', 'except ImportError:\n'],
  ...['lambda x: ', 'async ', 'await ', 'yield ', 'not ', 'None', 'f"{', 'print "x"\n', 'def f():\n', 'class A:\n'],
  ...['match x:\n', ':= ', 'del ', 'global INSTALLED_APPS\n', 'with x:\n', 'for x in y: ', '# djguard: ignore'],
];

const splice = (bytes: Buffer, start: number, end: number, put: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(end)]);

/** Bytes that are overwritten. */
export const byteDamage: fc.Arbitrary<Change> = fc
  .array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 })
  .map((hits) => (bytes) => {
    const copy = Buffer.from(bytes);
    for (const [at, value] of hits) if (copy.length > 0) copy[at % copy.length] = value;
    return copy;
  });

/** Text that is put in, taken out, doubled, moved, or comes from another fixture. */
export const edit: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...SCRAPS)).map(
    ([at, scrap]): Change =>
      (bytes) => {
        const start = at % (bytes.length + 1);
        return splice(bytes, start, start, Buffer.from(scrap));
      },
  ),
  fc.tuple(place, fc.nat(40)).map(
    ([at, count]): Change =>
      (bytes) => {
        const start = at % (bytes.length + 1);
        return splice(bytes, start, Math.min(start + count, bytes.length), Buffer.alloc(0));
      },
  ),
  fc.tuple(place, place).map(
    ([from, to]): Change =>
      (bytes) => {
        const lines = linesOf(bytes);
        const moved = lines[from % lines.length] ?? '';
        return Buffer.from(lines.toSpliced(to % lines.length, 0, moved).join(''), 'latin1');
      },
  ),
  fc.tuple(place, place).map(
    ([one, other]): Change =>
      (bytes) => {
        const lines = linesOf(bytes);
        return Buffer.from(lines.toSpliced(one % lines.length, 1 + (other % 3)).join(''), 'latin1');
      },
  ),
  fc.tuple(place, fixture, place).map(
    ([at, other, line]): Change =>
      (bytes) => {
        const lines = linesOf(bytes);
        const others = linesOf(cases[other]?.before ?? bytes);
        return Buffer.from(
          lines.toSpliced(at % lines.length, 0, others[line % others.length] ?? '').join(''),
          'latin1',
        );
      },
  ),
  fc.tuple(place, fc.constantFrom('    ', '  ', '\t')).map(
    ([at, space]): Change =>
      (bytes) => {
        const lines = linesOf(bytes);
        return Buffer.from(lines.with(at % lines.length, space + lines[at % lines.length]).join(''), 'latin1');
      },
  ),
);

/** A fixture's input after one to four changes of a kind. */
export function damaged(change: fc.Arbitrary<Change>): fc.Arbitrary<Damaged> {
  return fc.tuple(fixture, fc.array(change, { minLength: 1, maxLength: 4 })).map(([index, changes]) => {
    const bytes = changes.reduce((left, apply) => apply(left), cases[index]?.before ?? Buffer.alloc(0));
    return of(index, bytes);
  });
}

/** Every fixture cut off at every offset; `every` takes only each so manieth. */
export function* truncated(every: number): Generator<Damaged> {
  let count = 0;
  for (const [index, { before }] of cases.entries()) {
    for (let end = 0; end < before.length; end += 1) {
      count += 1;
      if (count % every === 0) yield of(index, before.subarray(0, end));
    }
  }
}

function of(index: number, bytes: Buffer): Damaged {
  const { name = '', path = '', packages = [] } = cases[index] ?? {};
  return { name, path, packages, bytes };
}

/** Lines with their ends, a byte a character. */
function linesOf(bytes: Buffer): readonly string[] {
  return bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [''];
}
