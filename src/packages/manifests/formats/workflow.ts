import { folderOf } from '../../paths.ts';
import { buildsIn, builtWith } from '../docker/builds.ts';
import { type Built, type Install, type Kind, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { jobsIn } from '../syntax/jobs.ts';
import { installsIn, mayInstall } from '../syntax/script.ts';
import type { Scalar } from '../syntax/yaml.ts';

/**
 * The commands of a CI workflow, job by job. What a job that tests installs is for tests, and says nothing about the
 * groups it uses; what one that builds or deploys installs is production's, weakly. Where neither shows, a workflow
 * named for deployments is production's. What a job installs by name nobody has declared: tests may need what the
 * project leaves to whoever deploys it, such as a database's driver.
 */
export const workflow: ManifestFormat = {
  name: 'workflow',
  paths: [
    /(^|\/)(\.github\/workflows\/[\w.-]+|\.circleci\/config|\.gitlab-ci|\.travis|circle|bitbucket-pipelines|azure-pipelines)\.ya?ml$/,
  ],
  rank: 4,
  read,
};

/** What a job that deploys installs by name is a tool of the job: awscli, flit. Whether production has it, nobody says. */
function withoutTools(install: Install): readonly Install[] {
  if (install.kind !== 'production' || install.declarations.length === 0) return [install];
  return [
    { ...install, declarations: [] },
    { ...install, kind: 'unknown', selections: [] },
  ];
}

async function read(file: ManifestFile): Promise<Manifest> {
  if (!mayInstall(file.text) && !BUILDS.test(file.text)) return NOTHING;
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const jobs = jobsIn(yaml.scalars, file.path);
  const installs = jobs.flatMap(({ scalars, who }) => {
    return scalars.flatMap(({ value, line }) =>
      installsIn(value, { file: file.path, line, folder: workingFolder(scalars), ...who })
        .map((install) => ({ ...install, forDevelopers: true, ...(who.aside && { aside: true }) }))
        .flatMap(withoutTools),
    );
  });
  const built = jobs.flatMap(({ scalars, who: { kind } }) => (kind === 'development' ? [] : builtBy(scalars, kind)));
  return { ...NOTHING, installs, built };
}

const BUILDS = /\b(docker|podman|buildah)\b.*\bbuild|\bbuild-push-action\b/;

/** The images that a job builds, by a command or by Docker's own action. https://github.com/docker/build-push-action */
function builtBy(scalars: readonly Scalar[], kind: Kind): readonly Built[] {
  const folder = workingFolder(scalars);
  const actions: Map<string, string>[] = [];
  let current: Map<string, string> | null = null;
  for (const { keys, value } of scalars) {
    if (keys.at(-1) === 'uses' || keys.at(-1) === 'run') {
      current = /\bbuild-push-action@/.test(value) ? new Map() : null;
      if (current !== null) actions.push(current);
    } else if (keys.at(-2) === 'with') current?.set(keys.at(-1) ?? '', value);
  }
  return [
    ...scalars.flatMap(({ value }) => buildsIn(value, folder, kind)),
    ...actions.flatMap((given) => {
      const [context = null, file = null, target = null] = ['context', 'file', 'target'].map((key) => given.get(key));
      const args = (given.get('build-args') ?? '').split(/\r?\n/);
      return builtWith({ context, file, target, args }, '', kind);
    }),
  ];
}

/** The folder that all of a job's commands run in. */
function workingFolder(scalars: readonly Scalar[]): string {
  const folders = scalars.filter(({ keys }) => keys.at(-1) === 'working-directory').map(({ value }) => value);
  const [only, ...others] = new Set(folders);
  return only === undefined || others.length > 0 || only.includes('$')
    ? ''
    : folderOf(`${only.replace(/^\.\//, '')}/x`);
}
