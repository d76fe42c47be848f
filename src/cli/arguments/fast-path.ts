import type { Mode } from '../../run/result.ts';
import { COMMANDS, type Command, DEFAULT_VIEW, defaultFormat } from '../command.ts';

const MODES: Readonly<Record<string, Mode>> = {
  '--check': 'check',
  '--fix': 'fix',
  '--write': 'fix',
  '--diff': 'preview',
};

/** The commands that say the same where they stand first. */
const WORDS: Readonly<Record<string, Mode>> = { check: 'check', fix: 'fix', diff: 'preview' };

/** Whether a word is a command where it stands first, or stands for standard input: no path. */
function isSpecial(word: string): boolean {
  return word === '' || word.startsWith('-') || COMMANDS.includes(word);
}

/**
 * Reads the calls that hooks and CI make a thousand times without loading yargs: `--version`,
 * and at most one mode with some paths.
 * @returns null for every other call; `parseArguments` says the same of these.
 */
export function plainCommand(argv: readonly string[]): Command | null {
  if (argv.length === 1 && argv[0] === '--version') return { name: 'version' };
  const [first = '', ...rest] = argv;
  const isWord = Object.hasOwn(WORDS, first);
  const words = isWord ? rest : argv;
  const modes = [
    ...(isWord ? [WORDS[first]] : []),
    ...words.flatMap((word) => (Object.hasOwn(MODES, word) ? MODES[word] : [])),
  ];
  const paths = words.filter((word) => !Object.hasOwn(MODES, word));
  if (modes.length > 1 || paths.some(isSpecial)) return null;
  const mode = modes[0] ?? 'preview';
  const view = { ...DEFAULT_VIEW, format: defaultFormat(mode) };
  return {
    name: 'run',
    options: { mode, paths },
    proof: null,
    stdinPath: null,
    log: null,
    shows: null,
    since: null,
    writesBaseline: false,
    exitsZero: false,
    view,
  };
}
