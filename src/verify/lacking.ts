import type { Environment } from './environment.ts';
import type { Trouble } from './troubles.ts';

/** What a project goes on to ask for once it has the variables that it misses. */
export interface Rehearsal {
  /** All variables that it misses, in the order in which it asks, each with a value of the kind that is asked for. */
  readonly variables: ReadonlyMap<string, string>;
  /** The ways to start it that ask for them. */
  readonly environments: readonly Environment[];
  /** What it then fails for with these values: no variable that it misses. */
  readonly failures: readonly Trouble[];
}

/** What misses variables. */
export function lackingIn<Each extends Pick<Trouble, 'failure'>>(troubles: readonly Each[]): readonly Each[] {
  return troubles.filter(({ failure }) => (failure?.variables.length ?? 0) > 0);
}
