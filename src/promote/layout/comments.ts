import { normalised } from '../../packages/naming-conventions.ts';
import { lineStart } from './lines.ts';

const COMMENT = /^\s*[#;]/;
/** A title has fewer words: `# Tests and linters`. */
const SENTENCE = 4;

/** An entry of a list, by the lines that it takes. */
export interface Lines {
  /** Where its first line starts. */
  readonly start: number;
  /** Where the line after its last starts. */
  readonly end: number;
  /** Its distribution, normalised. */
  readonly name: string | null;
}

/**
 * Where the comment lines start that stand above an entry and are about it alone: they name it, or they are a sentence,
 * and no other entry follows on the next line. What may be the title of a section stays, and what opens a file.
 * @returns the start of the entry itself where there are none.
 */
export function ownCommentsOf(text: string, { start, end, name }: Lines): number {
  let from = start;
  while (from > 0 && COMMENT.test(text.slice(lineStart(text, from - 1), from))) from = lineStart(text, from - 1);
  if (from === start) return start;
  const words = text.slice(from, start).split(/[\s#;]+/);
  const isNamed = name !== null && mentions(text.slice(from, start), name);
  const next = text.slice(end).split('\n', 1)[0] ?? '';
  const isAlone = /^\s*($|[#;\])])/.test(next);
  const isSentence = words.filter((word) => /\w/.test(word)).length >= SENTENCE;
  return isNamed || (isAlone && isSentence && from > 0) ? from : start;
}

function mentions(comment: string, name: string): boolean {
  return comment.split(/[^\w.-]+/).some((word) => normalised(word.replace(/^[.-]+|[.-]+$/g, '')) === name);
}

/** The comments of a stretch of lines, each without what stands before it. */
export function commentsIn(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
