import fc from 'fast-check';
import { anyOf, around, type Code, forAnyTool, sometimes, TOOLS } from './code.ts';
import { nestedDisplays } from './displays.ts';
import { halfGuarded } from './half-guarded.ts';
import { namedUses } from './imports.ts';
import { indirectAdditions } from './indirect.ts';
import { layOut, layouts } from './layout.ts';
import { additions, bareAdditions } from './lists.ts';
import { APPS, entry, type Holding, type Kind, literal, MIDDLEWARE, withEntry, withoutEntry } from './literals.ts';
import { guarded, nested, own } from './nesting.ts';
import { classes, functions, harmless, startUp, together } from './places.ts';
import { rareAdditions } from './rare.ts';
import { header } from './surroundings.ts';
import { bareRoutes, definition, ownView, recipe, routeAdditions, routes, type UrlCode } from './urls.ts';

/** A generated module. */
export interface Generated {
  readonly path: string;
  readonly text: string;
  /** The roots that it names. */
  readonly packages: readonly string[];
}

/** Settings and URLconf modules out of the forms that real projects use. */
export const modules: fc.Arbitrary<Generated> = anyOf(settings('list'), urlconf(), settings('tuple'));

function settings(kind: Kind): fc.Arbitrary<Generated> {
  const both = (make: (holding: Holding) => fc.Arbitrary<Code>) => anyOf(make(APPS), make(MIDDLEWARE));
  const unguarded = anyOf(
    both((holding) => forAnyTool((tool) => nested(additions(holding, kind, tool)))),
    both((holding) => forAnyTool((tool) => nested(rareAdditions(holding, kind, tool)))),
    both((holding) => forAnyTool((tool) => nested(indirectAdditions(holding, kind, tool)))),
    both((holding) => forAnyTool((tool) => nested(nestedDisplays(holding, kind, tool)))),
    both((holding) => forAnyTool((tool) => oneLine(additions(holding, kind, tool)))),
    forAnyTool((tool) => nested(namedUses(tool))),
    forAnyTool((tool) => nested(startUp(tool))),
    forAnyTool((tool) => nested(halfGuarded(tool, false))),
    both((holding) => forAnyTool((tool) => classes(holding, kind, tool))),
    both((holding) => forAnyTool((tool) => nested(functions(holding, kind, tool, entry(holding, tool))))),
    nested(together(kind, TOOLS.slice(0, 2))),
  );
  const quiet = anyOf(
    own,
    both((holding) => forAnyTool((tool) => nested(guarded(tool, bareAdditions(holding, kind, tool))))),
    forAnyTool(harmless),
  );
  const blocks = fc.array(anyOf(unguarded, unguarded, quiet), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(sometimes(defined(APPS, kind)), sometimes(defined(MIDDLEWARE, kind)), blocks, fc.nat(9), fc.boolean())
    .chain(([apps, middleware, parts, seed, star]) => {
      const body = [apps ?? settled(APPS, kind), middleware ?? settled(MIDDLEWARE, kind), ...parts];
      const names = [apps ? APPS.name : '', middleware ? MIDDLEWARE.name : ''];
      return finished('settings/dev.py', header([], body, { seed, star, urls: false, defined: names }));
    });
}

/** Says what a list from another module is, where the module's other statements may not: a tuple. */
function settled({ name, kept }: Holding, kind: Kind): Code {
  return kind === 'tuple' ? [`${name} += ("${kept[0]}",)`] : [];
}

/** The module's own list, with the package's entry among others or without it. */
function defined(holding: Holding, kind: Kind): fc.Arbitrary<Code> {
  const anchor = { code: [`"${holding.anchor}"`], above: null, beside: null };
  const elements = anyOf(
    withoutEntry(holding),
    forAnyTool((tool) => withEntry(holding, tool, 3).map((all) => [anchor, ...all])),
    forAnyTool((tool) => withEntry(holding, tool, 3).map((all) => [...all, anchor])),
  );
  return literal(kind, elements).map((code) => around(`${holding.name} = `, code));
}

function urlconf(): fc.Arbitrary<Generated> {
  const bare = routes.map((code) => ({ top: [], code: around('urlpatterns = ', code) }));
  const nestedIn = (more: fc.Arbitrary<UrlCode>) =>
    more.chain(({ top, code }) => nested(fc.constant(code)).map((deep) => ({ top, code: deep })));
  const block = anyOf<UrlCode>(
    forAnyTool((tool) => nestedIn(routeAdditions(tool, true))),
    forAnyTool((tool) => nestedIn(routeAdditions(tool, false))),
    nestedIn(recipe),
    forAnyTool((tool) => nested(halfGuarded(tool, true)).map((code) => ({ top: [], code }))),
    forAnyTool((tool) => nestedIn(ownView(tool))),
    forAnyTool((tool) => guarded(tool, bareRoutes(tool), true).map((code) => ({ top: [], code }))),
    own.map((code) => ({ top: [], code })),
  );
  return fc
    .tuple(anyOf(bare, bare, forAnyTool(definition)), fc.array(block, { maxLength: 3 }), fc.nat(9))
    .chain(([first, blocks, seed]) => {
      const parts = [first, ...blocks];
      const top = parts.map((part) => part.top).filter((lines) => lines.length > 0);
      const body = parts.map(({ code }) => code);
      return finished('config/urls.py', header(top, body, { seed, star: false, urls: true, defined: [] }));
    });
}

function finished(path: string, code: Code): fc.Arbitrary<Generated> {
  return layouts.map((layout) => {
    const text = layOut(code, layout);
    return { path, text, packages: TOOLS.map(({ root }) => root).filter((root) => text.includes(root)) };
  });
}

/** One line: statements joined by semicolons, a suite beside its header. */
function oneLine(code: fc.Arbitrary<Code>): fc.Arbitrary<Code> {
  return fc.tuple(code, fc.nat(3)).map(([lines, form]) => {
    const simple = lines.length === 1 && !/^(if|for|@|#)/.test(lines[0] ?? '') && !lines[0]?.includes('#');
    if (!simple) return lines;
    if (form === 0) return around('if DEBUG: ', lines);
    if (form === 1) return around('BEFORE = 1; ', lines);
    if (form === 2) return around('', lines, '; AFTER = 2');
    return around('if DEBUG: BEFORE = 1; ', lines, ';');
  });
}
