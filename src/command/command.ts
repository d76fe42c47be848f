import type { ColourChoice } from '../report/colours.ts';
import type { Format } from '../report/formats.ts';
import type { Options } from '../settings.ts';

/** How a run's result is shown. */
export interface View {
  readonly format: Format;
  /** Where the report goes in place of standard output. */
  readonly outputFile: string | null;
  readonly colour: ColourChoice;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** A run, and how it is shown. */
export interface RunCommand {
  readonly name: 'run';
  readonly options: Omit<Options, 'stdin'>;
  /** The path that standard input's source would have; null where files are read. */
  readonly stdinPath: string | null;
  readonly view: View;
}

/** What a command line asks for. */
export type Command =
  | RunCommand
  | { readonly name: 'rules' }
  | { readonly name: 'explain'; readonly rule: string }
  | { readonly name: 'completions'; readonly shell: string }
  | { readonly name: 'version' }
  | { readonly name: 'help'; readonly text: string };

/** How a result is shown where no flag says otherwise. */
export const DEFAULT_VIEW: View = {
  format: 'text',
  outputFile: null,
  colour: 'auto',
  quiet: false,
  verbose: false,
};
