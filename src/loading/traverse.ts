import { turn } from '../util/process.ts';
import { isDevelopersSettings, isProductionSettings } from './settings-names.ts';
import type { EntryPoint, FileLoading, Link, LoadStep } from './types.ts';

/** Reads the links of a file of the project. */
export type Links = (path: string) => readonly Link[];

interface Way extends FileLoading {
  readonly path: string;
}

/** Which entry points a search starts from, one after another. */
const PASSES: readonly ((entry: EntryPoint) => boolean)[] = [
  ({ kind, byName, assumed }) => kind === 'production' && !byName && !assumed,
  ({ kind, byName }) => kind === 'production' && byName,
  ({ kind, assumed }) => kind === 'production' && assumed === true,
  ({ kind, byName, chosen }) => kind === 'development' && !byName && !chosen,
  ({ kind, byName }) => kind === 'development' && byName,
  // What a computed name may mean says less than the module's own.
  ({ kind, chosen }) => kind === 'development' && chosen === true,
];

/** The pass that starts with what production takes only by default, and that with what evidence has for developers. */
const ASSUMED = 2;
const FOR_DEVELOPERS = 3;

/** Ways that are put off. */
interface Later {
  /** Those to settings for developers that a condition of theirs lets in. */
  readonly forDevelopers: Way[];
  /** Those to settings that production takes only by default. */
  readonly assumed: Way[];
  readonly forTools: Way[];
}

/**
 * Follows links from the entry points, production's first, of these what it takes only by default last, and what only
 * names speak for last of all: ways without a
 * condition, then those under one, and last those under a condition for developers. The first way to a file counts; a
 * way that only a tool takes comes after all others. Yields before it reads another file's links.
 * @param tests what loads each test: what they load comes after all that.
 * @param found gets what loads a file as soon as that is certain.
 */
export function* search(
  entries: readonly EntryPoint[],
  tests: readonly FileLoading[],
  links: Links,
  found: Map<string, FileLoading>,
): Generator<void> {
  const later: Later = { forDevelopers: [], assumed: [], forTools: [] };
  const before = new Map([
    [ASSUMED, later.assumed],
    [FOR_DEVELOPERS, later.forDevelopers],
  ]);
  for (const [at, isOfPass] of PASSES.entries()) {
    const starts = entries.filter(isOfPass).map(wayTo);
    yield* follow([...(before.get(at) ?? []), ...starts], links, found, later);
  }
  yield* follow(
    tests.map((test) => ({ ...test, path: test.chain[0]?.file ?? '' })),
    links,
    found,
    later,
  );
  yield* follow(later.forTools, links, found, later);
}

function* follow(starts: readonly Way[], links: Links, found: Map<string, FileLoading>, later: Later): Generator<void> {
  const waiting: readonly [Way[], Way[], Way[]] = [[], [], []];
  for (const way of starts) waiting[rankOf(way)].push(way);
  for (const [rank, ways] of waiting.entries()) {
    const open: Way[] = [];
    const take = (way: Way): void => {
      if (found.has(way.path)) return;
      const { path, ...loading } = way;
      found.set(path, loading);
      open.push(way);
    };
    for (const way of ways) take(way);
    for (const way of open) {
      yield;
      for (const link of links(way.path)) {
        if (found.has(link.target)) continue;
        const next = extended(way, link);
        if (link.assumed && way.kind === 'production' && way.condition === null) later.assumed.push(next);
        else if (isLeftOut(link, way)) later.forDevelopers.push({ ...next, kind: 'development' });
        else if (link.tool !== undefined) later.forTools.push(next);
        else if (rankOf(next) === rank) take(next);
        else waiting[rankOf(next)].push(next);
      }
    }
  }
}

/** Production does not run a development settings module that only a condition for developers lets in. */
function isLeftOut({ developers, target }: Link, { kind }: Way): boolean {
  return kind === 'production' && developers && isDevelopersSettings(target);
}

function wayTo({ kind, target, step, byName, overruled }: EntryPoint): Way {
  return {
    path: target,
    kind,
    chain: [step],
    ...conditionOf(isProductionSettings(target) ? null : step),
    developers: false,
    byName: false,
    startByName: byName,
    ...(overruled !== undefined && { overruled }),
  };
}

/** The condition of a step, with the default that it rests on. */
function conditionOf(step: LoadStep | null): Pick<FileLoading, 'condition' | 'standard'> {
  const { condition = null, standard } = step ?? {};
  return { condition, ...(standard !== undefined && condition !== null && { standard }) };
}

/** A way that is longer by a link; it never ranks before the shorter one. */
function extended(way: Way, { target, step, developers, byName, takes, overruled, tool = way.tool }: Link): Way {
  // Of several modules that are chosen from, that named for production is the one that production takes.
  const own = isProductionSettings(target) && !developers ? null : step;
  const isFirst = (developers && !way.developers) || way.condition === null;
  const { standard, overruled: _, ...plain } = way;
  const onTheWay = { condition: way.condition, ...(standard !== undefined && { standard }) };
  return {
    ...plain,
    ...(isFirst ? conditionOf(developers ? step : own) : onTheWay),
    path: target,
    chain: [...way.chain, step],
    developers: way.developers || developers,
    byName: way.developers ? way.byName : byName,
    ...(takes !== undefined && { isPartial: true }),
    ...(overruled !== undefined && { overruled }),
    ...(tool !== undefined && { kind: 'development', tool }),
  };
}

function rankOf({ developers, condition }: Way): 0 | 1 | 2 {
  return developers ? 2 : condition === null ? 0 : 1;
}

/**
 * Adds to `found` all files that those in it lead to, by the links not passed over, each with the step that leads to it.
 * Yields before it reads links.
 */
export function* spread(
  found: Map<string, LoadStep | null>,
  links: Links,
  isPassedOver: (link: Link) => boolean,
): Generator<void> {
  for (const path of found.keys()) {
    yield;
    for (const link of links(path)) {
      if (!isPassedOver(link) && !found.has(link.target)) found.set(link.target, link.step);
    }
  }
}

/** How many files are read before the event loop gets a turn. */
const FILES_A_TURN = 16;

/** Takes steps until `isEnough` says so, or there are no more. */
export async function go(steps: Iterator<void>, isEnough: () => boolean = () => false): Promise<void> {
  for (let count = 1; !isEnough() && !steps.next().done; count++) if (count % FILES_A_TURN === 0) await turn();
}
