import { isDevelopersSettings } from './settings.ts';
import type { Entry, FileReach, Link } from './types.ts';

/** What a file of the project loads. */
type Links = (path: string) => Promise<readonly Link[]>;

/** Ways without a condition first, then those under any, at last those that only developers go: each file is told by the first. */
export async function search(
  entries: readonly Entry[],
  kind: 'production' | 'development',
  links: Links,
  found: Map<string, FileReach>,
): Promise<void> {
  const queues: [Way[], Way[], Way[]] = [[], [], []];
  for (const { target, step } of entries)
    put({ path: target, chain: [step], condition: null, developers: false }, queues);
  for (let at = next(queues); at !== undefined; at = next(queues)) {
    const { path, ...way } = at;
    if (found.has(path)) continue;
    found.set(path, { kind, ...way });
    for (const link of await links(path)) {
      if (found.has(link.target)) continue;
      // A settings module for developers that only their condition lets in is not what production runs.
      if (kind === 'production' && link.developers && isDevelopersSettings(link.target)) continue;
      put(extended(at, link), queues);
    }
  }
}

interface Way extends Pick<FileReach, 'chain' | 'condition' | 'developers'> {
  readonly path: string;
}

function extended(way: Way, { target, step, developers }: Link): Way {
  const condition = developers && !way.developers ? step.condition : (way.condition ?? step.condition);
  return { path: target, chain: [...way.chain, step], condition, developers: way.developers || developers };
}

function put(way: Way, [always, sometimes, developers]: readonly [Way[], Way[], Way[]]): void {
  (way.developers ? developers : way.condition === null ? always : sometimes).push(way);
}

function next([always, sometimes, developers]: readonly [Way[], Way[], Way[]]): Way | undefined {
  return always.shift() ?? sometimes.shift() ?? developers.shift();
}

/** All files that some lead to, by the links that are not passed over. */
export async function ledTo(
  starts: readonly string[],
  links: Links,
  isPassedOver: (link: Link) => boolean,
): Promise<ReadonlySet<string>> {
  const found = new Set(starts);
  for (const path of found) {
    for (const link of await links(path)) if (!isPassedOver(link)) found.add(link.target);
  }
  return found;
}
