import type { Install } from '../manifest.ts';
import type { Scalar } from './yaml.ts';

/** For whom the commands of a job install, and how sure that is. */
export type Who = Pick<Install, 'kind' | 'weight' | 'aside'>;

const FOR_TESTS: Who = { kind: 'development', weight: 'none', aside: true };
const FOR_THE_JOB: Who = { kind: 'unknown', weight: 'none', aside: true };
const FOR_PRODUCTION: Who = { kind: 'production', weight: 'weak' };

/** A job of a CI workflow. */
export interface Job {
  /** Empty for what stands in no job. */
  readonly name: string;
  readonly scalars: readonly Scalar[];
  readonly who: Who;
}

/**
 * The jobs of a CI workflow, with whom their commands are for: developers where they test, production where they build
 * or deploy, and where neither shows, where the workflow is named for deployments.
 * @param path that of the workflow's file.
 */
export function jobsIn(scalars: readonly Scalar[], path: string): readonly Job[] {
  const jobs = new Map<string, Scalar[]>();
  for (const scalar of scalars) {
    const name = jobOf(scalar.keys, path);
    const job = jobs.get(name);
    if (job === undefined) jobs.set(name, [scalar]);
    else job.push(scalar);
  }
  return [...jobs].map(([name, held]) => ({ name, scalars: held, who: whoRuns(name, held, path) }));
}

/** GitHub's and CircleCI's jobs stand under a key of their own, GitLab's at the top; others have one for all. */
function jobOf(keys: readonly string[], path: string): string {
  if (keys[0] === 'jobs') return keys[1] ?? '';
  return /gitlab-ci/.test(path) ? (keys[0] ?? '') : '';
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
