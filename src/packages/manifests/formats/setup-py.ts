import { items, stringValue } from '../../../python/syntax/tree.ts';
import type { Node } from '../../../types.ts';
import { normalised, type Says, saidBy, saidByMain } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { groupOf, type WrittenRequirement } from '../group.ts';
import { type Group, type Inclusion, type Manifest, type ManifestFile, NOTHING, wholeFile } from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';
import { callsOf, entriesIn, expressionOf, keyword, type PythonFile, parsed } from '../syntax/python-calls.ts';

/** A string that names a file, as in `open("requirements.txt").readlines()`: no distribution has such a name. */
const FILE = /^[\w./-]+\.(txt|in|pip)$/i;

/** The dependencies of a setup.py, from its literals; nothing is run. */
export const setupPy: ManifestFormat = {
  name: 'setup.py',
  paths: [/(^|\/)setup\.py$/],
  rank: 1,
  read,
};

async function read(file: ManifestFile, { parser }: ReadContext): Promise<Manifest> {
  if (!/\bsetup\s*\(/.test(file.text)) return NOTHING;
  const source = parsed(file, await parser());
  const [call] = callsOf(source, 'setup');
  if (call === undefined) return NOTHING;
  const named = keyword(call, 'name');
  const name = named === null ? null : stringValue(named);
  const own = name === null ? null : normalised(name);
  const groupsAt = (argument: string, role: string, says: Says, node: Node | null): readonly Group[] =>
    node === null ? [] : [groupAt(source, { file: file.path, name: argument, role, says }, node, own)];
  const at = (argument: string) => keyword(call, argument);
  const groups = [
    ...groupsAt('install_requires', 'main', saidByMain(file.path), at('install_requires')),
    ...groupsAt('tests_require', 'extra:tests', saidBy('tests'), at('tests_require')),
    ...extrasIn(source, at('extras_require')).flatMap(([extra, node]) =>
      groupsAt(`extras_require.${extra}`, `extra:${normalised(extra)}`, saidBy(extra), node),
    ),
  ];
  return { ...NOTHING, groups };
}

function groupAt(file: PythonFile, heading: Parameters<typeof groupOf>[0], node: Node, own: string | null): Group {
  const inclusions: Inclusion[] = [];
  const entries: WrittenRequirement[] = [];
  const written = entriesIn(file, node);
  for (const entry of written.length > 0 || heading.role !== 'main' ? written : readElsewhere(file)) {
    if (FILE.test(entry.written)) {
      const selection = wholeFile(resolved(folderOf(file.path), entry.written));
      inclusions.push({ ...entry.place, selection });
    } else entries.push(entry);
  }
  // Strings in an expression that computes the list, such as a file's mode, are no requirements: no warnings here.
  return groupOf(heading, inclusions.length > 0 ? [] : entries, own, inclusions).group;
}

/** `with open("requirements.txt") as source: required = source.read()`: the list itself names no file. */
function readElsewhere(file: PythonFile): WrittenRequirement[] {
  return callsOf(file, 'open')
    .flatMap((call) => entriesIn(file, call))
    .filter(({ written }) => /require|reqs|deps/i.test(written));
}

function extrasIn(file: PythonFile, node: Node | null): [string, Node][] {
  if (node === null) return [];
  const table = expressionOf(file, node);
  if (table.type !== 'dictionary') return [];
  return items(table).flatMap((pair) => {
    const [key, value] = items(pair);
    const name = key === undefined ? null : stringValue(key);
    return name === null || value === undefined || pair.type !== 'pair' ? [] : [[name, value] as [string, Node]];
  });
}
