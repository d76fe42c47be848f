import { type ColourChoice, coloursFor, wantsColour } from '../report/colours.ts';
import { codeOf, reasonOf, UsageError } from '../util/errors.ts';
import { VERSION } from '../util/version.ts';
import { plainCommand } from './arguments/fast-path.ts';
import type { Command, RunCommand, View } from './command.ts';

type Printable = Awaited<ReturnType<typeof import('./commands/run.ts').perform>>;

/**
 * The command line: the process's arguments, streams, signals and exit code.
 * What a call does not need is not loaded; a clean file needs neither yargs nor a parser.
 */
export async function main(): Promise<void> {
  process.stdout.on('error', stopOnBrokenOutput);
  process.stderr.on('error', stopOnBrokenOutput);
  try {
    process.exitCode = await dispatch(await commandOf(process.argv.slice(2)));
  } catch (error) {
    process.exitCode = 2;
    const bug = error instanceof UsageError ? null : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`djguard: ${bug === null ? reasonOf(error) : `this is a bug in djguard: ${bug}`}\n`);
  }
}

/** Nobody reads on (`djguard | head`): that is no error. A full disk behind `>` is one. */
function stopOnBrokenOutput(error: Error): void {
  if (codeOf(error) === 'EPIPE') return;
  process.exitCode = 2;
  process.stderr.write(`djguard: can't write the output: ${reasonOf(error)}\n`);
}

async function commandOf(argv: readonly string[]): Promise<Command> {
  const plain = plainCommand(argv);
  if (plain !== null) return plain;
  const { parseArguments } = await import('./arguments/arguments.ts');
  return parseArguments(argv);
}

async function dispatch(command: Command): Promise<number> {
  switch (command.name) {
    case 'run':
      return runAndPrint(command);
    case 'verify': {
      const { performVerify } = await import('./commands/verify.ts');
      const colour = { report: isReportColoured(command.view) };
      return print(await performVerify(command, colour, say, untilSignalled()), command.view);
    }
    case 'undo': {
      const { performUndo } = await import('./commands/undo.ts');
      const { notes, exitCode } = await performUndo(command, isColoured(command.view.colour, process.stderr));
      process.stderr.write(notes);
      return exitCode;
    }
    case 'packages':
    case 'why': {
      const { performPackages, performWhy } = await import('./commands/packages.ts');
      const said = command.name === 'packages' ? await performPackages(command) : await performWhy(command);
      process.stdout.write(said.report);
      process.stderr.write(said.notes);
      return 0;
    }
    case 'promote': {
      const { performPromote } = await import('./commands/promote.ts');
      const colour = { report: isReportColoured(command.view), notes: isColoured(command.view.colour, process.stderr) };
      return print(await performPromote(command, colour, command.fix ? untilSignalled() : null), command.view);
    }
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return 0;
    case 'help':
      process.stdout.write(command.text);
      return 0;
    case 'completions': {
      const { completionScript } = await import('./commands/completions.ts');
      process.stdout.write(completionScript(command.shell));
      return 0;
    }
    case 'rules':
    case 'explain': {
      const { explanation, rulesText } = await import('./commands/rules.ts');
      const colours = await coloursFor(isColoured('auto', process.stdout));
      process.stdout.write(command.name === 'rules' ? rulesText(colours) : explanation(command.rule, colours));
      return 0;
    }
  }
}

async function runAndPrint(command: RunCommand): Promise<number> {
  const standardInput = command.stdinPath === null ? null : await readStandardInput();
  const { perform } = await import('./commands/run.ts');
  const isDelicate = command.stdinPath === null && (command.options.mode === 'fix' || command.proof !== null);
  const output = await perform(command, {
    standardInput,
    colour: { report: isReportColoured(command.view), notes: isColoured(command.view.colour, process.stderr) },
    say,
    signal: isDelicate ? untilSignalled() : null,
  });
  return print(output, command.view);
}

async function print({ report, code, notes, exitCode }: Printable, { outputFile }: View): Promise<number> {
  if (outputFile !== null) await writeReport(outputFile, report);
  else if (code !== null) process.stderr.write(report);
  else process.stdout.write(report);
  if (code !== null) process.stdout.write(code);
  process.stderr.write(notes);
  return exitCode;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The first Ctrl-C ends a run in good order; one more ends it as usual. */
function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

function isReportColoured({ outputFile, colour }: View): boolean {
  return outputFile === null && isColoured(colour, process.stdout);
}

function isColoured(choice: ColourChoice, stream: NodeJS.WriteStream): boolean {
  return wantsColour(choice, process.env, stream.isTTY === true);
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function writeReport(file: string, report: Buffer): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(file, report);
  } catch (error) {
    throw new UsageError(`can't write the report: ${reasonOf(error)}`);
  }
}
