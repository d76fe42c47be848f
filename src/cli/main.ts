import { coloursFor } from '../report/colours.ts';
import { codeOf, reasonOf, UsageError } from '../util/errors.ts';
import { asLines, type Shown, trustedText } from '../util/shown.ts';
import { VERSION } from '../util/version.ts';
import { plainCommand } from './arguments/fast-path.ts';
import type { Command, RunCommand, View } from './command.ts';
import { endAsOthersDo, followSignals, type Interrupts } from './interrupts.ts';
import { bugLines, mistakeLines } from './mistakes.ts';
import { isColoured, isReportColoured, readStandardInput, streamsFor } from './streams.ts';

type Printable = Awaited<ReturnType<typeof import('./commands/run.ts').perform>>;

/**
 * The command line: the process's arguments, streams, signals and exit code.
 * What a call does not need is not loaded; a clean file needs neither yargs nor a parser.
 */
export async function main(): Promise<void> {
  process.stdout.on('error', stopOnBrokenOutput);
  process.stderr.on('error', stopOnBrokenOutput);
  endAsOthersDo();
  const interrupts = followSignals();
  try {
    const code = await dispatch(await commandOf(process.argv.slice(2)), interrupts);
    process.exitCode = interrupts.code() ?? code;
  } catch (error) {
    process.exitCode = interrupts.code() ?? 2;
    print(process.stderr, asLines(error instanceof UsageError ? mistakeLines(error) : bugLines(error)));
  }
}

/** Nobody reads on (`djguard | head`): that is no error. A full disk behind `>` is one. */
function stopOnBrokenOutput(error: Error): void {
  if (codeOf(error) === 'EPIPE') return;
  process.exitCode = 2;
  print(process.stderr, asLines([`djguard: can't write the output: ${reasonOf(error)}`]));
}

async function commandOf(argv: readonly string[]): Promise<Command> {
  const plain = plainCommand(argv);
  if (plain !== null) return plain;
  const { parseArguments } = await import('./arguments/arguments.ts');
  return parseArguments(argv);
}

async function dispatch(command: Command, interrupts: Interrupts): Promise<number> {
  switch (command.name) {
    case 'run':
      return runAndPrint(command, interrupts);
    case 'verify': {
      const { performVerify } = await import('./commands/verify.ts');
      const colour = { report: isReportColoured(command.view) };
      return deliver(await performVerify(command, colour, say, interrupts), command.view);
    }
    case 'undo': {
      const { performUndo } = await import('./commands/undo.ts');
      const { notes, exitCode } = await performUndo(command, isColoured(command.view.colour, process.stderr));
      print(process.stderr, notes);
      return exitCode;
    }
    case 'packages':
    case 'why': {
      const { performPackages, performWhy } = await import('./commands/packages.ts');
      return deliver(
        command.name === 'packages' ? await performPackages(command) : await performWhy(command),
        command.view,
      );
    }
    case 'promote': {
      const { performPromote } = await import('./commands/promote.ts');
      return deliver(
        await performPromote(command, streamsFor(command.view), command.fix ? interrupts : null),
        command.view,
      );
    }
    case 'init': {
      const { performInit } = await import('./commands/init.ts');
      const interruptible = command.fix ? interrupts : null;
      return deliver(await performInit(command, streamsFor(command.view), interruptible), command.view);
    }
    case 'version':
      print(process.stdout, asLines([VERSION]));
      return 0;
    case 'help':
      print(process.stdout, trustedText(command.text));
      return 0;
    case 'completions': {
      const { completionScript } = await import('./commands/completions.ts');
      print(process.stdout, trustedText(completionScript(command.shell)));
      return 0;
    }
    case 'rules':
    case 'explain': {
      const { explanation, rulesText } = await import('./commands/rules.ts');
      const { format } = command.view;
      const colours = coloursFor(isReportColoured(command.view));
      const report = command.name === 'rules' ? rulesText(format, colours) : explanation(command.rule, format, colours);
      return deliver({ report, code: null, notes: asLines([]), exitCode: 0 }, command.view);
    }
  }
}

async function runAndPrint(command: RunCommand, interrupts: Interrupts): Promise<number> {
  const standardInput = command.stdinPath === null && command.log !== '-' ? null : await readStandardInput();
  const isDelicate = command.stdinPath === null && (command.options.mode === 'fix' || command.proof !== null);
  const surroundings = { standardInput, ...streamsFor(command.view), say, interrupts: isDelicate ? interrupts : null };
  if (command.log === null) {
    const { perform } = await import('./commands/run.ts');
    return deliver(await perform(command, surroundings), command.view);
  }
  const { performFromLog } = await import('./commands/from-log.ts');
  return deliver(await performFromLog(command, command.log, surroundings), command.view);
}

async function deliver(
  { report, code, notes, exitCode, others = [] }: Printable,
  { outputFile }: View,
): Promise<number> {
  for (const other of others) await writeReport(other.file, other.report);
  if (outputFile !== null) await writeReport(outputFile, report);
  else if (code !== null) print(process.stderr, report);
  else print(process.stdout, report);
  if (code !== null) print(process.stdout, code);
  print(process.stderr, notes);
  return exitCode;
}

/** The one way to a stream. */
function print(stream: NodeJS.WriteStream, text: Shown | Uint8Array): void {
  stream.write(text);
}

function say(line: string): void {
  print(process.stderr, asLines([line]));
}

async function writeReport(file: string, report: Uint8Array | Shown): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(file, report);
  } catch (error) {
    throw new UsageError(`can't write the report: ${reasonOf(error)}`);
  }
}
