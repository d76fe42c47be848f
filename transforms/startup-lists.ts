import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import type { Reference } from '../src/python/semantics/references.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

/**
 * Whether Celery looks for tasks in it: it imports what it is given, and raises where that is missing.
 * @see https://docs.celeryq.dev/en/stable/reference/celery.html#celery.Celery.autodiscover_tasks
 */
function isDiscovered({ kind, destination }: Reference): boolean {
  return /^(string|fragment)$/.test(kind) && destination.calls.includes('autodiscover_tasks');
}

export const startupLists: Rule = {
  code: 'DJG005',
  name: 'startup-lists',
  summary:
    'An entry of another list that Django or a framework imports: context processors, template builtins, finders, renderers',
  why: 'Django imports these entries when it builds the template engine, collects static files or serves the first request.',
  source: 'https://docs.djangoproject.com/en/stable/ref/settings/#templates',
  example: {
    before: `STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "debug_toolbar.finders.PanelFinder",
]
`,
    after: `STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
]

try:
    import debug_toolbar  # noqa: F401
except ImportError:
    pass
else:
    STATICFILES_FINDERS += ["debug_toolbar.finders.PanelFinder"]
`,
  },
  settings:
    /^(context_processors|builtins|libraries|loaders|TEMPLATE_CONTEXT_PROCESSORS|TEMPLATE_LOADERS|TEMPLATE_DIRS|STATICFILES_FINDERS|AUTHENTICATION_BACKENDS|CELERY_IMPORTS|CELERY_INCLUDE|pytest_plugins|PASSWORD_HASHERS|FILE_UPLOAD_HANDLERS|DEFAULT_[A-Z_]+_CLASSES|COMPRESS_PRECOMPILERS)$/,
  documented: {
    atStart: ['TEMPLATES', 'TEMPLATE_CONTEXT_PROCESSORS', 'TEMPLATE_LOADERS'],
    atFirstUse: [
      'AUTHENTICATION_BACKENDS',
      'DATABASE_ROUTERS',
      'FILE_UPLOAD_HANDLERS',
      'GRAPHENE',
      'PASSWORD_HASHERS',
      'REST_FRAMEWORK',
      'STATICFILES_FINDERS',
    ],
  },
  failsSteps: ['check', 'templates', 'strings', 'collectstatic'],
  finds: (context) => isEntryOf('startup-lists', context) || isDiscovered(context.reference),
  message: (_, root) => `unguarded start-up entry of ${root}`,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
