import type { Node } from '../../../types.ts';
import type { Possible } from './possible.ts';

/** What production's evidence gives an environment variable. */
export interface Given {
  readonly values: readonly string[];
  /** Whether it may be something else, or nothing, as what gives it does not always do so. */
  readonly open: boolean;
}

/** What a module takes from another one: a value, no such name, or nothing that can be known. */
export type Taken = Possible | 'unbound' | 'elsewhere';

/** What is known of production beside the module at hand. */
export interface World {
  /** The path of the module at hand, relative to the project. */
  readonly path: string;
  /** Null where no evidence names the variable. */
  environment(name: string): Given | null;
  /** Whether production is seen not to set a variable: what its processes get is in the repository. */
  isUnset(name: string): boolean;
  /** What `django.conf.settings` holds in production. */
  setting(name: string): Taken;
  /** What a name of another module is at its end. @param module as the import has it, such as `.base`. */
  imported(module: string, name: string): Taken;
  /** The same of the files that a call of django-split-settings' `include()` runs; null for any other call. */
  included(call: Node): ((name: string) => Taken) | null;
  /** Whether production is seen to run a command of manage.py. */
  runs(command: string): boolean;
}

/** The world of a module by itself. */
export const NOWHERE: World = {
  path: '',
  environment: () => null,
  isUnset: () => false,
  setting: () => 'elsewhere',
  imported: () => 'elsewhere',
  included: () => null,
  runs: () => false,
};
