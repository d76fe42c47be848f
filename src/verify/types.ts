/** The vocabulary of the proof: what is booted, where, and what came of it. */

/** One way in which a project is started. */
export interface Environment {
  /** The settings module's dotted name. */
  readonly settings: string;
  /** The class in it, for a project on django-configurations. */
  readonly configuration: string | null;
  /** Where it was read, such as `manage.py`; `--settings` where the user named it. */
  readonly source: string;
}

/** `present`: the packages as they are installed. `absent`: the same Python without them. */
export type World = 'present' | 'absent';

/** What the proof goes through, in this order. */
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
export type StepName = (typeof STEPS)[number];

/** A value as the probe describes it: JSON in which equal values are equal. */
export type Described = unknown;

export interface Failure {
  /** From the exception that ended the step to its first cause. */
  readonly chain: readonly { readonly type: string; readonly message: string }[];
  /** The module that could not be imported, where that was the cause. */
  readonly missing: string | null;
  /** The innermost line of the project's own code; `file` is relative to the project. */
  readonly where: { readonly file: string; readonly line: number; readonly code: string } | null;
}

/** What one step came to. */
export type Step =
  | { readonly outcome: 'passed'; readonly value: Described }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  /** An earlier step failed that this one needs, or the process was gone. */
  | { readonly outcome: 'not reached'; readonly needs: StepName }
  /** The process ended in this step; `stack` is Python's where the time was up. */
  | { readonly outcome: 'timed out' | 'died'; readonly stack: string };

/** One start of a project. */
export interface Boot {
  readonly steps: ReadonlyMap<StepName, Step>;
  /** What the project printed on the way, for a human. */
  readonly output: string;
}

/** One thing that is not as it was before the fix. */
export interface Difference {
  /** A setting's name, `INSTALLED_APPS` among them, or `apps` or `urlpatterns` as Django resolved them. */
  readonly subject: string;
  /** What happened to it, to be read after the subject. */
  readonly message: string;
}

/** What the proof says about one way to start the project. */
export interface Row {
  readonly environment: Environment;
  readonly present: Boot;
  readonly absent: Boot;
  /** With the packages installed: what differs from before; null where nothing was compared. */
  readonly differences: readonly Difference[] | null;
}

export interface Proof {
  /** The folder that holds manage.py. */
  readonly root: string;
  readonly python: string;
  readonly packages: readonly string[];
  readonly rows: readonly Row[];
  /** Whether every step passed in both worlds, and nothing differs. */
  readonly holds: boolean;
}
