import fc from 'fast-check';
import { anyOf, around, type Code, indented, type Tool } from './code.ts';
import { importLines, type Reference, reference } from './imports.ts';
import { type Element, element, insert, literal } from './literals.ts';

const VIEWS = [
  'path("", views.home)',
  'path("admin/", admin.site.urls)',
  'path("shop/", include("shop.urls"))',
  're_path(r"^old/(?P<pk>[0-9]+)/$", views.old, name="old")',
  'path("<path:rest>", views.catch_all)',
  'path("silk/road/", views.road, name="silk")',
];

const view = element(fc.constantFrom(...VIEWS).map((text) => [text]));

/** A literal of the project's own routes. */
export const routes: fc.Arbitrary<Code> = literal('list', fc.array(view, { maxLength: 3 }));

/** A route to the package, in one line or several. */
function route({ route: at, root }: Tool, { urls }: Reference): fc.Arbitrary<Code> {
  const bare = urls.startsWith('"') ? urls : `(${urls}, "${root}")`;
  return fc.constantFrom<Code>(
    [`path("${at}", include(${urls}))`],
    [`re_path(r"^${at}", include(${urls}))`],
    [`url(r"^${at}", include(${urls}))`],
    [`path("${at}", include(${urls}, namespace="${root}"))`],
    [`path("${at}", include(${bare}, namespace="tool"))`],
    [`path(route="${at}", view=include(${urls}), name="tool")`],
    [`path("${at}", decorator_include(never_cache, ${urls}))`],
    ['path(', `    "${at}",`, `    include(${urls}),  # the tool`, ')'],
    [`path("dev/", include([path("${at}", include(${urls}))]))`],
    [`path("dev/", include([path("x", views.x), path("${at}", include(${urls}))]))`],
  );
}

/** Several routes, at least one of them the package's. */
function withRoute(tool: Tool, ref: Reference, most: number): fc.Arbitrary<readonly Element[]> {
  const own = element(route(tool, ref));
  return fc
    .tuple(own, fc.array(view, { maxLength: most }), fc.nat(9))
    .map(([first, others, place]) => insert(others, first, place));
}

/** Unguarded statements that bring the package's routes in, with the import right above or left to the caller. */
export function routeAdditions(tool: Tool, above: boolean): fc.Arbitrary<UrlCode> {
  return reference(tool).chain((ref) => {
    const body = statements(tool, ref);
    return body.map((code) => ({
      top: above ? [] : importLines(ref),
      code: above ? [...importLines(ref), ...code] : code,
    }));
  });
}

/** Additions of nothing but the package's route, with the import right above. */
export function bareRoutes(tool: Tool): fc.Arbitrary<Code> {
  return reference(tool)
    .filter(({ line }) => !line?.includes(','))
    .chain((ref) => {
      const line = fc.constantFrom<Code>(
        [`urlpatterns += [path("${tool.route}", include(${ref.urls}))]`],
        [`urlpatterns.append(path("${tool.route}", include(${ref.urls})))`],
        [`urlpatterns = [path("${tool.route}", include(${ref.urls}))] + urlpatterns`],
      );
      return line.map((code) => [...importLines(ref), ...code]);
    });
}

/** Statements, and the import that they need at the top of the module. */
export interface UrlCode {
  readonly top: Code;
  readonly code: Code;
}

function statements(tool: Tool, ref: Reference): fc.Arbitrary<Code> {
  const row = literal('list', withRoute(tool, ref, 2));
  const one = route(tool, ref);
  return anyOf(
    row.map((code) => around('urlpatterns += ', code)),
    row.map((code) => around('urlpatterns = ', code, ' + urlpatterns')),
    row.map((code) => around('urlpatterns = urlpatterns + ', code)),
    one.map((code) => around('urlpatterns.append(', code, ')')),
    one.map((code) => around('urlpatterns.insert(0, ', code, ')')),
    row.map((code) => around('urlpatterns.extend(', code, ')')),
    one.map((code) => around('urlpatterns += ', code, ',')),
    one.map((code) => ['urlpatterns = [', ...indented(around('', code, ',')), '    *urlpatterns,', ']']),
    row.map((code) => around('debug_urlpatterns = ', code).concat('urlpatterns += debug_urlpatterns')),
    row.map((code) => around('__patterns = ', code).concat('', 'urlpatterns = __patterns + urlpatterns')),
    row.map((code) => around('urlpatterns: list = ', code, ' + urlpatterns')),
    one.map((code) => ['urlpatterns += patterns(', '    "",', ...indented(around('', code, ',')), ')']),
    one.map((code) => around('urlpatterns += i18n_patterns(', code, ')')),
    one.map((code) => around('urlpatterns += [', code, '] if settings.DEBUG else []')),
    row.map((code) => around('urlpatterns = [path("all/", include(', code, ')), *urlpatterns]')),
    row.map((code) => ['urlpatterns += \\', ...indented(code)]),
    row.map((code) => around('HOSTS = {"www": [*urlpatterns], "dev": ', code, '}')),
  );
}

/** The toolbar's documented recipe and its variants: top-level import, call in the patterns. */
export const recipe: fc.Arbitrary<UrlCode> = fc
  .tuple(
    fc.constantFrom('from debug_toolbar.toolbar import debug_toolbar_urls', 'import debug_toolbar.toolbar'),
    fc.constantFrom<(call: string) => Code>(
      (call) => [`urlpatterns += ${call}`],
      (call) => [`urlpatterns = urlpatterns + ${call}`],
      (call) => [`urlpatterns = [*urlpatterns, *${call}]`],
      (call) => ['urlpatterns = [', '    path("", views.home),', `] + ${call}`],
      (call) => ['urlpatterns = [', '    path("", views.home),', `    *${call},`, ']'],
      (call) => ['urlpatterns = [', `    *(${call} if settings.DEBUG else []),`, '    path("", views.home),', ']'],
      (call) => [`urlpatterns = [path("", views.home)] + ${call} + static("m/", document_root="m")`],
      (call) => [`urlpatterns.extend(${call})`],
      (call) => ['if settings.DEBUG:', `    urlpatterns += ${call}`],
    ),
  )
  .map(([line, make]) => ({
    top: [line],
    code: make(line.startsWith('from') ? 'debug_toolbar_urls()' : 'debug_toolbar.toolbar.debug_toolbar_urls()'),
  }));

/** A first assignment with the package's route among the project's own. */
export function definition(tool: Tool): fc.Arbitrary<UrlCode> {
  return reference(tool).chain((ref) =>
    literal('list', withRoute(tool, ref, 3)).map((code) => ({
      top: importLines(ref),
      code: around('urlpatterns = ', code),
    })),
  );
}

/** A view of the package's own. */
export function ownView({ root }: Tool): fc.Arbitrary<UrlCode> {
  return fc.constantFrom<UrlCode>(
    { top: [`from ${root}.views import Schema`], code: ['urlpatterns += [path("schema/", Schema.as_view())]'] },
    { top: [`from ${root} import views as tool_views`], code: ['urlpatterns += [path("t/", tool_views.show)]'] },
  );
}
