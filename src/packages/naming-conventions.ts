import type { Kind } from './manifests/manifest.ts';

const DEVELOPMENT = new Set(
  [
    'dev,devel,develop,developer,developers,development,devcontainer,local,debug,debugging,lsp,ide',
    'test,tests,testing,tester,unittest,unittests,pytest,tox,nox,ci,circleci,coverage,bench,benchmark,benchmarks,fuzz,fuzzing',
    'e2e,selenium,cypress,playwright',
    'lint,linting,linter,linters,style,formatting,quality,qa,typing,type,types,typecheck,typechecking,mypy,stubs',
    'doc,docs,devdocs,documentation,readthedocs,rtd',
  ].flatMap((words) => words.split(',')),
);
const PRODUCTION = new Set(['prd', 'prod', 'production', 'deploy', 'deployment', 'live', 'server']);
/** `not_production` and `nonprod` are anything else. */
const NOT_PRODUCTION = /(^|[-_./\s])(not?|non)[-_.]?(prd|prod|production|live)([-_./\s]|$)/i;
/** File names that say nothing but are what everybody installs. */
const PLAIN = new Set(['base', 'common']);

/** What a name says, and whether it says it in so many words. */
export interface Says {
  readonly kind: Kind;
  readonly explicit: boolean;
}

const SILENT: Says = { kind: 'unknown', explicit: false };

/** A distribution's name as registries compare it: lower case, runs of `-`, `_` and `.` as one `-`. */
export function normalised(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

const KEYWORDS =
  /^(False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** Whether Python takes a word for a name, or for a keyword. */
export function isIdentifier(word: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(word);
}

/** Whether code can import a package by a name. */
export function isImportable(name: string): boolean {
  return isIdentifier(name) && !KEYWORDS.test(name);
}

/** The import name that a distribution most likely has. */
export function likelyRoot(distribution: string): string {
  return normalised(distribution).replaceAll('-', '_');
}

/** What the words of a name say: development before production, as `test-server` is a test. */
export function saidBy(name: string): Says {
  // `requirementsDev.txt` has two words as well.
  const words = name
    .replace(/([a-z])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .split(/[-_./\s]+/);
  if (words.some((word) => DEVELOPMENT.has(word)) || NOT_PRODUCTION.test(name)) {
    return { kind: 'development', explicit: true };
  }
  if (words.some((word) => PRODUCTION.has(word))) return { kind: 'production', explicit: true };
  return SILENT;
}

/** Folders beside what production runs: what is installed for them is developers'. */
const ASIDE = /^(notebooks?|jupyter|examples?|sandbox|load-?tests?|bench|benchmarks?|vendor|vendored)$/i;

/** What the folders of a path say, the innermost first. */
export function saidByFolders(path: string): Says {
  const folders = path.split('/').slice(0, -1).reverse();
  const said = folders.map((name) =>
    ASIDE.test(name) ? ({ kind: 'development', explicit: true } as const) : saidBy(name),
  );
  return said.find(({ kind }) => kind !== 'unknown') ?? SILENT;
}

/** What a path says: its last part, then its folders. */
export function saidByPath(path: string): Says {
  const own = saidBy(path.split('/').at(-1) ?? path);
  return own.kind === 'unknown' ? saidByFolders(path) : own;
}

/** What the path of a requirements file says: a plain `requirements.txt` is what production installs. */
export function saidByRequirements(path: string): Says {
  const said = saidByPath(path);
  if (said.kind !== 'unknown') return said;
  const own = (path.split('/').at(-1) ?? path).replace(/([a-z])(?=[A-Z])/g, '$1-');
  const words = own.toLowerCase().split(/[-_.]+/);
  const plain = /^(requirements?|reqs?)\.(txt|in|pip|lock)$/i.test(path.split('/').at(-1) ?? '');
  return plain || words.some((word) => PLAIN.has(word)) ? { kind: 'production', explicit: false } : SILENT;
}

/** What a manifest's main dependencies are: production's, unless the manifest lies in a folder for tests or documents. */
export function saidByMain(path: string): Says {
  const said = saidByFolders(path);
  return said.kind === 'unknown' ? { kind: 'production', explicit: false } : said;
}

/** What groups are called that hold what the project runs with, where they hold its only dependencies. */
const MAIN_GROUP = /^(main|default|base|common|core|runtime|app)$/i;

/**
 * What the name of a dependency group says. `postgres` or `celery` says nothing: who installs such a group is told by
 * commands alone. https://peps.python.org/pep-0735/
 */
export function saidByGroup(name: string): Says {
  return MAIN_GROUP.test(name) ? { kind: 'production', explicit: false } : saidBy(name);
}

/** What a name says among what is a developer's unless it says otherwise, as PDM's development groups and hatch's environments are. */
export function saidAmongDevelopers(name: string): Says {
  const said = saidBy(name);
  return said.kind === 'unknown' ? { kind: 'development', explicit: false } : said;
}

/** What a compose file's name says; an override holds what a developer's machine changes. */
export function saidByCompose(path: string): Says {
  const override = /override/i.test(path.split('/').at(-1) ?? '');
  return override ? { kind: 'development', explicit: true } : saidByPath(path);
}
