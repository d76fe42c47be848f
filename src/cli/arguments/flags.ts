import type { Argv } from 'yargs';
import { COLOURS } from '../../report/colours.ts';
import { FORMATS } from '../../report/formats.ts';
import { FAIL_ON } from '../../run/threshold.ts';

/** A flag as yargs reads it and as the help shows it. */
export interface Flag {
  readonly type: 'boolean' | 'string' | 'array';
  readonly describe: string;
  readonly group: string;
  readonly alias?: string;
  /** What it takes, where that is one of a few words. */
  readonly choices?: readonly string[];
}

const flag = (group: string, type: Flag['type'], describe: string, alias?: string): Flag => ({
  group,
  type,
  describe,
  ...(alias === undefined ? {} : { alias }),
});

/** A flag that takes one of a few words; they stand behind what it says. */
const choice = (group: string, describe: string, choices: readonly string[]): Flag => ({
  ...flag(group, 'string', `${describe}${choices.join(', ')}`),
  choices,
});

/** Every flag, in the order of the help. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  diff: flag('Mode:', 'boolean', 'Show the fixes as a diff, write nothing (the default)'),
  fix: flag('Mode:', 'boolean', 'Write the fixes into the files', 'write'),
  check: flag('Mode:', 'boolean', 'List what is unguarded, exit 1 if anything is'),
  'fail-on': choice('Mode:', 'What --check finds, or --fix leaves, that exits 1: ', FAIL_ON),
  'max-findings': flag('Mode:', 'string', 'How many of these pass all the same (default: 0)'),
  'exit-zero': flag('Mode:', 'boolean', 'Exit 0 in spite of findings; not of errors, nor of a proof that fails'),
  baseline: flag('Mode:', 'string', 'File of findings that are known, and count no more'),
  'write-baseline': flag('Mode:', 'boolean', 'Write the findings of today into that file'),
  package: flag('What:', 'array', 'Import package to guard (default: what the manifests have for development only)'),
  'from-log': flag('What:', 'string', 'Only what this log of a build or a server failed for; - reads it from stdin'),
  force: flag('What:', 'boolean', 'Guard a named package although production installs it'),
  to: flag('What:', 'string', 'For promote: the manifest to declare in, and its group, as FILE[:GROUP]'),
  'production-only': flag('What:', 'boolean', 'Not what only developers load'),
  select: flag('What:', 'array', 'Only these rules, by code or name'),
  ignore: flag('What:', 'array', 'Not these rules'),
  staged: flag('Files:', 'boolean', 'Only files that are in the index of git, and differ from HEAD'),
  changed: flag('Files:', 'boolean', 'Only files that differ from HEAD, or are new'),
  since: flag('Files:', 'string', 'Only files that differ from where the branch left this commit'),
  exclude: flag('Files:', 'array', 'Pattern to leave out, in place of the default ones'),
  'extend-exclude': flag('Files:', 'array', 'Pattern to leave out as well'),
  'force-exclude': flag('Files:', 'boolean', 'Leave out files that are named, too'),
  'no-gitignore': flag('Files:', 'boolean', 'Look also at what .gitignore leaves out'),
  verify: flag('Proof:', 'boolean', 'With --check or --fix: prove that the project boots without the package'),
  entry: flag('Proof:', 'array', 'What to import or start: app.main:app, "celery -A shop worker"; Django or not'),
  module: flag('Proof:', 'array', 'Package to import, with all that is in it'),
  python: flag('Proof:', 'string', 'Interpreter to run the project with'),
  settings: flag('Proof:', 'array', 'Settings module, or module:Class (default: all that are found)'),
  project: flag('Proof:', 'string', 'Folder that holds manage.py, where the paths do not say'),
  before: flag('Proof:', 'string', 'Folder with the project as it was (default: the HEAD of git)'),
  'absent-python': flag('Proof:', 'string', "Interpreter with production's requirements alone, for the world without"),
  'build-absent': flag('Proof:', 'boolean', 'Make such an environment, in a cache, with uv or pip'),
  all: flag('Proof:', 'boolean', 'Take away every development package, also those that no file names'),
  env: flag('Proof:', 'array', 'Environment variable for the project, as NAME=VALUE'),
  'env-file': flag('Proof:', 'array', 'File that holds such lines, as a .env does'),
  memory: flag('Proof:', 'string', 'Megabytes of data that a process may have (default: 4096)'),
  timeout: flag('Proof:', 'string', 'Seconds that one step may take (default: 60)'),
  shard: flag('Files:', 'string', 'Look at one share of the projects, or report one of the files, as 1/4'),
  'stdin-filename': flag('Files:', 'string', 'Path of the code that is read from -'),
  'output-format': choice('Output:', 'Also as FORMAT:FILE, beside another: ', FORMATS),
  'output-file': flag('Output:', 'string', 'Write the report there instead of to stdout'),
  statistics: flag('Output:', 'boolean', 'With --check: how many findings each rule has, in place of them'),
  color: choice('Output:', '', COLOURS),
  'no-color': flag('Output:', 'boolean', 'The same as --color never'),
  quiet: flag('Output:', 'boolean', 'No summary and no notes', 'q'),
  verbose: flag('Output:', 'boolean', 'Say what was looked at', 'v'),
  'show-files': flag('Configuration:', 'boolean', 'List the files that would be looked at, and do nothing'),
  'show-settings': flag(
    'Configuration:',
    'boolean',
    'Show what the flags and the configuration come to, and do nothing',
  ),
  config: flag('Configuration:', 'string', 'Read this file instead of the nearest djguard.toml or pyproject.toml'),
  isolated: flag('Configuration:', 'boolean', 'Read no configuration'),
};

/** The long names and aliases that a command line may hold, each with its flag's type. */
export function flagTypes(): ReadonlyMap<string, Flag['type']> {
  const types = new Map<string, Flag['type']>([
    ['help', 'boolean'],
    ['h', 'boolean'],
    ['version', 'boolean'],
    ['V', 'boolean'],
  ]);
  for (const [name, { type, alias }] of Object.entries(FLAGS)) {
    types.set(name, type);
    if (alias !== undefined) types.set(alias, type);
  }
  return types;
}

/** Has yargs know the flags that pass a test, with those of the help itself. */
export function withFlags(parser: Argv, takes: (name: string) => boolean): Argv {
  for (const [name, { type, choices: _, ...said }] of Object.entries(FLAGS)) {
    if (takes(name)) parser.option(name, type === 'array' ? { ...said, type, string: true } : { ...said, type });
  }
  return parser
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this help' })
    .option('version', { alias: 'V', type: 'boolean', describe: 'Show the version' });
}
