import { folderOf } from '../../paths.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { installsIn } from '../syntax/script.ts';

/** A Procfile: a line for each process, `name: command`. */
export const procfile: ManifestFormat = { name: 'procfile', paths: [/(^|\/)Procfile$/], rank: 1, read };

function read({ path, text }: ManifestFile): Manifest {
  const installs = text.split(/\r\n|\n/).flatMap((line, index) => {
    const command = /^[\w-]+:\s*(.*)$/.exec(line)?.[1] ?? '';
    return installsIn(command, {
      file: path,
      line: index + 1,
      folder: folderOf(path),
      kind: 'production',
      weight: 'strong',
    });
  });
  return { ...NOTHING, installs };
}
