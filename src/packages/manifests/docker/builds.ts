import { resolved } from '../../paths.ts';
import type { Built, Kind } from '../manifest.ts';
import { commandsIn, isKnown } from '../syntax/shell.ts';

/** What a build is given, each as it is written; null or empty where nothing is said. */
export interface BuildOptions {
  readonly context: string | null;
  readonly file: string | null;
  readonly target: string | null;
  /** `NAME=value`, one each. */
  readonly args: readonly string[];
}

/** Options of `docker build` and its imitators without a value. */
const BARE = /^(--(push|load|pull|no-cache|rm|force-rm|squash|compress|quiet|check|debug)|-[qD])$/;

/**
 * The images that a script builds with `docker build`, `docker buildx build`, `podman build` or `buildah bud`.
 * https://docs.docker.com/reference/cli/docker/buildx/build/
 * @param folder that paths count from, relative to the project.
 */
export function buildsIn(script: string, folder: string, kind: Kind): readonly Built[] {
  if (!/\b(docker|podman|buildah)\b/.test(script)) return [];
  return commandsIn(script).flatMap(({ words }) => {
    const tool = words.findIndex((word) => /^(docker|podman|buildah)$/.test(word));
    const at = words.findIndex((word, index) => index > tool && /^(build|bud)$/.test(word));
    if (tool === -1 || at === -1 || words.slice(tool + 1, at).some((word) => !/^(buildx|image|-.*)$/.test(word)))
      return [];
    return builtWith(optionsIn(words.slice(at + 1)), folder, kind);
  });
}

/** What is built with some options; nothing where a variable decides what. */
export function builtWith({ context, file, target, args }: BuildOptions, folder: string, kind: Kind): readonly Built[] {
  const from = resolved(folder, context ?? '.');
  const dockerfile = file === null ? resolved(from, 'Dockerfile') : resolved(folder, file);
  if (![dockerfile, target ?? ''].every(isKnown)) return [];
  const given = new Map(args.filter(isKnown).flatMap(pairOf));
  // Whoever names a stage means it; of the last one nobody has said anything.
  return [{ dockerfile, kind: target === null ? 'unknown' : kind, target, given, started: '' }];
}

function pairOf(written: string): [string, string][] {
  const [, name, value = ''] = /^\s*(\w+)=(.*)$/.exec(written) ?? [];
  return name === undefined ? [] : [[name, value]];
}

function optionsIn(words: readonly string[]): BuildOptions {
  const named = new Map<string, string>();
  let context: string | null = null;
  const args: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (BARE.test(word)) continue;
    const [, option = null, glued] = /^(-\w|--[\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (option === null) context = word;
    else {
      const value = glued ?? words[++at] ?? '';
      if (option === '--build-arg') args.push(value);
      else named.set(option, value);
    }
  }
  return { context, file: named.get('-f') ?? named.get('--file') ?? null, target: named.get('--target') ?? null, args };
}
