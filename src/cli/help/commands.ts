import { INIT_FLAGS } from '../arguments/init-arguments.ts';
import { PROMOTE_FLAGS } from '../arguments/promote-arguments.ts';
import { PROOF_FLAGS, UNDO_FLAGS, VERIFY_FLAGS } from '../arguments/proof-arguments.ts';

/** What the help says of a command. */
export interface CommandHelp {
  /** The words behind its name. */
  readonly words: string;
  /** What it does, for the list of commands. */
  readonly does: string;
  /** What is to be known of it beyond that, as sentences. */
  readonly about: string;
  /** Whether a flag goes with it. */
  readonly takes: (flag: string) => boolean;
  /** Calls of it, and what each does. */
  readonly examples: readonly (readonly [string, string])[];
}

const DATA = new Set(['output-format']);
const OF_PREVIEWS = (flag: string) => !['to', 'fail-on', 'verify', 'before', 'diff', 'fix', 'check'].includes(flag);
const OF_FIXES = (flag: string) => flag !== 'shard' && OF_RUNS(flag);
const OF_RUNS = (flag: string) => flag === 'verify' || flag === 'fail-on' || OF_PREVIEWS(flag);
const isProof = (flag: string) => PROOF_FLAGS.includes(flag);
const any = (flags: ReadonlySet<string>) => (flag: string) => flags.has(flag);

/** Every command, in the order of the help. */
export const COMMAND_HELP: Readonly<Record<string, CommandHelp>> = {
  diff: {
    words: '[paths..]',
    does: 'Show what would be fixed, as a diff (the default)',
    about:
      'Nothing is written, and the exit code is 0: a preview is a look, not a gate. What is left to you stands below the diff, with the reason. git apply and patch -p1 take the diff as it is.',
    takes: (flag) => OF_PREVIEWS(flag) && !isProof(flag),
    examples: [
      ['djguard', 'the current folder'],
      ['djguard diff config/ | git apply', 'apply what it shows'],
    ],
  },
  check: {
    words: '[paths..]',
    does: 'List what is unguarded; exit 1 if anything is',
    about:
      'For CI and hooks. Each finding has a level, which says whether it breaks production, and --fail-on says which levels the exit code is about. The flags of a proof go with --verify: djguard help verify.',
    takes: (flag) => OF_RUNS(flag) && !isProof(flag),
    examples: [
      ['djguard check --fail-on production', 'fail only for what breaks production, or may do so'],
      ['djguard check --verify -- python manage.py check', 'run the project in both worlds as well'],
    ],
  },
  fix: {
    words: '[paths..]',
    does: 'Write the fixes into the files',
    about:
      'Exits 0 where nothing is left, and 1 where something stays for you. djguard undo takes it back. With --verify nothing is written unless the proof holds; its flags: djguard help verify.',
    takes: (flag) => OF_FIXES(flag) && !isProof(flag),
    examples: [
      ['djguard fix config/settings.py', 'one file'],
      ['djguard fix --package silk', 'one package, whatever the manifests say'],
    ],
  },
  verify: {
    words: '[project] [-- command]',
    does: 'Run the project with and without the packages, and compare',
    about:
      'Starts the project twice, with the packages and without them, and compares every setting and URL; a command behind -- is run in both worlds as well. It runs the project: use it on code that you trust.',
    takes: any(VERIFY_FLAGS),
    examples: [
      ['djguard verify', 'the project of the current folder'],
      ['djguard verify --env SECRET_KEY=x -- python manage.py test', 'its tests, too'],
    ],
  },
  undo: {
    words: '[folder]',
    does: 'Take the last fix back',
    about: 'Restores every byte that the last run which wrote something replaced. A file that was edited since stays.',
    takes: any(UNDO_FLAGS),
    examples: [],
  },
  packages: {
    words: '[folder]',
    does: "List what the project's manifests declare, and for whom",
    about: '',
    takes: any(DATA),
    examples: [],
  },
  why: {
    words: 'NAME [folder]',
    does: 'Say why a package is taken for what it is',
    about: 'NAME is a distribution (django-silk) or the package that code imports (silk).',
    takes: any(DATA),
    examples: [],
  },
  promote: {
    words: 'NAME...',
    does: 'Show the edit that declares packages for production; --fix makes it',
    about:
      'Moves the declaration from the group or file of development to that of production, in the way that list is written.',
    takes: any(PROMOTE_FLAGS),
    examples: [['djguard promote acme-lens --to requirements/base.txt', 'where several places may be right']],
  },
  init: {
    words: '[folder]',
    does: 'Show the configuration, hook and CI job that a project lacks; --fix writes them',
    about:
      'Adds to what is there and never overwrites it; what it cannot add safely it shows. djguard undo takes it back.',
    takes: any(INIT_FLAGS),
    examples: [],
  },
  rules: { words: '', does: 'List the rules', about: '', takes: any(DATA), examples: [] },
  explain: {
    words: 'RULE',
    does: 'Show one rule with its example',
    about: 'RULE is a code (DJG002) or a name (installed-apps).',
    takes: any(DATA),
    examples: [],
  },
  completions: {
    words: 'SHELL',
    does: 'A script that completes flags in bash, fish or zsh',
    about: '',
    takes: () => false,
    examples: [['source <(djguard completions bash)', 'for this shell']],
  },
  help: {
    words: '[topic]',
    does: 'Show this help, or that of a command, a rule or a topic',
    about: '',
    takes: () => false,
    examples: [],
  },
};
