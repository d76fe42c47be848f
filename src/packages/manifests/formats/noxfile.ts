import type { Parse } from '../../../python/syntax/parser.ts';
import { field, items, stringValue } from '../../../python/syntax/tree.ts';
import { folderOf } from '../../paths.ts';
import { type Install, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import { readPipArguments } from '../pip.ts';
import { callsOf, type PythonFile, placeOf } from '../syntax/python-calls.ts';

/** Reads what a noxfile's sessions install: a developer's, all of it. */
export function readNoxfile(file: ManifestFile, parse: Parse): Manifest {
  const source: PythonFile = { ...file, root: parse(file.text) };
  const installs = callsOf(source, 'install').map((call): Install => {
    const words = items(field(call, 'arguments') ?? call).map((argument) => stringValue(argument) ?? '');
    const place = placeOf(source, call, `session.install ${words.join(' ')}`.trim());
    const { declarations, selections } = readPipArguments(words, folderOf(file.path), place);
    return { ...place, kind: 'development', weight: 'none', selections, declarations };
  });
  return { ...NOTHING, installs };
}
