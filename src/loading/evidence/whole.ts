import { posix } from 'node:path';
import { folderOf } from '../../packages/paths.ts';
import { DOCKERFILE, MAKEFILE, WORKFLOW } from './sources.ts';

/** A file of which production's servers use some lines. */
export interface Used {
  readonly path: string;
  /** The lines that they use. */
  readonly code: string;
  /** Those with the lines that they may use. */
  readonly running: string;
}

/** What says whether production's environment is in a repository. */
export interface Holding {
  /** The files that production's servers use, by their lines. */
  readonly used: readonly Used[];
  /** The paths of all files that may name variables. */
  readonly paths: ReadonlySet<string>;
  /** Whether the project's settings ask for a variable. */
  readonly isAsked: (variable: string) => boolean;
}

/** Code, images and scripts: what starts a program adds to what they set. */
const ADDED_TO = /\.(py|sh|wsgi)$|(^|\/)(Procfile|(docker-)?(entrypoint|start|run|serve|release|deploy)([-_][\w-]+)?)$/;
const VARIABLE = /(?<![\w$.{-])([A-Z][A-Z\d_]{2,})["']?[ \t]*[:=]|\b(?:name|key)["']?\s*:\s*["']?([A-Z][A-Z\d_]{2,})/g;
/**
 * What takes variables from somewhere that the text does not show: systemd's `EnvironmentFile=`, Docker's `--env-file`,
 * Kubernetes' `envFrom`, a shell's `source .env`, a loop of a Helm chart.
 */
const TAKES =
  /\bEnvironmentFile\s*=|--env-file\b|\benvFrom\b|(?:^|[;&|\s])(?:source|\.)\s+\S*env\b|\{\{-?\s*(?:range|toYaml|with)\b[^}]*env/im;

/**
 * Whether the environment of production's processes is in the repository: a file that a deployment gives them sets
 * variables that the settings ask for, and none takes others from elsewhere.
 */
export function isWhole({ used, paths, isAsked }: Holding): boolean {
  const isKept = ({ path }: Used) => ![ADDED_TO, DOCKERFILE, WORKFLOW, MAKEFILE].some((names) => names.test(path));
  if (used.some((source) => TAKES.test(source.running) || filesOf(source).some((file) => !paths.has(file))))
    return false;
  return used.some((source) => isKept(source) && variablesIn(source.code).some(isAsked));
}

/** Whether a text speaks of a variable, with or without a value. */
export function names(text: string, variable: string): boolean {
  return text.includes(variable) && new RegExp(`(?<!\\w)${variable}(?!\\w)`).test(text);
}

function variablesIn(code: string): readonly string[] {
  const found = Array.from(code.matchAll(VARIABLE), ([, set, listed]) => set ?? listed ?? '');
  return found.filter((name) => name !== 'DJANGO_SETTINGS_MODULE');
}

/** The files that `env_file:` names: https://docs.docker.com/reference/compose-file/services/#env_file */
function filesOf({ path, running }: Used): readonly string[] {
  const lines = running.split('\n');
  return lines.flatMap((line, at) => {
    const [, own] = /^\s*(?:- )?["']?env_file["']?:\s*(.*)$/.exec(line) ?? [];
    if (own === undefined) return [];
    const end = lines.findIndex((each, index) => index > at && !/^\s*-\s|^\s*(path|required|format):/.test(each));
    const listed =
      own === '' ? lines.slice(at + 1, end === -1 ? lines.length : end) : own.replace(/[[\]]/g, '').split(',');
    return listed.flatMap((each) => {
      const name = each
        .trim()
        .replace(/^-\s*/, '')
        .replace(/^path:\s*/, '')
        .replace(/^["']|["']$/g, '');
      return name === '' || /^(required|format):/.test(name) ? [] : [posix.join(folderOf(path), name)];
    });
  });
}
