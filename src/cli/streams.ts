import { fstatSync } from 'node:fs';
import { type ColourChoice, wantsColour } from '../report/colours.ts';
import type { Streams } from '../report/render.ts';
import type { View } from './command.ts';

/** What is known of where a report and its notes go. */
export function streamsFor(view: View): Streams {
  const colour = { report: isReportColoured(view), notes: isColoured(view.colour, process.stderr) };
  const toStdout = view.outputFile === null;
  return { colour, isLog: toStdout && isLog(process.stdout), isTerminal: toStdout && process.stdout.isTTY === true };
}

/** Whether a stream is a terminal, or ends in the log of a CI system. */
function isLog({ isTTY }: NodeJS.WriteStream): boolean {
  if (isTTY === true) return true;
  const isCi = ['CI', 'TF_BUILD', 'TEAMCITY_VERSION'].some((name) => process.env[name]);
  return isCi && !isRegularFile(1);
}

function isRegularFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** Whether the report may be coloured. */
export function isReportColoured({ outputFile, colour }: View): boolean {
  return outputFile === null && isColoured(colour, process.stdout);
}

/** Whether a stream may be coloured. */
export function isColoured(choice: ColourChoice, stream: NodeJS.WriteStream): boolean {
  return wantsColour(choice, process.env, stream.isTTY === true);
}

/** All bytes of standard input. */
export async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
