import { dirname, join, relative } from 'node:path';
import { rules } from '../../transforms/index.ts';
import { decode, encode } from '../files/encoding.ts';
import type { Kept } from '../files/kept.ts';
import { isInside, shownPath, slashed } from '../files/paths.ts';
import type { SourcePath } from '../files/walk/collect.ts';
import { readLoadedFiles } from '../loading/loaded-files.ts';
import { knownFrom, type Walked } from '../loading/modules/project-files.ts';
import { type ProjectModules, projectModules } from '../loading/modules/project-modules.ts';
import { type Production, productionOf } from '../loading/production.ts';
import { importersOf } from '../packages/project-root.ts';
import { modulesOf } from '../project/project.ts';
import { NOWHERE } from '../python/semantics/values/world.ts';
import { loadParser, remembering } from '../python/syntax/parser.ts';
import { isNamed, namedIn } from '../rewrite/prefilter.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { missingRoots } from '../scope/missing-roots.ts';
import type { Scope, ScopedPackage } from '../scope/types.ts';
import type { Outcome } from '../types.ts';
import { oneLine } from '../util/shown.ts';
import { broughtFor } from './brought.ts';
import { rulesFor } from './chosen-rules.ts';
import { doubtsOfHaving, type FirstUse } from './doubts.ts';
import { developersIn, NOBODY_LOOKED, told } from './file-levels.ts';
import type { Engine, Planned } from './plan.ts';
import type { FileReport } from './result.ts';
import type { Settings } from './settings.ts';
import { remarksOn, togetherIn } from './unknown-packages.ts';

const ANYWHERE =
  '--production-only leaves nothing out: no wsgi.py, asgi.py, manage.py, Dockerfile or settings module tells what production loads';

/**
 * Loads the parser and everything else that only a file with something to look at needs.
 * @param walked what the run's paths hold.
 * @param kept what the run has read.
 */
export async function loadEngine(settings: Settings, scope: Scope, walked: Walked, kept: Kept): Promise<Engine> {
  const shown = (path: string) => shownIn(scope.root, path, settings.cwd);
  const parser = await loadParser();
  const parse = remembering(parser);
  const listed = new Map<string, ProjectModules>();
  const list = (root: string) => {
    const found = listed.get(root) ?? projectModules(root, { ...knownFrom(walked, settings, root), kept });
    listed.set(root, found);
    return found;
  };
  const production = productionOf(() => readLoadedFiles(scope.root, parse, list(scope.root)), shown);
  const top = importersOf(settings.folder);
  const project = modulesOf(
    () => list(top),
    parser,
    (path) => shownIn(top, path, settings.cwd),
  );
  const widthFor = widthsFor(settings);
  const names = rules.map(({ name }) => name);
  const others = missingRoots(scope);
  const named = new Set<string>();
  const naming = new Set<string>();
  const remarked = new Map<ScopedPackage, FirstUse>();
  const unread = new Set<string>();
  const isBrought = broughtFor(settings, scope, shown, unread);
  const tells = settings.isolated ? NOBODY_LOOKED : production;
  const plan = async (source: SourcePath, before: Buffer): Promise<Planned> => {
    const { text, encoding } = await decode(before);
    const path = slashed(source.absolute, scope.root);
    const referenced = namedIn(scope.packages, text).filter((at) => at.countsIn?.(source.absolute) !== false);
    for (const at of referenced) if (isNamed(at, text)) named.add(at.root);
    if (referenced.length > 0) naming.add(source.absolute);
    const packages = await packagesIn(path, referenced, settings, production);
    if (packages.length === 0) return null;
    const parseHere = project.parserFor(slashed(source.absolute, top));
    const spares = settings.productionOnly ? await developersIn(path, production) : null;
    const options = {
      width: await widthFor(dirname(source.absolute)),
      guard: settings.guard,
      select: rulesFor(source.absolute, names, settings),
      spares,
      others,
      rules,
    };
    // What production has is read only where something is found at all.
    const isFound = rewrite(parseHere, source.shown, text, packages, { ...options, spares: null }).status === 'found';
    const world = isFound && !settings.isolated ? await production.worldOf(path) : NOWHERE;
    const look = (given: string, wanted: readonly ScopedPackage[]) =>
      rewrite(parseHere, source.shown, given, wanted, { ...options, world });
    for (const at of packages.filter((each) => each.remark && !remarked.has(each))) {
      const found = look(text, [at]);
      const [finding] = found.status === 'found' ? found.findings : [];
      if (finding === undefined || (at.remark !== 'installed' && (await isBrought(source.absolute, [at])).has(at.root)))
        continue;
      remarked.set(at, { optional: at, source, finding });
    }
    const declared = packages.filter((at) => !at.remark);
    const first = look(text, declared);
    const brought = await isBrought(source.absolute, usedIn(first, declared));
    const tool = first.status === 'found' && !settings.isolated ? await production.toolOf(path) : null;
    const counted = declared.filter(({ root }) => !brought.has(root) && root !== tool);
    const outcome = counted.length === declared.length ? first : look(text, counted);
    if (outcome.status === 'clean') return null;
    if (outcome.status === 'failed') return failure(source, outcome);
    const report = reportOf(source, { encoding, before: text }, outcome, (fixed) => look(fixed, counted));
    const unsure = doubtsOfHaving(counted, scope.projectFor(source.absolute), shown);
    const leveled = await told(report, path, tells, rules, unsure);
    return { source, before, after: encode(report.after, encoding), report: leveled };
  };
  return {
    plan,
    named,
    naming,
    together: (plans) => togetherIn(plans, scope, [...remarked.values()], shown),
    async notes() {
      const remarks = [...unread, ...remarksOn([...remarked.values()], scope, shown)];
      return settings.productionOnly && !(await production.isKnown()) ? [...remarks, ANYWHERE] : remarks;
    },
  };
}

/** Those of some packages that something was found of. */
function usedIn(outcome: Outcome, packages: readonly ScopedPackage[]): readonly ScopedPackage[] {
  if (outcome.status !== 'found') return [];
  return packages.filter(({ root }) => outcome.findings.some((finding) => finding.package === root));
}

/** A path of the project in a message: as it is seen from a folder in it, else as any path is shown. */
function shownIn(root: string, path: string, cwd: string): string {
  const absolute = join(root, path);
  return oneLine(isInside(cwd, root) ? relative(cwd, absolute) : shownPath(absolute, cwd));
}

/** What was found in a file, before anybody asks what loads it. */
function reportOf(
  { shown, patchPath }: SourcePath,
  given: Pick<FileReport, 'encoding' | 'before'>,
  outcome: Extract<Outcome, { status: 'found' }>,
  again: (text: string) => Outcome,
): FileReport {
  const { after, findings } = outcome;
  const remaining = remainingIn(outcome, given.before, again);
  return { path: shown, patchPath, ...given, after, findings, remaining, written: false };
}

/** Those of a file's packages that count in it. */
async function packagesIn(
  path: string,
  named: readonly ScopedPackage[],
  { productionOnly }: Settings,
  production: Production,
): Promise<readonly ScopedPackage[]> {
  if (named.length === 0 || (productionOnly && (await developersIn(path, production))([]))) return [];
  if (named.every(({ everywhere }) => everywhere)) return named;
  const always = await production.loadsAlways(path);
  return named.filter(({ everywhere }) => everywhere || always);
}

function widthsFor({ width }: Settings): (folder: string) => number | Promise<number> {
  if (width !== null) return () => width;
  let reader: Promise<(folder: string) => Promise<number>> | null = null;
  return async (folder) => {
    reader ??= import('./line-length.ts').then(({ widthReader }) => widthReader());
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
