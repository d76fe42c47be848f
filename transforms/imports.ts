import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { importReason } from '../src/fix/refuse/import-statement.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { isBreakpoint } from '../src/python/semantics/debugger-calls.ts';
import type { Rule } from '../src/rewrite/rule.ts';

const LOADERS = /^(__import__|import_module|find_spec|find_loader)$/;

export const imports: Rule = {
  code: 'DJG001',
  name: 'imports',
  summary: 'An import of the package, in any form',
  why: 'An import that stands bare stops every module that loads it with ModuleNotFoundError where the package is not installed.',
  source: 'https://docs.python.org/3/reference/import.html#searching',
  example: {
    before: `import debug_toolbar
from django.conf import settings
from django.urls import include, path

urlpatterns = []

if settings.DEBUG:
    urlpatterns += [path("__debug__/", include(debug_toolbar.urls))]
`,
    after: `from django.conf import settings
from django.urls import include, path

try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None

urlpatterns = []

if settings.DEBUG and debug_toolbar is not None:
    urlpatterns += [path("__debug__/", include(debug_toolbar.urls))]
`,
  },
  failsSteps: ['settings'],
  finds: ({ reference, package: optional }) =>
    (reference.kind === 'import' && !optional.breakpoint) ||
    (reference.kind === 'string' &&
      LOADERS.test(reference.destination.calls[0] ?? '') &&
      !(optional.breakpoint && isBreakpoint(reference.node))),
  message: (reference, root) => `unguarded ${reference.kind === 'import' ? '' : 'dynamic '}import of ${root}`,
  objectsToImport: importReason,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
