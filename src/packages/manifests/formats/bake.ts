import { saidBy } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { builtWith } from '../docker/builds.ts';
import { type Built, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';

/**
 * The images that `docker buildx bake` builds: what a target's name says, and which stage it is. Inherited options and
 * functions are not followed. https://docs.docker.com/build/bake/reference/
 */
export const bake: ManifestFormat = {
  name: 'bake',
  paths: [/(^|\/)docker-bake(\.override)?\.(hcl|json)$/],
  rank: 1,
  read: (file) => ({ ...NOTHING, built: targetsIn(file) }) satisfies Manifest,
};

/** A target's block, in HCL or in JSON: both nest by braces. */
const TARGET = /\btarget\s+"([\w.-]+)"\s*\{/g;

function targetsIn({ path, text }: ManifestFile): readonly Built[] {
  const blocks = path.endsWith('.json') ? blocksOfJson(text) : blocksOfHcl(text);
  return blocks.flatMap(({ name, body }) => {
    const args = /"?args"?\s*[:=]\s*\{([^}]*)\}/.exec(body)?.[1] ?? '';
    const said = (key: string) => settingIn(body.replace(args, ''), key);
    const [context, file, target] = [said('context'), said('dockerfile'), said('target')];
    const pairs = [...args.matchAll(/"?(\w+)"?\s*[:=]\s*"([^"]*)"/g)].map(([, key, value]) => `${key}=${value}`);
    // The Dockerfile's path counts from the context.
    const inside = file === null ? null : `${context ?? '.'}/${file}`;
    return builtWith({ context, file: inside, target, args: pairs }, folderOf(path), saidBy(name).kind);
  });
}

function settingIn(body: string, key: string): string | null {
  return new RegExp(`(?:^|[\\s{,])"?${key}"?\\s*[:=]\\s*"([^"]*)"`).exec(body)?.[1] ?? null;
}

interface Block {
  readonly name: string;
  readonly body: string;
}

function blocksOfHcl(text: string): readonly Block[] {
  return [...text.matchAll(TARGET)].map(({ 1: name = '', 0: head, index }) => {
    const start = index + head.length;
    return { name, body: text.slice(start, endOf(text, start)) };
  });
}

/** The end of what the braces around a place hold. */
function endOf(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return text.length;
}

function blocksOfJson(text: string): readonly Block[] {
  try {
    const { target = {} } = JSON.parse(text) as { target?: Record<string, unknown> };
    return Object.entries(target).map(([name, body]) => ({ name, body: JSON.stringify(body) }));
  } catch {
    return [];
  }
}
