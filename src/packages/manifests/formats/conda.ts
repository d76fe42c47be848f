import { normalised, type Says, saidByPath } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { type Declaration, type Inclusion, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readPipArguments } from '../pip.ts';

/** A conda environment: its own packages and those that pip installs into it. */
export const conda: ManifestFormat = {
  name: 'conda',
  paths: [/(^|\/)(conda[\w.-]*|[\w.-]*environment[\w.-]*)\.ya?ml$/],
  rank: 2,
  read,
};

async function read(file: ManifestFile): Promise<Manifest> {
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const declarations: Declaration[] = [];
  const inclusions: Inclusion[] = [];
  for (const { keys, value, line } of yaml.scalars) {
    if (keys[0] !== 'dependencies') continue;
    const place = { file: file.path, line, text: value };
    if (keys.includes('pip')) {
      const asked = readPipArguments(value.startsWith('-') ? value.split(/\s+/) : [value], folderOf(file.path), place);
      declarations.push(...asked.declarations);
      inclusions.push(...asked.selections.map((selection) => ({ ...place, selection })));
    } else {
      const name = /^(?:[\w./-]+::)?([\w.-]+)/.exec(value)?.[1];
      if (name !== undefined && name !== 'python') declarations.push({ ...place, name: normalised(name) });
    }
  }
  return {
    ...NOTHING,
    groups: [{ file: file.path, name: null, role: 'main', ...says(file.path), declarations, inclusions }],
  };
}

function says(path: string): Says {
  const said = saidByPath(path);
  return said.kind === 'unknown' ? { kind: 'production', explicit: false } : said;
}
