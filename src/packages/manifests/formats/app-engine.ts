import { folderOf, resolved } from '../../paths.ts';
import { type Install, NOTHING, wholeFile } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';

/**
 * App Engine's app.yaml: a Python runtime installs the requirements.txt that lies beside it.
 * https://cloud.google.com/appengine/docs/standard/python3/specifying-dependencies
 */
export const appEngine: ManifestFormat = {
  name: 'app-engine',
  paths: [/(^|\/)app\.ya?ml$/],
  rank: 5,
  read({ path, text }) {
    const line = text.split('\n').findIndex((each) => /^runtime:\s*["']?python3/.test(each));
    if (line === -1) return NOTHING;
    const install: Install = {
      ...{ file: path, line: line + 1, text: (text.split('\n')[line] ?? '').trim() },
      ...{ kind: 'production', weight: 'weak', declarations: [] },
      selections: [{ ...wholeFile(resolved(folderOf(path), 'requirements.txt')), exact: true }],
    };
    return { ...NOTHING, installs: [install] };
  },
};
