import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

export const middleware: Rule = {
  code: 'DJG003',
  name: 'middleware',
  summary: 'An entry of MIDDLEWARE or MIDDLEWARE_CLASSES; its place in the order is kept',
  why: 'A missing middleware passes `check`, `migrate` and `collectstatic`, and stops the first worker that builds the WSGI or ASGI handler.',
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
  finds: (context) => isEntryOf('middleware', context),
  message: (_, root) => `unguarded middleware of ${root}`,
};
