import { saidByCompose, saidByPath } from '../packages/naming-conventions.ts';
import { position } from '../python/syntax/source.ts';
import { lineEnd, lineStart } from '../python/syntax/tree.ts';
import type { Modules } from './modules/module-index.ts';
import { nameOf } from './modules/paths.ts';
import type { LoadStep } from './types.ts';

/** A text file of the project that may name a settings module, or start a server. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A module that a file starts a process with. */
export interface Named {
  readonly module: string;
  readonly target: string;
  readonly step: LoadStep;
  /** Who uses the file: production's servers, a developer, or both, as with manage.py. */
  readonly reader: 'server' | 'development' | 'anybody';
  /** Whether it is a server's own module, and not a settings module. */
  readonly serves: boolean;
}

/**
 * `DJANGO_SETTINGS_MODULE=a.b`, also in code, as a shell's default, and as Kubernetes and Heroku list variables.
 * @see https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
 */
const SETTINGS =
  /DJANGO_SETTINGS_MODULE["']?\]?\s*(?::?[-=]|[:=,\s])\s*(?:(?:\{[^{}]*?)?["']?value["']?\s*:\s*)?["']?([A-Za-z_]\w*(?:\.\w+)*)|--settings(?:=|\s+|["']\s*,\s*["'])([A-Za-z_]\w*(?:\.\w+)+)|\bdjango_settings_module\s*=\s*["']?([\w.]+)/g;
/** `gunicorn app.server:application`, `celery -A app.queue`, and the same in their own files. */
const SERVED =
  /\b(?:gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi)\b(?:\\\r?\n|[^\n;&|])*?[\s"'=]([A-Za-z_]\w*(?:\.\w+)+):\w+|\bcelery\b(?:\\\r?\n|[^\n;&|])*?(?:-A|--app)[\s"',=]+([A-Za-z_]\w*(?:\.\w+)*)|^\s*(?:module|wsgi|wsgi_app)\s*=\s*["']?([A-Za-z_]\w*(?:\.\w+)+):\w+/gm;

const NAMES = [
  String.raw`([\w.-]+[.-])?(Dockerfile|dockerfile|Containerfile)([.-][\w.-]+)?`,
  String.raw`(docker-)?compose[\w.-]*\.ya?ml`,
  String.raw`Procfile|Makefile|app\.json|uwsgi\.ini|supervisor[\w.-]*|[\w.@-]+\.(service|sh)|entrypoint|start`,
  String.raw`pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|(render|heroku|app|fly)\.(ya?ml|toml)`,
  String.raw`\.env[\w.-]*|[\w.-]*\.env|\.github\/workflows\/[\w.-]+\.ya?ml|\.travis\.yml|\.gitlab-ci\.yml`,
  String.raw`(k8s|kubernetes|helm|charts?|deploy|deployments?|manifests|infra|ops)\/([\w.-]+\/)*[\w.-]+\.ya?ml`,
];
/** The paths of the files that are read for `DJANGO_SETTINGS_MODULE`, Python's apart. */
export const SETTINGS_SOURCES = new RegExp(`(^|/)(${NAMES.join('|')})$`);

/** The paths of Python files that start a process. */
export const STARTERS =
  /(^|\/)(manage|wsgi|asgi|celery|celery_app|uwsgi|passenger_wsgi|conftest|main|server|application|worker|gunicorn[\w.]*|supervisor[\w.-]*)\.py$/;

/** The project's modules that a file starts processes with. */
export function namedIn({ path, text }: TextFile, modules: Modules): Named[] {
  const code = text.replace(/^[ \t]*(#(?!\s*syntax)|\/\/).*/gm, (comment) => ' '.repeat(comment.length));
  const reader = readerOf(path);
  return [SETTINGS, SERVED].flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match): Named[] => {
      const module = match.slice(1).find((group) => group !== undefined) as string;
      const target = modules.find(module, path);
      if (target === null) return [];
      const { line } = position(text, match.index + match[0].search(/\S/));
      const step = { file: path, line, text: shown(text, match), condition: null };
      return [{ module, target, step, reader, serves: pattern === SERVED }];
    }),
  );
}

/** All of the lines that a match touches, joined into one. */
function shown(text: string, match: RegExpExecArray): string {
  const end = match.index + match[0].length;
  return text
    .slice(lineStart(text, match.index), lineEnd(text, end))
    .trim()
    .replace(/\s*\\?\s*\n\s*|\s+/g, ' ');
}

/** Who uses a file. */
export function readerOf(path: string): Named['reader'] {
  const name = nameOf(path);
  if (name === 'manage.py') return 'anybody';
  if (/^(conftest\.py|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml)$/.test(name)) return 'development';
  if (/\.py$/.test(name)) return 'server';
  if (/(^|\/)\.github\/|\.travis|\.gitlab-ci/.test(path)) {
    return /deploy|release|prod/.test(name) ? 'server' : 'development';
  }
  const compose = /compose[\w.-]*\.ya?ml$/.test(name);
  const said = compose ? saidByCompose(path).kind : saidByPath(path).kind;
  if (said !== 'unknown') return said === 'production' ? 'server' : 'development';
  // A plain compose file, a script or an example `.env` is mostly for developers, but servers may use it too.
  return compose || /env|^Makefile$|\.sh$/.test(name) ? 'anybody' : 'server';
}
