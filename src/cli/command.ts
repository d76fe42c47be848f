import type { Since } from '../files/changed.ts';
import type { ColourChoice } from '../report/colours.ts';
import type { RenderOptions } from '../report/render.ts';
import type { ProofOptions } from '../run/proof-options.ts';
import type { Mode } from '../run/result.ts';
import type { Options } from '../run/settings.ts';

/** How a run's result is shown. */
export interface View extends RenderOptions {
  /** Where the report goes in place of standard output. */
  readonly outputFile: string | null;
  /** Further reports of the same run, each into a file. */
  readonly others: readonly { readonly format: string; readonly file: string }[];
  readonly colour: ColourChoice;
}

/** A run, and how it is shown. */
export interface RunCommand {
  readonly name: 'run';
  readonly options: Omit<Options, 'stdin' | 'signal' | 'delay'>;
  /** What `--verify` is to prove before the run is over; null without it. */
  readonly proof: ProofOptions | null;
  /** The path that standard input's source would have; null where files are read. */
  readonly stdinPath: string | null;
  /** The log whose failures the run is about, `-` for standard input; null where it is about the project. */
  readonly log: string | null;
  /** What is to be shown of the run, which then does nothing; null for none of it. */
  readonly shows: 'files' | 'settings' | null;
  /** Which files are meant, by git; null where the paths say it. */
  readonly since: Since | null;
  /** Whether the findings are to be put on record, as known. */
  readonly writesBaseline: boolean;
  /** Whether findings let the exit code be 0. */
  readonly exitsZero: boolean;
  readonly view: View;
}

/** A proof of the project as it is, and how it is shown. */
export interface VerifyCommand {
  readonly name: 'verify';
  readonly options: Omit<Options, 'stdin' | 'signal' | 'delay'>;
  readonly proof: ProofOptions;
  readonly view: View;
}

/** The last run taken back, and how that is told. */
export interface UndoCommand {
  readonly name: 'undo';
  /** The folder whose last run is meant, or one in it. */
  readonly folder: string;
  readonly view: View;
}

/** A list of what the project's manifests declare. */
export interface PackagesCommand {
  readonly name: 'packages';
  readonly folder: string;
  readonly view: View;
}

/** The reason why a package is taken for what it is. */
export interface WhyCommand {
  readonly name: 'why';
  /** A distribution or an import root. */
  readonly package: string;
  readonly folder: string;
  readonly view: View;
}

/** Packages to be declared for production. */
export interface PromoteCommand {
  readonly name: 'promote';
  /** Distributions or import roots. */
  readonly packages: readonly string[];
  readonly folder: string;
  /** The manifest to declare them in, and the group in it, as `FILE[:GROUP]`; null where the project says it. */
  readonly to: string | null;
  readonly fix: boolean;
  /** A configuration file, in place of the nearest djguard.toml or pyproject.toml. */
  readonly config: string | null;
  readonly view: View;
}

/** A project to be set up with configuration, hook and job of CI. */
export interface InitCommand {
  readonly name: 'init';
  readonly folder: string;
  readonly fix: boolean;
  readonly view: View;
}

/** What a command line asks for. */
export type Command =
  | RunCommand
  | VerifyCommand
  | UndoCommand
  | PackagesCommand
  | WhyCommand
  | PromoteCommand
  | InitCommand
  | { readonly name: 'rules'; readonly view: View }
  | { readonly name: 'explain'; readonly rule: string; readonly view: View }
  | { readonly name: 'completions'; readonly shell: string }
  | { readonly name: 'version' }
  | { readonly name: 'help'; readonly text: string };

/** The words that are commands, where they stand first. */
export const COMMANDS: readonly string[] = [
  'diff',
  'check',
  'fix',
  'verify',
  'undo',
  'packages',
  'why',
  'promote',
  'init',
  'rules',
  'explain',
  'completions',
  'help',
];

/**
 * The format of a run where no flag says otherwise: in a job of GitHub Actions a check annotates the lines that it finds.
 * @param env of the process.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function defaultFormat(mode: Mode, env: NodeJS.ProcessEnv = process.env): string {
  return mode === 'check' && env.GITHUB_ACTIONS === 'true' ? 'github' : DEFAULT_VIEW.format;
}

/** How a result is shown where no flag says otherwise. */
export const DEFAULT_VIEW: View = {
  format: 'text',
  outputFile: null,
  others: [],
  colour: 'auto',
  quiet: false,
  verbose: false,
  statistics: false,
};
