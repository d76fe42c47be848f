import fc from 'fast-check';
import type { Code } from '../code.ts';
import type { Offered } from './owner.ts';

/** How one module takes names of another. */
export interface Taking {
  readonly form: string;
  readonly code: Code;
  /** The expression that each of the names is in the module that takes them. */
  readonly as: (name: string) => string;
  /** Whether the module has the names as its own, so that others can take them from it. */
  readonly isOwn: boolean;
}

const FILE = (module: string) => `os.path.join(os.path.dirname(__file__), "${module}.py")`;
const same = (name: string) => name;

/** All ways to take the names that a module of the package `s` offers. */
export function takings(module: string, offered: readonly Offered[]): fc.Arbitrary<Taking> {
  const names = offered.map(({ name }) => name);
  const lower = (name: string) => `${name}_OF_${module.toUpperCase()}`;
  const own = (form: string, ...code: string[]): Taking => ({ form, code, as: same, isOwn: true });
  const held = (form: string, holder: string, ...code: string[]): Taking => ({
    form,
    code,
    as: (name) => `${holder}.${name}`,
    isOwn: false,
  });
  const rebound = names.map((name) => `${name} = ${module}.${name}`);
  return fc.constantFrom(
    own('star', `from .${module} import *`),
    own('star', `from s.${module} import *`),
    own('star in try', 'try:', `    from .${module} import *`, 'except ImportError:', '    raise'),
    own('star under a condition', 'if True:', `    from .${module} import *`),
    own('name', `from .${module} import ${names.join(', ')}`),
    own('name', `from s.${module} import (`, ...names.map((name) => `    ${name},`), ')'),
    {
      form: 'alias',
      code: [`from .${module} import ${names.map((name) => `${name} as ${lower(name)}`).join(', ')}`],
      as: lower,
      isOwn: false,
    },
    held('attribute', module, `from . import ${module}`),
    held('attribute', 'taken', `from . import ${module} as taken`),
    held('attribute', 'taken', `import s.${module} as taken`),
    held('attribute', `s.${module}`, `import s.${module}`),
    held('import_module', 'taken', 'from importlib import import_module', `taken = import_module("s.${module}")`),
    own('rebound', `from . import ${module}`, ...rebound),
    own('exec', 'import os', `exec(open(${FILE(module)}).read())`),
    own('exec', 'import os', `exec(compile(open(${FILE(module)}).read(), "${module}.py", "exec"))`),
    own('include', 'from split_settings.tools import include', `include("${module}.py")`),
    own('include', 'from split_settings.tools import include, optional', `include(optional("${module}.py"))`),
    own('vars', `from . import ${module}`, `globals().update(vars(${module}))`),
  );
}
