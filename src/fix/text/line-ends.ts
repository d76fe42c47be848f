import type { Edit } from '../../types.ts';

/**
 * The same edits for a text that mixes LF and CR LF: a line that an edit repeats, or inserts lines behind, keeps its
 * own end.
 * @param edits in any order; they touch no more lines than before.
 */
export function keepingLineEnds(text: string, edits: readonly Edit[]): readonly Edit[] {
  if (!/\r\n/.test(text) || !/(^|[^\r])\n/.test(text)) return edits;
  return edits.map((edit) => {
    const whole = withLineEnd(text, edit, edits);
    return { ...whole, text: repeating(text.slice(whole.start, whole.end), whole.text) };
  });
}

/** An edit of several lines before the end of a line, which takes in that end. */
function withLineEnd(text: string, edit: Edit, all: readonly Edit[]): Edit {
  const own = /\r?\n|\r/.exec(edit.text)?.[0];
  const end = edit.end + (/^(?:\r?\n|\r)/.exec(text.slice(edit.end, edit.end + 2))?.[0].length ?? 0);
  const isShared = all.some((other) => other !== edit && other.end >= edit.end && other.start < end);
  return own === undefined || end === edit.end || isShared ? edit : { ...edit, end, text: edit.text + own };
}

/** Lines that stand in the text before, in the same order, end as they do there. */
function repeating(before: string, after: string): string {
  const lines = linesOf(before);
  let next = 0;
  const ended = linesOf(after).map(([written, end], at) => {
    const isBlank = written.trim() === '';
    const found = lines.findIndex(([line], i) => i >= next && line.trim() === written.trim() && (!isBlank || i === at));
    if (found === -1) return written + end;
    next = found + 1;
    return written + (end && (lines[found]?.[1] || end));
  });
  return ended.join('');
}

/** The lines of a text, each with its end apart. */
function linesOf(text: string): readonly (readonly [string, string])[] {
  return Array.from(text.matchAll(/([^\r\n]*)(\r?\n|\r|$)/g), ([, line = '', end = '']) => [line, end]);
}
