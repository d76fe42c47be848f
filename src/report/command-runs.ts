import { printedLines } from '../util/printable.ts';
import type { CommandRuns, Ended } from '../verify/ended.ts';
import { tableLine } from '../verify/matrix.ts';
import { WORLDS } from '../verify/troubles.ts';

/** Lines, and characters of a line, that are shown of what a command printed. */
const TAIL = 30;
const WIDEST = 1000;

/** What became of the user's own command in both worlds, and the end of what it printed where it failed; line by line. */
export function commandLines({ words, ...runs }: CommandRuns): readonly string[] {
  const cells = WORLDS.map((world) => outcomeOf(runs[world]));
  const outputs = WORLDS.flatMap((world) => {
    const ended = runs[world];
    if (ended === null || ended.code === 0) return [];
    const tail = printedLines(ended.output).slice(-TAIL);
    const shown = tail.map((line) => `    ${line.length > WIDEST ? `...${line.slice(-WIDEST)}` : line}`);
    return [`  ${world}: ${endOf(ended)}; its last lines:`, ...shown];
  });
  return [tableLine(words.join(' '), cells), ...outputs];
}

function outcomeOf(ended: Ended | null): string {
  if (ended === null) return '-';
  if (ended.timedOut) return 'TIMEOUT';
  return ended.code === 0 ? 'pass' : 'FAIL';
}

function endOf({ timedOut, code }: Ended): string {
  if (timedOut) return 'took too long';
  return code === null ? 'was ended by a signal' : `exited with ${code}`;
}
