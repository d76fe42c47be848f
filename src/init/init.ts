import { configurationPiece } from './configuration.ts';
import { type Files, Unreadable } from './files.ts';
import { hookPiece } from './hook.ts';
import type { Piece, Release } from './piece.ts';
import { workflowPieces } from './workflow.ts';

/** A project as `djguard init` finds it. */
export interface Site {
  readonly files: Files;
  /** Whether the files are those of a git repository. */
  readonly isRepository: boolean;
  /** The URLs of git's remotes. */
  readonly remotes: readonly string[];
  /** The folders that a run looks for its configuration in, the innermost first: each is empty or ends with `/`. */
  readonly folders: readonly string[];
}

/** What a project has of configuration, hook and job of CI, and what it needs. */
export function piecesFor({ files, isRepository, remotes, folders }: Site, release: Release): readonly Piece[] {
  const configuration = readable(() => [configurationPiece(files, folders)]);
  // Where the configuration lies in a folder, a check of the whole repository would not find it.
  const [folder = ''] = configuration.map((piece) => ('file' in piece ? piece.file.replace(/\/?[^/]*$/, '') : ''));
  return [
    ...configuration,
    ...readable(() => [hookPiece(files, isRepository, release)]),
    ...readable(() => workflowPieces(files, remotes, folder, release)),
  ];
}

/** What can't be read is left to the user. */
function readable(find: () => readonly Piece[]): readonly Piece[] {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ kind: 'byHand', file: error.file, reason: error.message, lines: [] }];
  }
}
