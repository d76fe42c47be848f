import { dirname } from 'node:path';
import type { SourcePath } from './files/collect.ts';
import { decode, encode } from './files/encoding.ts';
import { shownPath, slashed } from './files/paths.ts';
import { namedIn } from './named.ts';
import type { Engine, Planned } from './plan.ts';
import { loadParser } from './python/parser.ts';
import type { Production } from './reach/production.ts';
import { rewrite } from './rewrite.ts';
import type { Scope, ScopedPackage } from './scope.ts';
import type { Settings } from './settings.ts';
import type { Finding, Outcome } from './types.ts';

const ANYWHERE =
  '--production-only leaves nothing out: no wsgi.py, asgi.py, manage.py, Dockerfile or settings module tells what production loads';

/** Loads the parser and everything else that only a file with something to look at needs. */
export async function loadEngine(settings: Settings, scope: Scope): Promise<Engine> {
  const parse = await loadParser();
  const { isDevelopers, productionOf } = await import('./reach/production.ts');
  const production = productionOf(scope.root, parse, (path) => shownPath(`${scope.root}/${path}`, settings.cwd));
  const widthFor = widthsFor(settings);
  const named = new Set<string>();
  const spares = settings.productionOnly && (await production.isKnown()) ? isDevelopers : null;
  const plan = async (source: SourcePath, before: Buffer): Promise<Planned> => {
    const { text, encoding } = decode(before);
    const path = slashed(source.absolute, scope.root);
    const mentioned = namedIn(scope.packages, text);
    for (const { root } of mentioned) named.add(root);
    const packages = await packagesIn(path, mentioned, settings, production);
    if (packages.length === 0) return null;
    const width = await widthFor(dirname(source.absolute));
    const look = (given: string) =>
      rewrite(parse, source.shown, given, packages, { width, rules: settings.rules, spares });
    const outcome = look(text);
    if (outcome.status === 'clean') return null;
    if (outcome.status === 'failed') return failure(source, outcome);
    const tell = (findings: readonly Finding[]) => (settings.isolated ? findings : production.told(path, findings));
    const { after } = outcome;
    const report = {
      path: source.shown,
      patchPath: source.patchPath,
      encoding,
      before: text,
      after,
      findings: await tell(outcome.findings),
      remaining: await tell(remainingIn(outcome, text, look)),
      written: false,
    };
    return { source, before, after: encode(after, encoding), report };
  };
  return { plan, named, notes: async () => (settings.productionOnly && spares === null ? [ANYWHERE] : []) };
}

/** Those of a file's packages that count in it. */
async function packagesIn(
  path: string,
  named: readonly ScopedPackage[],
  { productionOnly }: Settings,
  production: Production,
): Promise<readonly ScopedPackage[]> {
  if (named.length === 0 || (productionOnly && !(await production.mayLoad(path)))) return [];
  if (named.every(({ everywhere }) => everywhere)) return named;
  const always = await production.loadsAlways(path);
  return named.filter(({ everywhere }) => everywhere || always);
}

function widthsFor({ width }: Settings): (folder: string) => number | Promise<number> {
  if (width !== null) return () => width;
  let reader: Promise<(folder: string) => Promise<number>> | null = null;
  return async (folder) => {
    reader ??= import('./width.ts').then(({ widthReader }) => widthReader());
    return (await reader)(folder);
  };
}

/** The findings that fixing leaves, with their places in the fixed text. */
function remainingIn(found: Extract<Outcome, { status: 'found' }>, before: string, again: (text: string) => Outcome) {
  const left = found.findings.filter(({ fixable }) => !fixable);
  if (left.length === 0 || found.after === before) return left;
  const outcome = again(found.after);
  return outcome.status === 'found' ? outcome.findings : left;
}

function failure(source: SourcePath, { line, column, reason }: Extract<Outcome, { status: 'failed' }>): Planned {
  return { path: source.shown, line, column, message: reason };
}
