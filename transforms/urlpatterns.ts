import { moveEntries } from '../src/fix/entry/move.ts';
import { refuseEffects, refuseNeeded } from '../src/fix/refuse/by-context.ts';
import { refusePositional } from '../src/fix/refuse/positional-access.ts';
import { inline } from '../src/fix/statement/inline.ts';
import { wrapStatement } from '../src/fix/statement/wrap.ts';
import type { Reference } from '../src/python/semantics/references.ts';
import { ancestors, calledName, field, items } from '../src/python/syntax/tree.ts';
import { isEntryOf, type Rule } from '../src/rewrite/rule.ts';
import type { Node } from '../src/types.ts';

const VIEWS = new Set(['path', 're_path', 'url']);
const ROUTES = new Set([...VIEWS, 'include', 'decorator_include']);

const WRAPPED =
  'it is called with a view of the project, whose page would be gone without the package: give it a do-nothing fallback in `except ImportError`';

/** Whether a function of the package is called with the project's own view, and a route serves what it returns. */
function wrapsOwnView({ kind, node }: Reference): boolean {
  let given: readonly Node[] = [];
  let at = node;
  for (; at.parent !== null && /^(object|function)$/.test(at.field ?? ''); at = at.parent) {
    if (at.parent.type === 'call') given = [...given, ...items(field(at.parent, 'arguments') as Node)];
  }
  const isWrapped = given.some(({ type }) => /^(lambda|identifier|attribute|call)$/.test(type));
  return kind === 'name' && isWrapped && [...ancestors(at)].some((call) => VIEWS.has(calledName(call) ?? ''));
}

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
  objects: (_, own) => (own.some(wrapsOwnView) ? WRAPPED : null),
  fix: [refuseEffects, refusePositional, wrapStatement, refuseNeeded, moveEntries, inline],
};
