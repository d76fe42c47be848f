import { saidByPath } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { installsIn } from '../syntax/script.ts';

/**
 * A shell script that is named for deployments, or lies in a folder that is: a service calls it on the server, as
 * CodeDeploy does by appspec.yml. What it installs is production's as far as nothing surer contradicts.
 */
export const deployScript: ManifestFormat = {
  name: 'deploy-script',
  paths: [/(^|[/_.-])(post_?)?(deploy|deployment|production|prod)([/_.-].*)?\.(sh|bash)$/i],
  rank: 6,
  read,
};

function read({ path, text }: ManifestFile): Manifest {
  if (saidByPath(path).kind === 'development') return NOTHING;
  const context = { file: path, line: 1, folder: folderOf(path), kind: 'production', weight: 'weak' } as const;
  return { ...NOTHING, installs: installsIn(text, context) };
}
