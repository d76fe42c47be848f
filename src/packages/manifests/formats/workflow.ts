import type { ManifestFormat } from '../manifest-format.ts';
import { readYamlScripts } from '../syntax/yaml-scripts.ts';

/**
 * The commands of a CI workflow. What one for deployments installs is production's, weakly;
 * what tests install is a developer's, which says nothing about the groups it uses.
 */
export const workflow: ManifestFormat = {
  name: 'workflow',
  paths: [
    /(^|\/)(\.github\/workflows\/[\w.-]+|\.circleci\/config|\.gitlab-ci|\.travis|circle|bitbucket-pipelines|azure-pipelines)\.ya?ml$/,
  ],
  rank: 4,
  read: (file) =>
    readYamlScripts(
      file,
      DEPLOYMENT.test(file.path.split('/').at(-1) ?? '')
        ? { kind: 'production', weight: 'weak' }
        : { kind: 'development', weight: 'none' },
    ),
};

const DEPLOYMENT = /(^|[^a-z])(deploy|deployment|release|production|prod|cd)([^a-z]|$)/i;
