import { normalised } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { type Install, type Manifest, type ManifestFile, NOTHING, type Warning } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { inProject, readPipArguments } from '../pip.ts';
import { readIni } from '../syntax/ini.ts';

/** What tox installs for its environments: a developer's, all of it. */
export const tox: ManifestFormat = {
  name: 'tox',
  paths: [/(^|\/)tox\.ini$/],
  rank: 1,
  read,
};

function read(file: ManifestFile): Manifest {
  const installs: Install[] = [];
  const warnings: Warning[] = [];
  const ini = readIni(file);
  for (const { section, name, lines } of ini.options) {
    if (!/^(testenv|env_run_base)/.test(section) || (name !== 'deps' && name !== 'extras')) continue;
    for (const { text, line } of lines) {
      // `py312,django52: Django>=5.2` is for some environments only; `{[testenv]deps}` stands for another section.
      const written = text.replace(/^[\w{},.!*-]+:\s+/, '').replaceAll(/\{toxinidir\}|\{tox_root\}/g, '.');
      if (written.includes('{')) continue;
      const place = { file: file.path, line, text };
      const words = name === 'extras' ? [] : wordsOf(written);
      const asked = readPipArguments(words, folderOf(file.path), place);
      const extras = name === 'extras' ? written.split(/[\s,]+/).map((extra) => `extra:${normalised(extra)}`) : [];
      const project = extras.length > 0 ? [inProject(folderOf(file.path), extras)] : [];
      const selections = [...asked.selections, ...project];
      installs.push({ ...place, kind: 'development', weight: 'none', selections, declarations: asked.declarations });
      for (const word of asked.unknown) warnings.push({ file: file.path, line, message: `is no requirement: ${word}` });
    }
  }
  return { ...NOTHING, installs, warnings: [...ini.warnings, ...warnings] };
}

function wordsOf(text: string): readonly string[] {
  return text.startsWith('-') ? text.split(/\s+/) : [text.replace(/\s*;.*$/, '')];
}
