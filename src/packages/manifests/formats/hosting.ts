import type { ManifestFormat } from '../manifest-format.ts';
import { readYamlScripts } from '../syntax/yaml-scripts.ts';

/** The build commands of a hosting service's file, such as render.yaml: they are production's. */
export const hosting: ManifestFormat = {
  name: 'hosting',
  paths: [/(^|\/)(render|heroku|\.platform\.app|buildspec)\.ya?ml$/],
  rank: 5,
  read: (file) => readYamlScripts(file, { kind: 'production', weight: 'strong' }),
};
