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
  /** Null where no evidence names the variable. */
  environment(name: string): Given | null;
  /** What `django.conf.settings` holds in production. */
  setting(name: string): Taken;
  /** What a name of another module is at its end. @param module as the import has it, such as `.base`. */
  imported(module: string, name: string): Taken;
  /** The same of the files that django-split-settings' `include()` runs. @param pattern such as `parts/*.py`. */
  included(pattern: string, name: string): Taken;
  /** Whether production is seen to run a command of manage.py. */
  runs(command: string): boolean;
}

/** The world of a module by itself. */
export const NOWHERE: World = {
  environment: () => null,
  setting: () => 'elsewhere',
  imported: () => 'elsewhere',
  included: () => 'elsewhere',
  runs: () => false,
};
