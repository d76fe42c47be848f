import type { CausePlace } from '../run/log-cause.ts';
import type { ReadLog } from '../run/result.ts';
import { oneLine } from '../util/shown.ts';
import type { Colors } from './colours.ts';

/** What a log tells, where in the project it comes from, and what to do; a few lines for each failure. */
export function logLines({ file, causes }: ReadLog, colours: Colors): readonly string[] {
  return causes.flatMap((cause) => [
    `${colours.bold(oneLine(file))}:${cause.line}: ${colours.bold(colours.red(oneLine(cause.error)))}`,
    ...(cause.step === null ? [] : [`    step: ${shortened(oneLine(cause.step))}`]),
    ...cause.places.map((place, index) => `    ${index === 0 ? 'cause' : '   or'}: ${placeText(place)}`),
    ...(cause.places.length > 0 && !cause.isTraced ? [`    ${UNTRACED}`] : []),
    `    what to do: ${cause.advice}`,
  ]);
}

const UNTRACED = "(the log's traceback holds no line of the project that names it: the code tells)";
const LONGEST = 160;

function placeText({ path, line, text }: CausePlace): string {
  return `${path}:${line}: ${text}`;
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
