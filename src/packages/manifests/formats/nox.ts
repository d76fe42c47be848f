import { field, items, stringValue } from '../../../python/syntax/tree.ts';
import { folderOf } from '../../paths.ts';
import { type Install, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';
import { readPipArguments } from '../pip.ts';
import { callsOf, parsed, placeOf } from '../syntax/python-calls.ts';

/** What a noxfile's sessions install: a developer's, all of it. */
export const nox: ManifestFormat = {
  name: 'nox',
  paths: [/(^|\/)noxfile\.py$/],
  rank: 1,
  read,
};

async function read(file: ManifestFile, { parser }: ReadContext): Promise<Manifest> {
  if (!/\.install\s*\(/.test(file.text)) return NOTHING;
  const source = parsed(file, await parser());
  const installs = callsOf(source, 'install').map((call): Install => {
    const words = items(field(call, 'arguments') ?? call).map((argument) => stringValue(argument) ?? '');
    const place = placeOf(source, call, `session.install ${words.join(' ')}`.trim());
    const { declarations, selections } = readPipArguments(words, folderOf(file.path), place);
    return { ...place, kind: 'development', weight: 'none', selections, declarations };
  });
  return { ...NOTHING, installs };
}
