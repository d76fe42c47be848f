/** What CI systems, Docker and hosts make of the output of a command that failed. */
export const SHAPES: Readonly<Record<string, (output: string, command: string) => string>> = {
  plain: (output) => output,
  BuildKit(output, command) {
    const lines = linesOf(output);
    const quoted = `process "/bin/sh -c ${command}" did not complete successfully: exit code: 1`;
    return [
      '#0 building with "default" instance using docker driver',
      '#12 [4/7] RUN pip install -r requirements.txt',
      `#13 [5/7] RUN ${command}`,
      // Two steps at once.
      ...lines.flatMap((line, at) => [`#13 0.${500 + at} ${line}`, ...(at % 4 === 0 ? ['#12 3.21 Collecting x'] : [])]),
      `#13 ERROR: ${quoted}`,
      '------',
      ` > [5/7] RUN ${command}:`,
      ...lines.slice(-6).map((line) => `0.512 ${line}`),
      '------',
      `ERROR: failed to build: failed to solve: ${quoted}`,
    ].join('\n');
  },
  'Docker without BuildKit': (output, command) =>
    [
      `Step 5/9 : RUN ${command}`,
      ' ---> Running in 548edd496070',
      output,
      `The command '/bin/sh -c ${command}' returned a non-zero code: 1`,
    ].join('\n'),
  'the log of GitHub Actions': (output, command) =>
    `\uFEFF${[
      `##[group]Run ${command}`,
      `\x1b[36;1m${command}\x1b[0m`,
      '##[endgroup]',
      ...linesOf(output),
      '##[error]Process completed with exit code 1.',
    ]
      .map((line, at) => `2026-01-01T00:00:${10 + (at % 50)}.1234567Z ${line}`)
      .join('\r\n')}`,
  'gh run view': (output, command) =>
    linesOf(output)
      .map((line) => `build\tRun ${command}\t2026-01-01T00:00:00.1234567Z ${line}`)
      .join('\n'),
  GitLab: (output, command) =>
    [
      '\x1b[0Ksection_start:1560896352:step_script\r\x1b[0K\x1b[36;1mExecuting the job script\x1b[0;m',
      `\x1b[32;1m$ ${command}\x1b[0;m`,
      ...linesOf(output),
      '\x1b[31;1mERROR: Job failed: exit code 1',
    ]
      .map((line) => `2026-05-22T12:43:46.962646Z 00O ${line}`)
      .join('\n'),
  Compose: (output) =>
    [
      ...linesOf(output).flatMap((line, at) => [
        `\x1b[36mweb-1  | \x1b[0m${line}`,
        ...(at % 3 === 0 ? ['\x1b[33mdb-1   | \x1b[0mLOG:  database system is ready'] : []),
      ]),
      'web-1 exited with code 1',
    ].join('\n'),
  Heroku: (output, command) =>
    [
      `2026-01-01T00:00:00.000000+00:00 heroku[web.1]: Starting process with command \`${command}\``,
      ...linesOf(output).map((line) => `2026-01-01T00:00:00.100000+00:00 app[web.1]: ${line}`),
    ].join('\n'),
  'a push to Heroku': (output, command) =>
    [`remote: -----> $ ${command}`, ...linesOf(output).map((line) => `remote:        ${line}`)].join('\n'),
  'a journal': (output) =>
    linesOf(output)
      .map((line) => `Nov  5 10:11:12 host gunicorn[123]: ${line}`)
      .join('\n'),
  "Docker's own files": (output) =>
    linesOf(output)
      .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-01-01T00:00:00Z' }))
      .join('\n'),
  'structured logging': (output) => JSON.stringify({ level: 'error', exc_info: output.trim(), event: 'boot' }),
};

function linesOf(output: string): readonly string[] {
  return output.trimEnd().split('\n');
}
