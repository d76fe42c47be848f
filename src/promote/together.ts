import type { Group } from '../packages/manifests/manifest.ts';
import type { Graph } from '../packages/resolve-groups.ts';

/**
 * Whether whoever installs one group is known to install another one too, so that a declaration may move there.
 * An extra comes with the main dependencies of its manifest, any other group as well, unless a command installs it
 * without them; a file comes with those that it includes, or that the same scripts install beside it.
 * @param isDetached whether its manifest says that it stands for itself, as some of hatch's environments do.
 */
export function comesWith(source: Group, target: Group, graph: Graph, isDetached: boolean): boolean {
  if (isDetached) return false;
  if (reachedFrom([source], graph).has(target)) return true;
  const reached = [...installsByFile(graph)].map((starts) => reachedFrom(starts, graph)).filter((at) => at.has(source));
  const isAlone = reached.some((at) => !at.has(target));
  const own = [...graph.installed.keys()].filter(({ file, role }) => file === source.file && role === 'main');
  const comesWithManifest = source.name !== null && reachedFrom(own, graph).has(target);
  if (comesWithManifest && source.role.startsWith('extra:')) return true;
  return !isAlone && (comesWithManifest || reached.length > 0);
}

/** The groups that are installed with some, over what they include. */
export function reachedFrom(starts: readonly Group[], { find }: Graph): ReadonlySet<Group> {
  const seen = new Set<Group>();
  const queue = [...starts];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...at.inclusions.flatMap((inclusion) => find(inclusion.selection, inclusion.file)));
  }
  return seen;
}

/** What the commands of each file install: those of one script, or one image, install it together. */
function installsByFile({ installs, find }: Graph): Iterable<readonly Group[]> {
  const files = new Map<string, Group[]>();
  for (const { file, selections } of installs) {
    const groups = selections.flatMap((selection) => find(selection, file));
    files.set(file, [...(files.get(file) ?? []), ...groups]);
  }
  return files.values();
}
