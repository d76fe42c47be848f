import { expect } from 'vitest';
import { piecesFor } from '../src/init/init.ts';
import type { Piece, Release } from '../src/init/piece.ts';

/** As it is now, and as it will be once `npm run owner` was called. */
export const RELEASES: readonly Release[] = [
  { owner: null, version: '1.2.3' },
  { owner: 'somebody', version: '1.2.3' },
];
export const UNPUBLISHED = RELEASES[0] as Release;

/** The pieces of a repository with these files. */
export function pieces(texts: Record<string, string>, release = UNPUBLISHED, remotes: readonly string[] = []) {
  const names = (folder: string) => {
    const below = Object.keys(texts).filter((path) => path.startsWith(folder === '' ? '' : `${folder}/`));
    return [...new Set(below.map((path) => path.slice(folder === '' ? 0 : folder.length + 1).split('/')[0] ?? ''))];
  };
  const files = { text: (path: string) => texts[path] ?? null, names };
  return piecesFor({ files, isRepository: true, remotes, folders: [''] }, release);
}

/** The one piece that is about a file. */
export function about(file: string, found: readonly Piece[]): Piece {
  const [piece, ...more] = found.filter((each) => 'file' in each && each.file === file);
  expect(more).toEqual([]);
  return piece ?? { kind: 'none', reason: 'no piece' };
}

/** Configurations of pre-commit that a hook can be added to. */
export const HOOKS = {
  'with dashes below their key': 'repos:\n- repo: https://x.org/a\n  rev: v1\n  hooks:\n  - id: a\n',
  'with indented dashes': 'repos:\n  - repo: https://x.org/a\n    rev: v1\n    hooks:\n      - id: a\n      - id: b\n',
  'with wide dashes': 'repos:\n-   repo: https://x.org/a\n    rev: v1\n    hooks:\n    -   id: a\n',
  'with empty lines between':
    'repos:\n  - repo: https://x.org/a\n    rev: v1\n    hooks:\n      - id: a\n\n  - repo: local\n    hooks: []\n',
  'with what follows':
    'repos:\n- repo: https://x.org/a\n  rev: v1\n  hooks:\n  - id: a\n  # - id: b\n\n# about ci\nci:\n  skip: [a]\n',
  'without a last line end': 'repos:\n- repo: https://x.org/a\n  rev: v1\n  hooks:\n  - id: a',
  'with other line ends': 'repos:\r\n- repo: https://x.org/a\r\n  rev: v1\r\n  hooks:\r\n  - id: a\r\n',
  'with arguments in several lines':
    'repos:\n- repo: https://x.org/a\n  rev: v1\n  hooks:\n  - id: a\n    args:\n      - |\n        --x\n\n        --y\n',
  'with anchors':
    'x: &x\n  stages: [pre-push]\nrepos:\n- repo: https://x.org/a\n  rev: v1\n  hooks:\n  - id: a\n    <<: *x\n',
};
