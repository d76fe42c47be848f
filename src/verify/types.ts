import type { Environment } from './environment.ts';
import type { Line, Span } from './lines.ts';

/** The vocabulary of the proof: what is booted, where, and what came of it. */

/** A settings module that is not run. */
export interface NotRun {
  readonly settings: string;
  /** What speaks for it, such as a name that says production. */
  readonly reason: string;
  /** Its file, relative to the project. */
  readonly file: string;
  /** The line of what was run that imports it under a condition that was not met; null where there is none. */
  readonly importedAt: Line | null;
}

/** `present`: the packages as they are installed. `absent`: the same Python without them. */
export type World = 'present' | 'absent';

/** What the proof of a Django project goes through, in this order. */
export const STEPS = [
  'settings',
  'setup',
  'check',
  'wsgi',
  'asgi',
  'urls',
  'templates',
  'strings',
  'collectstatic',
] as const;
export type DjangoStep = (typeof STEPS)[number];
/** One of `STEPS`, or what a step of another program is called: `import app.main`. */
export type StepName = string;

/** What is compared of a project that was booted, beside its settings one by one. */
export const RESOLVED = ['apps', 'log handlers', 'urlpatterns', 'template engines', 'static files finders'] as const;
/** What is compared of a program that was started without Django's steps. */
export const PARTS = ['routes', 'tasks'] as const;

/** A value as the probe describes it: JSON in which equal values are equal. */
export type Described = unknown;

export interface Failure {
  /** From the exception that ended the step to its first cause. */
  readonly chain: readonly { readonly type: string; readonly message: string }[];
  /** The module that could not be imported, where that was the cause. */
  readonly missing: string | null;
  /** The environment variables that it is about, each with a value of the kind that is asked for. */
  readonly variables: readonly (readonly [name: string, hint: string])[];
  /** The innermost line of the project's own code; `file` is relative to the project. */
  readonly where: { readonly file: string; readonly line: number; readonly code: string } | null;
}

/** What one step came to. */
export type Step =
  | { readonly outcome: 'passed' }
  /** This Django, or this project, has nothing to try here. */
  | { readonly outcome: 'left out' }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** An earlier step failed that this one needs, or the process was gone. */
  | { readonly outcome: 'not reached'; readonly needs: StepName }
  /** The process ended in this step; `stack` is Python's where the time was up. */
  | { readonly outcome: 'timed out' | 'died'; readonly stack: string };

/** One start of a project. */
export interface Boot {
  readonly steps: ReadonlyMap<StepName, Step>;
  /** Each setting by its name, as far as they could be imported; null where not. */
  readonly settings: Readonly<Record<string, Described>> | null;
  /** What Django made of them, by its name in `RESOLVED`. */
  readonly resolved: ReadonlyMap<string, Described>;
  /** What the project printed on the way, for a human. */
  readonly output: string;
  /** Whether it asked for more memory than it may have. */
  readonly isOutOfMemory: boolean;
}

/** One thing that is not as it was. */
export interface Difference {
  /** A setting's name, `INSTALLED_APPS` among them, or one of `RESOLVED`. */
  readonly subject: string;
  /** What happened to it, to be read after the subject. */
  readonly message: string;
  /**
   * The world in which it is another; `absent` is compared with what it was with the packages, less what is theirs. In
   * `broken` a package is there and raises as it is imported, in `lazy` imports wait for their first use.
   */
  readonly world: World | 'broken' | 'lazy';
  /** The line that made it so, where that could be found out. */
  readonly where: Line | null;
}

/** A difference that fails no proof, and why. */
export interface Excused extends Difference {
  readonly reason: string;
}

/** What is not as it was, in one way to start the project. */
export interface Comparison {
  /** What fails the proof. */
  readonly differences: readonly Difference[];
  /** What the project itself makes depend on the package. */
  readonly excused: readonly Excused[];
  /** The subjects that are not alike in two equal starts, such as a secret key made at random. */
  readonly restless: readonly string[];
}

/** A project booted with the packages and without them. */
export type Pair = Readonly<Record<World, Boot>>;

/**
 * What a proof came to. `unproven`: nothing speaks against it, and at least one way to start the project passes in
 * neither world, for reasons that were there before; `nothing to prove`: the project refers to no package that could be
 * missing.
 */
export type ProofOutcome = 'holds' | 'fails' | 'unproven' | 'nothing to prove';

/** What the proof says about one way to start the project. */
export interface Row extends Pair {
  readonly environment: Environment;
  /** The same as it was before the fix; null where nothing is known of that. */
  readonly before: Pair | null;
  readonly compared: Comparison;
  /**
   * Where the packages are really missing in `absent`: what is another thing where they are only hidden. Such a line is
   * about the hiding, and not about the project.
   */
  readonly disagreements: readonly string[];
  readonly outcome: ProofOutcome;
}

export interface Proof {
  /** The folder that holds manage.py. */
  readonly root: string;
  readonly python: string;
  readonly packages: readonly string[];
  /** The interpreter that really lacks the packages; null where they are hidden from `python`. */
  readonly absentPython: string | null;
  readonly rows: readonly Row[];
  /** What a fix changed and no step came to, so that nothing is proven of it. */
  readonly unreached: readonly Span[];
  readonly outcome: ProofOutcome;
}
