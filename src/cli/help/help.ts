import yargs, { type Argv } from 'yargs';
import { rules } from '../../../transforms/index.ts';
import { coloursFor } from '../../report/colours.ts';
import { UsageError } from '../../util/errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import { withFlags } from '../arguments/flags.ts';
import { explanation } from '../commands/rules.ts';
import { COMMAND_HELP, type CommandHelp } from './commands.ts';
import { TOPICS } from './topics.ts';

const ABOUT = "Guards a Django project's uses of packages that are only installed for development.";
const WIDEST = 100;
const NARROWEST = 40;

/**
 * The help on everything, or on a topic: a command, a rule, or one of `TOPICS`.
 * @param width of the terminal, in characters.
 * @throws UsageError for a topic that there is none of.
 */
export async function helpText(topic: string | null, width: number): Promise<string> {
  if (topic === null) return shown(generalHelp(), width);
  if (Object.hasOwn(COMMAND_HELP, topic)) return shown(commandHelp(topic, COMMAND_HELP[topic] as CommandHelp), width);
  const text = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (text !== undefined) return shown(bare().usage(text.join('\n')), width);
  const codes = rules.flatMap(({ code, name }) => [code, name]);
  if (codes.some((code) => code.toLowerCase() === topic.toLowerCase()))
    return explanation(topic, 'text', coloursFor(false));
  const known = [...Object.keys(COMMAND_HELP), ...Object.keys(TOPICS), ...codes];
  throw new UsageError(
    `there is no help on ${JSON.stringify(topic)}; there is on commands, on rules, and on ${Object.keys(TOPICS).join(', ')}.${didYouMean(topic, known)}`,
  );
}

/** The width that help is laid out for. @param columns of the terminal; undefined where there is none. */
export function helpWidth(columns: number | undefined, env: NodeJS.ProcessEnv = process.env): number {
  const told = columns ?? Number(env.COLUMNS);
  return Number.isInteger(told) && told > 0 ? Math.min(WIDEST, Math.max(NARROWEST, told)) : WIDEST;
}

function generalHelp(): Argv {
  const help = bare().usage(`${ABOUT}\n\ndjguard [command] [paths..]`);
  for (const [name, { words, does }] of Object.entries(COMMAND_HELP)) {
    help.command(`${name} ${words}`.trimEnd(), does);
  }
  return withFlags(help, () => true).epilogue(
    `djguard help COMMAND shows the flags of one command. There is help on ${Object.keys(TOPICS).join(', ')} and on each rule as well.`,
  );
}

function commandHelp(name: string, { words, does, about, takes, examples }: CommandHelp): Argv {
  const usage = [`djguard ${name} ${words}`.trimEnd(), `${does}.`, ...(about === '' ? [] : [about])];
  const help = withFlags(bare().usage(usage.join('\n\n')), takes);
  for (const [call, effect] of examples) help.example(call, effect);
  return help;
}

/** yargs as a printer of help: what it says of itself is not wanted. */
function bare(): Argv {
  return yargs([]).scriptName('djguard').locale('en').version(false).help(false).exitProcess(false);
}

async function shown(help: Argv, width: number): Promise<string> {
  return `${await help.wrap(width).getHelp()}\n`;
}
