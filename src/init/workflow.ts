import type { Files } from './files.ts';
import { namesDjguard, type Piece, type Release } from './piece.ts';

/** A service that runs a project's checks. */
interface Host {
  /** What it reads, or a folder of such files. */
  readonly files: readonly string[];
  /** In a remote's URL. */
  readonly remote: RegExp;
  /** What to add to the file. @param install the command that installs djguard. @param paths what is checked. */
  readonly lines: (install: string, paths: string) => readonly string[];
}

const WORKFLOWS = '.github/workflows';

const GITHUB: Host = {
  files: ['.github'],
  remote: /github\./,
  lines: (install, paths) => [
    'name: djguard',
    'on: pull_request',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  djguard:',
    '    runs-on: ubuntu-latest',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub puts the variable in
    ...(install.includes('$DJGUARD') ? ['    env:', '      DJGUARD: ${{ vars.DJGUARD }}'] : []),
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-python@v5',
    '        with:',
    "          python-version: '3.13'",
    `      - run: ${install}`,
    `      - run: djguard --check${paths}`,
  ],
};

/** Those whose checks stand in one file, which nobody but its owner should put together. */
const OTHERS: readonly Host[] = [
  {
    files: ['.gitlab-ci.yml'],
    remote: /gitlab\./,
    lines: (install, paths) => [
      'djguard:',
      '  image: python:3.13-slim',
      '  script:',
      `    - ${install}`,
      `    - djguard --check${paths} --output-format gitlab --output-file gl-code-quality-report.json`,
      '  artifacts:',
      '    when: always',
      '    reports:',
      '      codequality: gl-code-quality-report.json',
    ],
  },
  {
    files: ['bitbucket-pipelines.yml'],
    remote: /bitbucket\./,
    lines: (install, paths) => [
      'pipelines:',
      '  pull-requests:',
      "    '**':",
      '      - step:',
      '          name: djguard',
      '          image: python:3.13-slim',
      '          script:',
      `            - ${install}`,
      '            - mkdir -p test-results',
      `            - djguard --check${paths} --output-format junit --output-file test-results/djguard.xml`,
    ],
  },
  {
    files: ['azure-pipelines.yml', '.azure-pipelines.yml'],
    remote: /dev\.azure\.com|visualstudio\.com/,
    lines: (install, paths) => [
      'steps:',
      `  - script: ${install}`,
      `  - script: djguard --check${paths} --output-format junit --output-file djguard.xml`,
      '  - task: PublishTestResults@2',
      '    condition: always()',
      '    inputs:',
      '      testResultsFiles: djguard.xml',
    ],
  },
];

/**
 * A job that checks, for each service that the project's files or remotes name: a workflow of its own for GitHub, and for
 * the others what to add to the one file that they read.
 * @param remotes the URLs of git's remotes.
 * @param folder what is checked, relative to the repository; empty for all of it.
 */
export function workflowPieces(
  files: Files,
  remotes: readonly string[],
  folder: string,
  release: Release,
): readonly Piece[] {
  const names = files.names('');
  const isUsed = (host: Host) =>
    host.files.some((file) => names.includes(file)) || remotes.some((remote) => host.remote.test(remote));
  const install = release.owner === null ? 'pip install "$DJGUARD"' : `pip install djguard==${release.version}`;
  if (!/^[\w./-]*$/.test(folder)) return [{ kind: 'none', reason: `no job is written for a folder called ${folder}` }];
  const linesFor = (host: Host) => host.lines(install, folder === '' ? '' : ` ${folder}`);
  const pieces = [
    ...(isUsed(GITHUB) ? [githubPiece(files, linesFor(GITHUB))] : []),
    ...OTHERS.filter(isUsed).map((host) => otherPiece(files, host, linesFor(host))),
  ];
  if (pieces.length > 0) return pieces;
  const reason =
    'no job was made, as nothing here shows which service runs the checks: add a remote or its folder, such as .github/workflows, and run init again';
  return [{ kind: 'none', reason }];
}

function githubPiece(files: Files, lines: readonly string[]): Piece {
  const workflows = files.names(WORKFLOWS).filter((name) => /\.ya?ml$/.test(name));
  const calling = workflows.find((name) => namesDjguard(files.text(`${WORKFLOWS}/${name}`) ?? ''));
  if (calling !== undefined) return { kind: 'there', file: `${WORKFLOWS}/${calling}`, what: 'runs djguard' };
  const file = `${WORKFLOWS}/djguard.yml`;
  if (workflows.includes('djguard.yml'))
    return { kind: 'byHand', file, reason: 'it runs something else, so give the workflow another name', lines };
  return { kind: 'change', file, what: 'checks each pull request', before: null, after: `${lines.join('\n')}\n` };
}

function otherPiece(files: Files, { files: known }: Host, lines: readonly string[]): Piece {
  const file = known.find((name) => files.text(name) !== null) ?? known[0] ?? '';
  if (namesDjguard(files.text(file) ?? '')) return { kind: 'there', file, what: 'runs djguard' };
  return { kind: 'byHand', file, reason: 'its jobs stand in one file', lines };
}
