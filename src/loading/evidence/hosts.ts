/** What a host sets by itself, and the file that it is known by. */
interface Host {
  readonly file: RegExp;
  readonly variable: string;
  readonly value: string;
}

/**
 * https://render.com/docs/environment-variables https://devcenter.heroku.com/articles/dynos#local-environment-variables
 * https://fly.io/docs/machines/runtime-environment/
 */
const HOSTS: readonly Host[] = [
  { file: /(^|\/)render\.ya?ml$/, variable: 'RENDER', value: 'true' },
  { file: /(^|\/)(app\.json|heroku\.yml)$/, variable: 'DYNO', value: 'web.1' },
  { file: /(^|\/)fly\.toml$/, variable: 'FLY_APP_NAME', value: 'app' },
];

/** The variables that hosts, and what runs containers, set by themselves, whatever a project's files say. */
const SET_BY_HOSTS =
  /^(DYNO|RENDER|VERCEL|PORT|HOME|HOSTNAME|PATH|USER|CI|GITHUB_ACTIONS)$|^(RENDER|FLY|HEROKU|RAILWAY|VERCEL|GAE|KUBERNETES|AWS|ECS|WEBSITE|K|CF|VCAP|GITHUB)_/;

/** What the hosts that some files are for give a variable by themselves; null where nothing of that is known. */
export function setByHost(variable: string, paths: readonly string[]): string | null {
  const host = HOSTS.find((each) => each.variable === variable && paths.some((path) => each.file.test(path)));
  return host?.value ?? null;
}

/** Whether a host may set a variable that no file of the project names. */
export function maySet(variable: string): boolean {
  return SET_BY_HOSTS.test(variable);
}
