import { folderOf, resolved } from '../../paths.ts';
import { type Install, type Manifest, type ManifestFile, NOTHING, wholeFile } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { inProject } from '../pip.ts';
import { installsIn } from '../syntax/script.ts';

/**
 * A Procfile: a line for each process, `name: command`. The platforms that read one install the requirements.txt that
 * lies beside it, or the main dependencies of a Pipfile or a pyproject.toml, and no group besides.
 * https://github.com/heroku/heroku-buildpack-python https://devcenter.heroku.com/articles/python-pip
 */
export const procfile: ManifestFormat = { name: 'procfile', paths: [/(^|\/)Procfile$/], rank: 1, read };

function read({ path, text }: ManifestFile): Manifest {
  const folder = folderOf(path);
  const lines = text.split(/\r\n|\n/);
  const installs = lines.flatMap((line, index) => {
    const command = /^[\w-]+:\s*(.*)$/.exec(line)?.[1] ?? '';
    // The platform has installed what it runs: whether `uv run` installs more there, nobody knows.
    const weight = /\buv\b.*\brun\b/.test(command) ? 'weak' : 'strong';
    return installsIn(command, { file: path, line: index + 1, folder, kind: 'production', weight });
  });
  const first = lines.findIndex((line) => /^[\w-]+:/.test(line));
  if (first === -1) return { ...NOTHING, installs };
  const beside: Install = {
    ...{ file: path, line: first + 1, text: (lines[first] ?? '').trim() },
    ...{ kind: 'production', weight: 'weak', declarations: [] },
    selections: [
      { ...wholeFile(resolved(folder, 'requirements.txt')), exact: true },
      inProject(folder, ['main']),
      { ...inProject(folder, ['main']), tool: 'pipenv' },
    ],
  };
  return { ...NOTHING, installs: [...installs, beside] };
}
