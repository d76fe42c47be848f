import { touching } from '../python/syntax/query.ts';
import { isSuite } from '../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import { applyEdits, ordered } from '../util/edits.ts';
import { formatted, type Part, partOf } from './statement.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Lays out the statements that edits wrote or moved, where all code that they touch was laid out as black and ruff
 * format do: code in another style keeps it.
 * @param before the source that the edits belong to.
 * @param after the source with them.
 * @param read parses a new text of the same file.
 */
export function formatTouched(
  before: SourceFile,
  edits: readonly Edit[],
  after: SourceFile,
  read: (text: string) => SourceFile,
): SourceFile {
  if (touched(before, edits).some((part) => change(before, part) !== null)) return after;
  const changes = touched(after, placesOf(edits)).flatMap((part) => change(after, part) ?? []);
  return changes.length === 0 ? after : read(applyEdits(after.text, changes));
}

/** The edit that lays a part out; null where it is laid out already. */
function change(source: SourceFile, part: Part): Edit | null {
  const text = formatted(source, part);
  const { start, end } = part;
  return text === null || text === source.text.slice(start, end) ? null : { start, end, text };
}

/** The ranges of the edits' texts once all are applied. */
function placesOf(edits: readonly Edit[]): Range[] {
  let moved = 0;
  return ordered(edits).map(({ start, end, text }) => {
    const place = { start: start + moved, end: start + moved + text.length };
    moved += text.length - (end - start);
    return place;
  });
}

/** The parts of statements that ranges touch, in source order. */
function touched({ root }: SourceFile, ranges: readonly Range[]): Part[] {
  const found = ranges.flatMap((range) =>
    touching(root, range.start, range.end).filter((node) => {
      const part = isStatement(node) ? partOf(node) : null;
      return part !== null && part.start <= range.end && part.end >= range.start;
    }),
  );
  return [...new Set(found)].flatMap((node) => partOf(node) ?? []);
}

function isStatement({ type, parent }: Node): boolean {
  return type === 'elif_clause' || (parent !== null && isSuite(parent));
}
