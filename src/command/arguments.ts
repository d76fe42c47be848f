import yargs, { type Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { FORMATS } from '../report/formats.ts';
import type { Mode } from '../result.ts';
import { didYouMean } from '../suggest.ts';
import type { Command, RunCommand } from './command.ts';
import { FLAGS } from './flags.ts';
import { refuseMistakes } from './mistakes.ts';

const USAGE = `Guards a Django project's uses of packages that are only installed for development.

  djguard [paths..]          show what would be fixed, as a diff
  djguard --fix [paths..]    fix it
  djguard --check [paths..]  list it; exit 1 if there is anything
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

type Parsed = Readonly<Record<string, unknown>>;

/**
 * Reads a command line.
 * @param argv without node's own two words.
 * @throws UsageError with one line that says what is wrong, and what was probably meant.
 */
export async function parseArguments(argv: readonly string[]): Promise<Command> {
  refuseMistakes(argv);
  const parser = parserFor(argv);
  const parsed: Parsed = parser.parseSync();
  if (parsed.help) return { name: 'help', text: `${await parser.getHelp()}\n` };
  if (parsed.version) return { name: 'version' };
  const words = (parsed._ as readonly unknown[]).map(String);
  const [first, ...rest] = words;
  // A folder of one of these names is still `./rules`.
  if (first === 'rules' && rest.length === 0) return { name: 'rules' };
  if (first === 'explain') return { name: 'explain', rule: onlyWord(rest, 'explain takes one rule: a code or a name') };
  if (first === 'completions') {
    return { name: 'completions', shell: onlyWord(rest, 'completions takes one shell: bash, fish or zsh') };
  }
  return runCommand(parsed, words);
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
  for (const [name, { type, ...flag }] of Object.entries(FLAGS)) {
    parser.option(name, type === 'array' ? { ...flag, type, string: true } : { ...flag, type });
  }
  return parser
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this help' })
    .option('version', { alias: 'V', type: 'boolean', describe: 'Show the version' });
}

function runCommand(parsed: Parsed, words: readonly string[]): RunCommand {
  const fromStdin = words.includes('-');
  if (fromStdin && words.length > 1) throw new UsageError('- stands alone: standard input is read instead of files');
  const stdinPath = last(parsed, 'stdin-filename');
  if (stdinPath !== null && !fromStdin) throw new UsageError('--stdin-filename is for code that is read from -');
  const config = last(parsed, 'config');
  if (config !== null && parsed.isolated) throw new UsageError('--config and --isolated exclude each other');
  return {
    name: 'run',
    options: {
      mode: modeOf(parsed),
      paths: fromStdin ? [] : words,
      ...list(parsed, 'package', 'packages'),
      ...list(parsed, 'select', 'select'),
      ...list(parsed, 'ignore', 'ignore'),
      ...list(parsed, 'exclude', 'exclude'),
      ...list(parsed, 'extend-exclude', 'extendExclude'),
      ...(parsed['force-exclude'] ? { forceExclude: true } : {}),
      ...(parsed['no-gitignore'] ? { gitignore: false } : {}),
      ...(config === null ? {} : { config }),
      ...(parsed.isolated ? { isolated: true } : {}),
    },
    stdinPath: fromStdin ? (stdinPath ?? 'stdin.py') : null,
    view: {
      format: choice(parsed, 'output-format', FORMATS),
      outputFile: last(parsed, 'output-file'),
      colour: choice(parsed, 'color', ['auto', 'always', 'never'] as const),
      quiet: Boolean(parsed.quiet),
      verbose: Boolean(parsed.verbose),
    },
  };
}

function modeOf(parsed: Parsed): Mode {
  const given = ['fix', 'check', 'diff'].filter((name) => parsed[name]);
  if (given.length > 1) {
    throw new UsageError(`${given.map((name) => `--${name}`).join(' and ')} exclude each other`);
  }
  if (parsed.fix) return 'fix';
  return parsed.check ? 'check' : 'preview';
}

/** A flag that is given twice counts the last time, as in most tools. */
function last(parsed: Parsed, name: string): string | null {
  const value = [parsed[name]].flat().at(-1);
  return typeof value === 'string' ? value : null;
}

/** The first choice is the default. */
function choice<Choice extends string>(parsed: Parsed, name: string, choices: readonly Choice[]): Choice {
  const value = last(parsed, name) ?? choices[0];
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) {
    throw new UsageError(`--${name} takes ${choices.join(', ')}, not ${value}.${didYouMean(value ?? '', choices)}`);
  }
  return chosen;
}

/** The values of a flag that may be repeated and may hold several behind commas, under the option's name. */
function list(parsed: Parsed, name: string, key: 'packages' | 'select' | 'ignore' | 'exclude' | 'extendExclude') {
  const values = parsed[name];
  if (!Array.isArray(values)) return {};
  const items = values.flatMap((value) => String(value).split(',')).map((item) => item.trim());
  return { [key]: items.filter((item) => item !== '') };
}
