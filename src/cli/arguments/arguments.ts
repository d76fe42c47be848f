import yargs, { type Argv } from 'yargs';
import { FORMATS } from '../../report/formats.ts';
import { UsageError } from '../../util/errors.ts';
import type { Command } from '../command.ts';
import { FLAGS } from './flags.ts';
import { refuseMistakes } from './mistakes.ts';
import type { Parsed } from './parsed.ts';
import { promoteCommand } from './promote-arguments.ts';
import { undoFolder, verifyOptions } from './proof-arguments.ts';
import { runCommand, sharedOptions, viewOf } from './run-arguments.ts';

const USAGE = `Guards a Django project's uses of packages that are only installed for development.

  djguard [paths..]          show what would be fixed, as a diff
  djguard --fix [paths..]    fix it
  djguard --check [paths..]  list it; exit 1 if there is anything
  djguard verify [project] [-- command]
                             run the project with and without the packages, and compare
  djguard undo [folder]      take the last --fix back
  djguard packages [folder]  list what the project's manifests declare, and for whom
  djguard why NAME [folder]  say why a package is taken for what it is
  djguard promote NAME...    show the edit that declares packages for production; --fix makes it
  djguard rules              list the rules
  djguard explain RULE       show one rule with its example
  djguard completions SHELL  a script that completes flags in bash, fish or zsh`;

/** yargs reads exactly what is written: no `--no-x` for every x, no numbers out of names, no nested keys. */
const PARSING = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'strip-aliased': true,
};

/**
 * Reads a command line.
 * @param argv without node's own two words.
 * @throws UsageError with one line that says what is wrong, and what was probably meant.
 */
export async function parseArguments(argv: readonly string[]): Promise<Command> {
  refuseMistakes(argv);
  const { parser, parsed, tail } = parse(argv);
  if (parsed.help) return { name: 'help', text: `${await parser.getHelp()}\n` };
  if (parsed.version) return { name: 'version' };
  const words = wordsOf(parsed);
  const [first = '', ...rest] = words;
  // A folder of one of these names is still `./rules`.
  const command = Object.hasOwn(SUBCOMMANDS, first) ? SUBCOMMANDS[first]?.(parsed, rest, tail) : null;
  return command ?? runCommand(parsed, words, tail);
}

/** What each word that is a command makes of the words behind it, and of those behind `--`; null leaves it a path. */
const SUBCOMMANDS: Readonly<
  Record<string, (parsed: Parsed, words: readonly string[], tail: readonly string[]) => Command | null>
> = {
  verify: (parsed, words, tail) => ({
    name: 'verify',
    options: { mode: 'check', ...sharedOptions(parsed) },
    proof: verifyOptions(parsed, words, tail),
    view: viewOf(parsed, ['text', 'json']),
  }),
  undo: (parsed, words) => ({ name: 'undo', folder: undoFolder(parsed, words), view: viewOf(parsed, FORMATS) }),
  packages: (parsed, [folder = '.', ...more]) => {
    if (more.length > 0) throw new UsageError('packages takes one folder');
    return { name: 'packages', folder, view: viewOf(parsed, ['text', 'json']) };
  },
  why: (parsed, [name, folder = '.', ...more]) => {
    viewOf(parsed, ['text']);
    if (name === undefined || more.length > 0)
      throw new UsageError('why takes a package, and the folder of the project');
    return { name: 'why', package: name, folder };
  },
  promote: (parsed, words) => promoteCommand(parsed, words),
  rules: (_, words) => (words.length === 0 ? { name: 'rules' } : null),
  explain: (_, words) => ({ name: 'explain', rule: onlyWord(words, 'explain takes one rule: a code or a name') }),
  completions: (_, words) => ({
    name: 'completions',
    shell: onlyWord(words, 'completions takes one shell: bash, fish or zsh'),
  }),
};

/** Where something is to be proved, a command follows `--`; elsewhere what follows it are paths. */
function parse(argv: readonly string[]): { parser: Argv; parsed: Parsed; tail: readonly string[] } {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const short = parserFor(own);
  const parsed: Parsed = short.parseSync();
  if (end === -1) return { parser: short, parsed, tail: [] };
  if (wordsOf(parsed)[0] === 'verify' || parsed.verify) return { parser: short, parsed, tail: argv.slice(end + 1) };
  const parser = parserFor(argv);
  return { parser, parsed: parser.parseSync(), tail: [] };
}

function wordsOf(parsed: Parsed): readonly string[] {
  return (parsed._ as readonly unknown[]).map(String);
}

function onlyWord(words: readonly string[], message: string): string {
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UsageError(message);
  return word;
}

function parserFor(argv: readonly string[]): Argv {
  const parser = yargs([...argv])
    .scriptName('djguard')
    .locale('en')
    .usage(USAGE)
    .parserConfiguration(PARSING)
    .version(false)
    .help(false)
    .exitProcess(false)
    .wrap(100)
    .fail((message: string, error: Error | undefined) => {
      throw error ?? new UsageError(message);
    });
  for (const [name, { type, choices: _, ...flag }] of Object.entries(FLAGS)) {
    parser.option(name, type === 'array' ? { ...flag, type, string: true } : { ...flag, type });
  }
  return parser
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this help' })
    .option('version', { alias: 'V', type: 'boolean', describe: 'Show the version' });
}
