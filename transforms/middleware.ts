import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

export const middleware: Rule = {
  code: 'DJG003',
  name: 'middleware',
  summary: 'An entry of MIDDLEWARE or MIDDLEWARE_CLASSES; its place in the order is kept',
  why: 'A missing middleware passes `check`, `migrate` and `collectstatic`, and stops the first worker that builds the WSGI or ASGI handler.',
  source: 'https://docs.djangoproject.com/en/stable/topics/http/middleware/#activating-middleware',
  example: {
    before: `if DEBUG:
    MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]
`,
    after: `if DEBUG:
    try:
        import debug_toolbar  # noqa: F401
    except ImportError:
        pass
    else:
        MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]
`,
  },
  settings: /middlewares?(_classes)?$/i,
  documented: { atStart: ['MIDDLEWARE', 'MIDDLEWARE_CLASSES'] },
  failsSteps: ['wsgi', 'asgi'],
  finds: (context) => isEntryOf('middleware', context),
  message: (_, root) => `unguarded middleware of ${root}`,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
