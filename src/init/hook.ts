import type { Files } from './files.ts';
import { namesDjguard, type Piece, type Release } from './piece.ts';
import { withItem, type YamlLine } from './yaml-list.ts';

const FILE = '.pre-commit-config.yaml';
/** What other programs that run hooks are configured by. */
const OTHERS = ['prek.toml', 'lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.overcommit.yml', '.husky'];

/** The hook of pre-commit and prek: from the mirror, or as long as nothing is published the djguard of the PATH. */
export function hookPiece(files: Files, isRepository: boolean, release: Release): Piece {
  if (!isRepository) return { kind: 'none', reason: 'there is no git repository here, so there are no hooks' };
  const before = files.text(FILE);
  const other = files.names('').find((name) => OTHERS.includes(name));
  if (before === null && other !== undefined) return elsewhere(other, files, release);
  const entry = entryFor(release);
  const what = 'gets the hook djguard-check';
  if (before === null) return { kind: 'change', file: FILE, what, before, after: `repos:\n${plain(entry)}` };
  if (namesDjguard(before)) return { kind: 'there', file: FILE, what: 'has a hook of djguard' };
  const added = withItem(before, 'repos', entry);
  if ('text' in added) return { kind: 'change', file: FILE, what, before, after: added.text };
  return { kind: 'byHand', file: FILE, reason: added.reason, lines: plain(entry).trimEnd().split('\n') };
}

function elsewhere(file: string, files: Files, release: Release): Piece {
  const text = files.text(file);
  if (text !== null && namesDjguard(text)) return { kind: 'there', file, what: 'has a hook of djguard' };
  if (file !== 'prek.toml') {
    const reason = `it runs the hooks here: have it call \`${COMMAND}\` with the Python files of a commit`;
    return { kind: 'byHand', file, reason, lines: [] };
  }
  const lines = `repos:\n${plain(entryFor(release))}`.trimEnd().split('\n');
  return {
    kind: 'byHand',
    file,
    reason: 'it configures the hooks here, and this is YAML for what it says in TOML',
    lines,
  };
}

const COMMAND = 'djguard --check --force-exclude';

function entryFor({ owner, version }: Release): readonly YamlLine[] {
  if (owner !== null) {
    return [
      { depth: 0, text: `repo: https://github.com/${owner}/djguard-pre-commit`, isItem: true },
      { depth: 0, text: `rev: v${version}` },
      { depth: 0, text: 'hooks:' },
      { depth: 1, text: 'id: djguard-check', isItem: true },
    ];
  }
  return [
    { depth: 0, text: 'repo: local', isItem: true },
    { depth: 0, text: 'hooks:' },
    { depth: 1, text: 'id: djguard-check', isItem: true },
    { depth: 1, text: 'name: djguard (check)' },
    { depth: 1, text: `entry: ${COMMAND}` },
    { depth: 1, text: 'language: system' },
    { depth: 1, text: 'types: [python]' },
    { depth: 1, text: 'require_serial: true' },
  ];
}

function plain(lines: readonly YamlLine[]): string {
  return lines
    .map(({ depth, text, isItem }) => `${' '.repeat(2 + 4 * depth)}${isItem ? '- ' : '  '}${text}\n`)
    .join('');
}
