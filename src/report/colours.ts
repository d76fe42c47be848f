import type pico from 'picocolors';

/** A stream's colours: plain functions where it has none. */
export type Colors = ReturnType<typeof pico.createColors>;

/** When to colour: as the terminal and the environment say, or whatever they say. */
export type ColourChoice = 'auto' | 'always' | 'never';

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
