import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';

const ROUTES = new Set(['path', 're_path', 'url', 'include', 'decorator_include']);

export const urlpatterns: Rule = {
  code: 'DJG004',
  name: 'urlpatterns',
  summary: "A URL pattern that includes the package's URLconf or serves its view; its place in the order is kept",
  why: 'A URLconf that needs a missing package fails as a whole: every URL of the project answers with an error.',
  source: 'https://docs.djangoproject.com/en/stable/topics/http/urls/#including-other-urlconfs',
  example: {
    before: `from debug_toolbar.toolbar import debug_toolbar_urls
from django.urls import path

from . import views

urlpatterns = [
    path("", views.index),
] + debug_toolbar_urls()
`,
    after: `from django.urls import path

from . import views

try:
    from debug_toolbar.toolbar import debug_toolbar_urls
except ImportError:
    debug_toolbar_urls = None

urlpatterns = [
    path("", views.index),
]

if debug_toolbar_urls is not None:
    urlpatterns += debug_toolbar_urls()
`,
  },
  settings: /(url_?|_|^)patterns$/i,
  documented: { atStart: ['urlpatterns'] },
  failsSteps: ['check', 'urls'],
  finds: (context) =>
    /^(name|string)$/.test(context.reference.kind) &&
    (isEntryOf('urlpatterns', context) || context.reference.destination.calls.some((name) => ROUTES.has(name))),
  message: (_, root) => `unguarded URL pattern of ${root}`,
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
