import type { Piece } from '../init/piece.ts';

/** What came of the pieces of `djguard init`. */
export interface InitView {
  /** Whether the changes were made. */
  readonly isWritten: boolean;
  /** Whether the files may name what is published. */
  readonly isPublished: boolean;
  /** Of the run that wrote them. */
  readonly notes: readonly string[];
}

/** A line for each piece, what is left to the user with the lines to add, and what to do next. */
export function initLines(pieces: readonly Piece[], { isWritten, isPublished, notes }: InitView): readonly string[] {
  const changes = pieces.filter(({ kind }) => kind === 'change');
  const left = pieces.filter(({ kind }) => kind === 'byHand');
  return [
    ...pieces.flatMap((piece) => pieceLines(piece)),
    ...(isPublished || changes.length + left.length === 0 ? [] : [UNPUBLISHED]),
    ...notes.map((note) => `note: ${note}`),
    lastLine(changes.length, left.length, isWritten),
  ];
}

const UNPUBLISHED =
  'note: djguard is on no package index yet: the hook runs the one of your PATH, and a job installs what its variable DJGUARD names, the path or URL of the wheel';

function lastLine(changes: number, left: number, isWritten: boolean): string {
  if (changes === 0) return left === 0 ? 'Nothing to do: all of it is in place.' : 'The rest is yours.';
  const how = isWritten ? 'Written; djguard undo takes it back.' : 'Nothing was written: djguard init --fix does so.';
  return left === 0 ? how : `${how} The rest is yours.`;
}

function pieceLines(piece: Piece): readonly string[] {
  switch (piece.kind) {
    case 'there':
      return [`${piece.file} ${piece.what} already`];
    case 'change':
      return [`${piece.file}${piece.before === null ? ' (new)' : ''} ${piece.what}`];
    case 'byHand':
      return [
        `${piece.file} is left to you: ${piece.reason}${piece.lines.length > 0 ? '. Add:' : ''}`,
        ...piece.lines.map((line) => `    ${line}`),
      ];
    case 'none':
      return [`note: ${piece.reason}`];
  }
}
