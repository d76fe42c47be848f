import { marked } from '../util/shown.ts';

type Paint = (text: string) => string;

/** A stream's colours: functions that leave a text as it is where the stream has none. */
export interface Colors {
  readonly isColorSupported: boolean;
  readonly bold: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
}

const asItIs: Paint = (text) => text;
const PLAIN: Colors = { isColorSupported: false, bold: asItIs, red: asItIs, green: asItIs, cyan: asItIs };
const painting =
  (open: number, close: number): Paint =>
  (text) =>
    marked(text, open, close);
/** https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const COLOURED: Colors = {
  isColorSupported: true,
  bold: painting(1, 22),
  red: painting(31, 39),
  green: painting(32, 39),
  cyan: painting(36, 39),
};

/** The colours of a stream, in marks that become colours where lines are shown. */
export function coloursFor(on: boolean): Colors {
  return on ? COLOURED : PLAIN;
}

/** When to colour: as the terminal and the environment say, or whatever they say. */
export type ColourChoice = 'auto' | 'always' | 'never';

/** What `--color` takes, the default first. */
export const COLOURS: readonly ColourChoice[] = ['auto', 'always', 'never'];

/**
 * Whether to colour a stream: the flag decides, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal.
 * @param environment as in `process.env`.
 */
export function wantsColour(
  choice: ColourChoice,
  environment: Readonly<Record<string, string | undefined>>,
  terminal: boolean,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (environment.NO_COLOR) return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return terminal && environment.TERM !== 'dumb';
}
