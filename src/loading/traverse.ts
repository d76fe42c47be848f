import { isDevelopersSettings } from './settings-modules.ts';
import type { EntryPoint, FileLoading, Link, LoadStep } from './types.ts';

/** Reads the links of a file of the project. */
export type Links = (path: string) => readonly Link[];

interface Way extends Pick<FileLoading, 'chain' | 'condition' | 'developers' | 'byName'> {
  readonly path: string;
}

/**
 * Follows links from the entry points, production's first: ways without a condition, then those under one, and last
 * those under a condition for developers. The first way to a file counts. Yields before it reads another file's links.
 * @param found gets what loads a file as soon as that is certain.
 */
export function* search(
  entries: readonly EntryPoint[],
  links: Links,
  found: Map<string, FileLoading>,
): Generator<void> {
  for (const kind of ['production', 'development'] as const) {
    const starts = entries.filter((entry) => entry.kind === kind).map(wayTo);
    const waiting: readonly [Way[], Way[], Way[]] = [starts, [], []];
    for (const [rank, ways] of waiting.entries()) {
      const open: Way[] = [];
      const take = ({ path, ...way }: Way): void => {
        if (found.has(path)) return;
        found.set(path, { kind, ...way });
        open.push({ path, ...way });
      };
      for (const way of ways) take(way);
      for (const way of open) {
        yield;
        for (const link of links(way.path)) {
          if (found.has(link.target)) continue;
          // Production does not run a development settings module that only a condition for developers lets in.
          if (kind === 'production' && link.developers && isDevelopersSettings(link.target)) continue;
          const next = extended(way, link);
          if (rankOf(next) === rank) take(next);
          else waiting[rankOf(next)].push(next);
        }
      }
    }
  }
}

function wayTo({ target, step }: EntryPoint): Way {
  return { path: target, chain: [step], condition: null, developers: false, byName: false };
}

/** A way that is longer by a link; it never ranks before the shorter one. */
function extended(way: Way, { target, step, developers, byName }: Link): Way {
  const condition = developers && !way.developers ? step.condition : (way.condition ?? step.condition);
  const theirs = { developers: way.developers || developers, byName: way.developers ? way.byName : byName };
  return { path: target, chain: [...way.chain, step], condition, ...theirs };
}

function rankOf({ developers, condition }: Way): 0 | 1 | 2 {
  return developers ? 2 : condition === null ? 0 : 1;
}

/**
 * Adds to `found` all files that those in it lead to, by the links not passed over, each with the step that leads to it.
 * Yields before it reads links.
 */
export function* follow(
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
