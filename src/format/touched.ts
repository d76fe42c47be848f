import { applyEdits, ordered } from '../edits.ts';
import { touching } from '../python/find.ts';
import { isSuite, slice } from '../python/tree.ts';
import type { Edit, Node, SourceFile } from '../types.ts';
import { formatted } from './statement.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Lays out the statements that edits wrote or moved, where all that stood there was as black and ruff format lay it
 * out: code in another style keeps it.
 * @param before the source that the edits belong to.
 * @param after the source with them.
 * @param read parses a text again.
 */
export function formatTouched(
  before: SourceFile,
  edits: readonly Edit[],
  after: SourceFile,
  read: (text: string) => SourceFile,
): SourceFile {
  if (touched(before, edits).some((statement) => isOtherwise(before, statement))) return after;
  const changes = touched(after, placesOf(edits)).flatMap((statement): Edit[] => {
    const text = formatted(after, statement);
    return text === null || text === slice(after.text, statement)
      ? []
      : [{ start: statement.start, end: statement.end, text }];
  });
  return changes.length === 0 ? after : read(applyEdits(after.text, changes));
}

function isOtherwise(source: SourceFile, statement: Node): boolean {
  const text = formatted(source, statement);
  return text !== null && text !== slice(source.text, statement);
}

/** Where the texts of edits stand once all are applied. */
function placesOf(edits: readonly Edit[]): Range[] {
  let moved = 0;
  return ordered(edits).map(({ start, end, text }) => {
    const place = { start: start + moved, end: start + moved + text.length };
    moved += text.length - (end - start);
    return place;
  });
}

/** The statements without suites of their own that ranges touch, in source order. */
function touched({ root }: SourceFile, ranges: readonly Range[]): Node[] {
  const found = ranges.flatMap(({ start, end }) => touching(root, start, end));
  return [...new Set(found)].filter((node) => node.parent !== null && isSuite(node.parent));
}
