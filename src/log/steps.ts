import type { Frame, LogLine } from './types.ts';

/** How builds and jobs announce what they run next; the group is what is said of it. */
const ANNOUNCED: readonly RegExp[] = [
  // BuildKit, where it builds and where it sums up.
  /^(\[[^\]]*\d+\/\d+\] .*)$/,
  /^ > (\[[^\]]*\d+\/\d+\] .*?):?$/,
  // Docker before BuildKit.
  /^(Step \d+\/\d+ : .*)$/,
  // GitHub.
  /^(?:##\[group\]|::group::)Run (.*)$/,
  // GitLab names a section, and writes each command with a prompt, as Travis does; Heroku puts an arrow before it.
  /^(section_start:[\w.-]+)$/,
  /^(?:-----> )?\$ (\S.*)$/,
  // `set -x`.
  /^\++ (\S.*)$/,
  // Somebody's shell.
  /^(?:\S.*[$#>] ?|\([\w.-]+\) )((?:docker|python|pytest|uv|poetry|pipenv|pdm|hatch|gunicorn|uvicorn|daphne|celery|django-admin|make|tox|nox|\.\/manage)\S* .*)$/,
  // Heroku.
  /^Starting process with command `(.*)`$/,
];
/** How they tell afterwards what it was. */
const TOLD: readonly RegExp[] = [
  /process "(?:\/bin\/sh -c )?(.*?)" did not complete successfully/,
  /^The command '(?:\/bin\/sh -c )?(.*?)' returned a non-zero code/,
];

/** What a log says of the steps that it is about. */
export interface Steps {
  /** The step that a line of the log belongs to, in its words; null where nothing says so. */
  at(number: number, stream: string): string | null;
}

/** Programs that start others, by the folder of their code. */
const STARTERS =
  /[\\/](gunicorn|uvicorn|hypercorn|daphne|waitress|celery|pytest|_pytest|uwsgi|mypy_django_plugin)[\\/]/;

/** Code that is installed, and Python's own. */
const INSTALLED = /^<|[\\/](?:(?:site|dist)-packages|lib(?:64)?[\\/]python\d[^\\/]*)[\\/]/i;

/** What a traceback was started by, where a log names no step: a server, a runner of tests, else its outermost file. */
export function starterOf(frames: readonly Frame[]): string | null {
  const known = frames.map(({ path }) => STARTERS.exec(path)?.[1]).find((name) => name !== undefined);
  return known?.replace(/^_/, '') ?? frames.find(({ path }) => !INSTALLED.test(path))?.path ?? null;
}

/** Reads the names of steps out of a log. */
export function stepsIn(lines: readonly LogLine[]): Steps {
  const announced = found(lines, ANNOUNCED);
  const told = found(lines, TOLD);
  return {
    at(number, stream) {
      const earlier = announced.filter((step) => step.number <= number);
      const before = earlier.findLast((step) => step.stream === stream);
      const after =
        told.find((step) => step.number >= number && step.stream === stream) ??
        told.find((step) => step.number >= number);
      const name = before?.name ?? after?.name ?? null;
      const job = stream.split('\t').join(', ');
      const isNamed = stream !== '' && !stream.startsWith('#');
      if (name === null || job.endsWith(name)) return isNamed ? job : null;
      return isNamed ? `${job}: ${name}` : name;
    },
  };
}

interface Step {
  readonly number: number;
  readonly stream: string;
  readonly name: string;
}

function found(lines: readonly LogLine[], patterns: readonly RegExp[]): readonly Step[] {
  return lines.flatMap(({ number, stream, text }) => {
    const name = patterns.map((pattern) => pattern.exec(text)?.[1]).find((match) => match !== undefined);
    return name === undefined ? [] : [{ number, stream, name: name.replace(/^section_start:/, '').trim() }];
  });
}
