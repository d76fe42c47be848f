import yargs, { type Argv } from 'yargs';
import { FORMATS } from '../../report/formats.ts';
import { UsageError } from '../../util/errors.ts';
import type { Command } from '../command.ts';
import { flagTypes, withFlags } from './flags.ts';
import { initCommand } from './init-arguments.ts';
import { refuseMistakes } from './mistakes.ts';
import type { Parsed } from './parsed.ts';
import { promoteCommand } from './promote-arguments.ts';
import { undoFolder, verifyOptions } from './proof-arguments.ts';
import { runCommand, sharedOptions, viewOf } from './run-arguments.ts';

/** The formats of commands that print data. */
const DATA_FORMATS: readonly string[] = ['text', 'json'];

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
  const { parsed, tail } = parse(withDashes(argv));
  const words = wordsOf(parsed);
  const [first = '', ...rest] = words;
  if (parsed.help) return help(Object.hasOwn(SUBCOMMANDS, first) ? first : null);
  if (parsed.version) return { name: 'version' };
  // A folder of one of these names is still `./rules`.
  const command = Object.hasOwn(SUBCOMMANDS, first) ? await SUBCOMMANDS[first]?.(parsed, rest, tail) : null;
  return command ?? runCommand(parsed, words, tail);
}

/** What each word that is a command makes of the words behind it, and of those behind `--`; null leaves it a path. */
const SUBCOMMANDS: Readonly<
  Record<
    string,
    (parsed: Parsed, words: readonly string[], tail: readonly string[]) => Command | Promise<Command> | null
  >
> = {
  diff: (parsed, words, tail) => runCommand({ ...parsed, diff: true }, words, tail),
  check: (parsed, words, tail) => runCommand({ ...parsed, check: true }, words, tail),
  fix: (parsed, words, tail) => runCommand({ ...parsed, fix: true }, words, tail),
  verify: (parsed, words, tail) => ({
    name: 'verify',
    options: { mode: 'check', ...sharedOptions(parsed) },
    proof: verifyOptions(parsed, words, tail),
    view: viewOf(parsed, DATA_FORMATS),
  }),
  undo: (parsed, words) => ({ name: 'undo', folder: undoFolder(parsed, words), view: viewOf(parsed, FORMATS) }),
  packages: (parsed, [folder = '.', ...more]) => {
    if (more.length > 0) throw new UsageError('packages takes one folder');
    return { name: 'packages', folder, view: viewOf(parsed, DATA_FORMATS) };
  },
  why: (parsed, [name, folder = '.', ...more]) => {
    if (name === undefined || more.length > 0)
      throw new UsageError('why takes a package, and the folder of the project');
    return { name: 'why', package: name, folder, view: viewOf(parsed, DATA_FORMATS) };
  },
  promote: (parsed, words) => promoteCommand(parsed, words),
  init: (parsed, words) => initCommand(parsed, words),
  rules: (parsed, words) => (words.length === 0 ? { name: 'rules', view: viewOf(parsed, DATA_FORMATS) } : null),
  explain: (parsed, words) => ({
    name: 'explain',
    rule: onlyWord(words, 'explain takes one rule: a code or a name'),
    view: viewOf(parsed, DATA_FORMATS),
  }),
  completions: (_, words) => ({
    name: 'completions',
    shell: onlyWord(words, 'completions takes one shell: bash, fish or zsh'),
  }),
  help: (_, words) => help(words.length === 0 ? null : onlyWord(words, 'help takes one topic')),
};

async function help(topic: string | null): Promise<Command> {
  const { helpText, helpWidth } = await import('../help/help.ts');
  return { name: 'help', text: await helpText(topic, helpWidth(process.stdout.columns)) };
}

/** Joins a flag with a `-` that is its value: yargs would take that for a path. */
function withDashes(argv: readonly string[]): readonly string[] {
  const types = flagTypes();
  const takes = (word: string | undefined) => {
    const type = word?.startsWith('--') ? types.get(word.slice(2)) : undefined;
    return type !== undefined && type !== 'boolean';
  };
  const end = argv.indexOf('--');
  const isValue = (index: number) => argv[index] === '-' && takes(argv[index - 1]) && (end === -1 || index < end);
  return argv.flatMap((word, index) => (isValue(index) ? [] : isValue(index + 1) ? [`${word}=-`] : [word]));
}

/** Where something is to be proved, a command follows `--`; elsewhere what follows it are paths. */
function parse(argv: readonly string[]): { parsed: Parsed; tail: readonly string[] } {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const parsed: Parsed = parserFor(own).parseSync();
  if (end === -1) return { parsed, tail: [] };
  if (wordsOf(parsed)[0] === 'verify' || parsed.verify) return { parsed, tail: argv.slice(end + 1) };
  return { parsed: parserFor(argv).parseSync(), tail: [] };
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
    .parserConfiguration(PARSING)
    .version(false)
    .help(false)
    .exitProcess(false)
    .fail((message: string, error: Error | undefined) => {
      throw error ?? new UsageError(message);
    });
  return withFlags(parser, () => true);
}
