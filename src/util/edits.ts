import MagicString from 'magic-string';
import type { Edit } from '../types.ts';

/**
 * Applies edits to a text.
 * @param edits in any order; two insertions at one offset keep their order in the array.
 * @throws when two edits overlap: that is a bug of whoever made them.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const target = new MagicString(text);
  let end = 0;
  for (const edit of ordered(edits)) {
    if (edit.start < end || edit.end < edit.start) throw new Error(`edits overlap at offset ${edit.start}`);
    end = edit.end;
    if (edit.start === edit.end) target.appendLeft(edit.start, edit.text);
    else if (edit.text === '') target.remove(edit.start, edit.end);
    else target.update(edit.start, edit.end, edit.text);
  }
  return target.toString();
}

/** Whether two edits change the same text, so that they can't both be applied. */
export function overlaps(edits: readonly Edit[]): boolean {
  let end = 0;
  return ordered(edits).some((edit) => {
    const isInside = edit.start < end;
    end = Math.max(end, edit.end);
    return isInside;
  });
}

/** Edits in the order in which their texts stand in the result. */
export function ordered(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
