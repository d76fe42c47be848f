import { folderOf } from '../../paths.ts';
import { scriptIn } from '../docker/scripts.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';
import { installsIn, mayInstall } from '../syntax/script.ts';

/**
 * The build commands of a hosting service's file, such as render.yaml, and the scripts that they call: they are
 * production's. https://render.com/docs/deploy-django
 */
export const hosting: ManifestFormat = {
  name: 'hosting',
  paths: [/(^|\/)(render|heroku|\.platform\.app|buildspec)\.ya?ml$/],
  rank: 5,
  read,
};

async function read(file: ManifestFile, { textOf }: ReadContext): Promise<Manifest> {
  if (!mayInstall(file.text) && !/\.sh\b/.test(file.text)) return NOTHING;
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const who = { folder: '', kind: 'production', weight: 'strong' } as const;
  const installs = yaml.scalars.map(async ({ value, line }) => {
    const script = await scriptIn(
      value,
      { folders: ['', folderOf(file.path)], renamed: new Map(), bare: false },
      textOf,
    );
    const called = script === null ? [] : installsIn(script.text, { file: script.path, line: 1, ...who });
    return [...installsIn(value, { file: file.path, line, ...who }), ...called];
  });
  return { ...NOTHING, installs: (await Promise.all(installs)).flat() };
}
