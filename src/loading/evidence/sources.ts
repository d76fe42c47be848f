/** A text file of the project that may name a settings module, or start a server. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Some deployments keep files as templates or as examples. */
const TEMPLATE = String.raw`(\.(j2|gotmpl|tmpl|tpl|template|example|sample|dist|in))?`;
const NAMES = [
  String.raw`([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?`,
  String.raw`((docker-)?compose|local|dev|development|test|staging|prod|production)[\w.-]*\.ya?ml`,
  String.raw`(Procfile|Makefile|justfile|\.justfile|app\.json|[\w.-]*uwsgi[\w.-]*\.(ini|ya?ml|json|xml)|supervisor[\w.-]*|[\w.@-]+\.(service|sh|wsgi|mk))${TEMPLATE}`,
  String.raw`(docker-)?(entrypoint|start|run|serve|release|deploy)([-_][\w-]+)?`,
  String.raw`pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|(render|heroku|app|fly|railway|manifest|buildspec|serverless)[\w.-]*\.(ya?ml|toml)|zappa_settings\.json`,
  String.raw`\.env[\w.-]*|[\w.-]*\.env${TEMPLATE}|(\.envs|env\.d|envs)\/([\w.-]+\/)*[\w.-]+`,
  String.raw`\.github\/workflows\/[\w.-]+\.ya?ml|\.travis\.yml|\.gitlab-ci\.yml|\.circleci\/config\.yml|bitbucket-pipelines\.yml|azure-pipelines\.yml`,
  String.raw`(k8s|kubernetes|helm|charts?|deploy|deployments?|devops|ansible|manifests|infra|ops|\.ebextensions|\.platform)\/([\w.-]+\/)*[\w.-]+\.(ya?ml|conf|config|ini|env|tf)${TEMPLATE}`,
  String.raw`(supervisor|systemd|uwsgi)\/([\w.-]+\/)*[\w.-]+\.(conf|ini)${TEMPLATE}`,
];
/** The paths of the files that are read for what starts the project, Python's apart. */
export const SETTINGS_SOURCES = new RegExp(`(^|/)(${NAMES.join('|')})$`);

/** The paths of Python files that start a process. */
export const STARTERS =
  /(^|\/)(manage|wsgi\w*|asgi\w*|celery|celery_?app|uwsgi|passenger_wsgi|conftest|main|server|application|worker|gunicorn[\w.]*|supervisor[\w.-]*)\.py$/;
/** Those of them that a server loads. */
export const SERVED_MODULES = /(^|\/)(wsgi\w*|asgi\w*|celery|celery_?app)\.py$/;
/** Those of these that web servers load, by one protocol or the other. */
export const WEB_MODULES = /(^|\/)[wa]sgi\w*\.py$/;
/** Those that name a default for whoever calls them. */
export const isManage = (path: string): boolean => /(^|\/)manage\.py$/.test(path);
/** Files of tools that developers alone run. */
export const DEVELOPERS_FILES = /(^|\/)(conftest\.py|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml)$/;
export const COMPOSE = /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/;
/** The files of hosts, of which some list services too: https://render.com/docs/blueprint-spec */
const HOSTED = /(^|\/)(render|heroku|app|fly|railway|manifest)[\w.-]*\.(ya?ml|toml|json)$/;

/** Whether a file says which services Docker Compose runs. */
export function isCompose({ path, text }: TextFile): boolean {
  return COMPOSE.test(path) || (!HOSTED.test(path) && /^services:/m.test(text));
}

export const DOCKERFILE = /(^|\/)([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?$/;
export const WORKFLOW =
  /(^|\/)(\.github\/workflows\/[\w.-]+|\.travis|\.gitlab-ci|\.circleci\/config|bitbucket-pipelines|azure-pipelines)\.ya?ml$/;
export const MAKEFILE = /(^|\/)(Makefile|\.?justfile|[\w.-]+\.mk)$/;

const ASIDE =
  /(^|\/)(tests?|testing|test[-_]?(project|app|site|settings)|sandbox|demo|examples?|samples?|playground|dev[-_]?project|docs?)\//i;
/** Whether a path lies in a folder of a project that a package is tried out or tested with. */
export function isAside(path: string): boolean {
  return ASIDE.test(path);
}

/** A template's text as for a project that is called as the template's own folder is. */
export function named(text: string): string {
  return text.includes('project_name') ? text.replace(/\{\{ *project_name *\}\}/g, 'project_name') : text;
}

/** A path or a name without the word `server`: services are called so as often as what they run on. */
export function withoutServer(name: string): string {
  return name.replace(/(?<![a-z])server(?![a-z])/gi, '');
}
