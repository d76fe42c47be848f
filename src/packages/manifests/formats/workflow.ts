import { folderOf } from '../../paths.ts';
import { buildsIn, builtWith } from '../docker/builds.ts';
import { type Built, type Install, type Kind, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
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

type Who = Pick<Install, 'kind' | 'weight' | 'aside'>;

const FOR_TESTS: Who = { kind: 'development', weight: 'none', aside: true };
const FOR_THE_JOB: Who = { kind: 'unknown', weight: 'none', aside: true };
const FOR_PRODUCTION: Who = { kind: 'production', weight: 'weak' };

async function read(file: ManifestFile): Promise<Manifest> {
  if (!mayInstall(file.text) && !BUILDS.test(file.text)) return NOTHING;
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const jobs = new Map<string, Scalar[]>();
  for (const scalar of yaml.scalars) {
    const name = jobOf(scalar.keys, file.path);
    jobs.set(name, [...(jobs.get(name) ?? []), scalar]);
  }
  const installs = [...jobs].flatMap(([name, scalars]) => {
    const who = whoRuns(name, scalars, file.path);
    return scalars.flatMap(({ value, line }) =>
      installsIn(value, { file: file.path, line, folder: workingFolder(scalars), ...who })
        .map((install) => ({ ...install, forDevelopers: true, ...(who.aside && { aside: true }) }))
        .flatMap(withoutTools),
    );
  });
  const built = [...jobs].flatMap(([name, scalars]) => {
    const { kind } = whoRuns(name, scalars, file.path);
    return kind === 'development' ? [] : builtBy(scalars, kind);
  });
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

/** GitHub's and CircleCI's jobs stand under a key of their own, GitLab's at the top; others have one for all. */
function jobOf(keys: readonly string[], path: string): string {
  if (keys[0] === 'jobs') return keys[1] ?? '';
  return /gitlab-ci/.test(path) ? (keys[0] ?? '') : '';
}

/** The folder that all of a job's commands run in. */
function workingFolder(scalars: readonly Scalar[]): string {
  const folders = scalars.filter(({ keys }) => keys.at(-1) === 'working-directory').map(({ value }) => value);
  const [only, ...others] = new Set(folders);
  return only === undefined || others.length > 0 || only.includes('$')
    ? ''
    : folderOf(`${only.replace(/^\.\//, '')}/x`);
}

const TESTS =
  /\b(pytest|py\.test|tox|nox|coverage|mkdocs|mike|sphinx-build|ruff|flake8|pylint|mypy|pyright|black|isort|bandit|pre-commit|codecov|safety|pip-audit)\b|manage\.py\s+(test|check|makemigrations)|\bmake\s+\S*(test|lint|check)|\brunserver\b/;
const DEPLOYS =
  /\b(docker|buildah|podman)\s.*\b(build|push)\b|docker\/build-push-action|\b(heroku|flyctl|gcloud|kubectl|helm|zappa|serverless|rsync|scp|eb|cdk|ansible-playbook|terraform)\s|\b(aws)\s+(ecs|s3|elasticbeanstalk|lambda|cloudformation)|appleboy\/|akhileshns\/heroku|azure\/webapps-deploy/;
const TESTS_NAME =
  /(^|[^a-z])(tests?|pages|gh-?pages|lint|linters?|check|checks|qa|quality|typing|types|coverage|style|docs?|format)([^a-z]|$)/i;
const DEPLOYS_NAME = /(^|[^a-z])(deploy|deployment|deploying|release|publish|production|prod|cd|staging)([^a-z]|$)/i;

/** Who a job's commands install for: tests outweigh, as jobs called `build` most often test. */
function whoRuns(name: string, scalars: readonly Scalar[], path: string): Who {
  const titles = [
    name,
    ...scalars
      .filter(({ keys }) => /^(name|stage)$/.test(keys.at(-1) ?? '') && keys.length < 4)
      .map(({ value }) => value),
  ];
  const commands = scalars.filter(({ keys }) => keys.at(-1) !== 'name').map(({ value }) => withoutInstalls(value));
  const deploys = titles.some((title) => DEPLOYS_NAME.test(title)) || commands.some((command) => DEPLOYS.test(command));
  if (titles.some((title) => TESTS_NAME.test(title)) || commands.some((command) => TESTS.test(command)))
    return FOR_TESTS;
  if (deploys) return FOR_PRODUCTION;
  const own = path.split('/').at(-1) ?? '';
  return DEPLOYS_NAME.test(own) && !TESTS_NAME.test(own) ? FOR_PRODUCTION : FOR_THE_JOB;
}

/** The commands that run something: a tool that is installed is not run yet. */
function withoutInstalls(script: string): string {
  return script
    .split(/\n|;|&&|\|\|?/)
    .filter((command) => !INSTALLS.test(command))
    .join('\n');
}

const INSTALLS = /\b(pip[\d.]*|pipx|uv|poetry|pdm|pipenv)\s.*\b(install|add|sync)\b/;
