import type { Standard } from '../types.ts';

/** What loads a file: production, only what a developer runs, or nothing that was found. */
export type LoadKind = 'production' | 'development' | 'unreached';

/** One link on the way from an entry point to a file. */
export interface LoadStep {
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What names the next file, such as `from .base import *` or `ROOT_URLCONF = "config.urls"`. */
  readonly text: string;
  /** The condition that the step stands under, such as `if DEBUG`; null where it is always taken. */
  readonly condition: string | null;
  /** The default that this condition rests on; left out where none does. */
  readonly standard?: Standard;
}

/** Why a claim about a file is not made. */
export interface Doubt {
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What the place does, in words that follow it: `loads a module that only running it tells`. */
  readonly why: string;
}

/** What a file loads. */
export interface Loads {
  readonly links: readonly Link[];
  /** Where it loads what its text does not tell. */
  readonly unfollowed: readonly Doubt[];
}

/** What loads one file, and how. */
export interface FileLoading {
  readonly kind: LoadKind;
  /** From the entry point on; empty for a file that nothing loads. */
  readonly chain: readonly LoadStep[];
  /** A condition on the way, where all ways have one, and one for developers where all ways have such; else null. */
  readonly condition: string | null;
  /** The default that it rests on; left out where none does. */
  readonly standard?: Standard;
  /** Whether that condition can only hold for developers. */
  readonly developers: boolean;
  /** Whether nothing but its name says so. */
  readonly byName: boolean;
  /** Whether the way starts at a module that only its name speaks for. */
  readonly startByName: boolean;
  /** The package that alone loads it; left out for any other file. */
  readonly tool?: string;
  /** Where production takes other settings than those that the last step names: what says so. */
  readonly overruled?: LoadStep;
  /** Whether a step on the way takes some names of a module, and not all of it. */
  readonly isPartial?: true;
}

/** A file that a process starts with: a settings module, wsgi.py, a test. */
export interface EntryPoint {
  readonly kind: 'production' | 'development';
  /** The module that is loaded, relative to the project. */
  readonly target: string;
  readonly step: LoadStep;
  /** Whether only the module's name speaks for it. */
  readonly byName: boolean;
  /** Whether it is one of several that a computed name may mean. */
  readonly chosen?: true;
  /** Where production takes other settings: what says so. */
  readonly overruled?: LoadStep;
  /** Whether it is a default that production takes only where its environment, which is not known, says nothing else. */
  readonly assumed?: true;
}

/** A place in one file that loads another file of the project. */
export interface Link {
  readonly target: string;
  readonly step: LoadStep;
  /** Whether the step's condition can only hold for developers. */
  readonly developers: boolean;
  /** Whether nothing but its name says so. */
  readonly byName: boolean;
  /** The package that alone loads what it names, as the toolbar its panels; left out for any other link. */
  readonly tool?: string;
  /** Where it is a default, and production takes other settings: what says so. */
  readonly overruled?: LoadStep;
  /** Whether it is a default that production takes only where its environment, which is not known, says nothing else. */
  readonly assumed?: true;
  /** The names that are taken from the file, which runs; left out where all of it is. */
  readonly takes?: readonly string[];
}
