import { posix } from 'node:path';
import { expanded } from '../syntax/shell.ts';
import { type Instruction, wordsOf } from './instructions.ts';

/** What a stage takes over from another one. */
export interface Copied {
  /** The stage, by its place in the file. */
  readonly stage: number;
  /** What is copied, as it is written there. */
  readonly sources: readonly string[];
}

/** A stage of a Dockerfile. */
export interface Stage {
  /** Null where it has none. */
  readonly name: string | null;
  /** The stage that it is built from, by its place in the file; null for an image from elsewhere. */
  readonly base: number | null;
  readonly instructions: readonly Instruction[];
  readonly copied: readonly Copied[];
  /** What is known of the environment of each of its instructions, in their order. */
  readonly variables: readonly ReadonlyMap<string, string>[];
  /** The project's files that it calls by another name, from the last part of the new name. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The folder that its last commands run in; absolute, as the image has it. */
  readonly folder: string;
}

/**
 * Parts a Dockerfile into its stages.
 * https://docs.docker.com/build/building/multi-stage/ https://docs.docker.com/build/building/variables/
 * @param given the build arguments that a build is given.
 */
export function stagesOf(instructions: readonly Instruction[], given: ReadonlyMap<string, string>): readonly Stage[] {
  const stages: Stage[] = [];
  const first = instructions.findIndex(({ name }) => name === 'FROM');
  const globals = new Map<string, string>();
  for (const instruction of instructions.slice(0, Math.max(first, 0))) assign(instruction, globals, given, new Map());
  // What lacks a FROM is a part of a Dockerfile, put together by something else.
  if (first === -1) return instructions.length === 0 ? [] : [stageOf([NO_IMAGE, ...instructions], [], globals, given)];
  for (let at = first; at !== -1 && at < instructions.length; ) {
    const next = instructions.findIndex(({ name }, index) => index > at && name === 'FROM');
    const end = next === -1 ? instructions.length : next;
    stages.push(stageOf(instructions.slice(at, end), stages, globals, given));
    at = end;
  }
  return stages;
}

const NO_IMAGE: Instruction = { name: 'FROM', text: 'scratch', line: 0 };

function stageOf(
  [from, ...instructions]: readonly Instruction[],
  before: readonly Stage[],
  globals: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): Stage {
  const { words } = wordsOf({ ...(from as Instruction), text: expanded(from?.text ?? '', globals) });
  const base = numberOf(words[0] ?? '', before);
  const inherited = base === null ? null : (before[base] as Stage);
  let known = new Map(inherited?.variables.at(-1) ?? []);
  const renamed = new Map(inherited?.renamed ?? []);
  let folder = inherited?.folder ?? '/';
  const copied: Copied[] = [];
  const variables = instructions.map((instruction) => {
    known = new Map(known);
    assign(instruction, known, given, globals);
    const { words: paths, options } = wordsOf({ ...instruction, text: expanded(instruction.text, known) });
    for (const { stage, sources } of options.flatMap((option) => takenBy(option, instruction.name, paths))) {
      const number = numberOf(stage, before);
      if (number !== null) copied.push({ stage: number, sources });
    }
    if (instruction.name === 'WORKDIR') folder = posix.resolve(folder, paths[0] ?? '');
    for (const [name, source] of renamedBy(instruction.name, paths)) renamed.set(name, source);
    return known;
  });
  return {
    name: words[1]?.toUpperCase() === 'AS' ? (words[2] ?? null) : null,
    base,
    instructions,
    copied,
    variables,
    renamed,
    folder,
  };
}

/** The stage that a name or a number means; null for an image from elsewhere. */
function numberOf(written: string, before: readonly Stage[]): number | null {
  const at = before.findIndex(({ name }) => name?.toLowerCase() === written.toLowerCase());
  if (at !== -1) return at;
  return /^\d+$/.test(written) && before[Number(written)] !== undefined ? Number(written) : null;
}

/** `COPY --from=build /wheels /wheels`, `RUN --mount=type=bind,from=build,source=/wheels`. */
function takenBy(option: string, name: string, paths: readonly string[]): { stage: string; sources: string[] }[] {
  const from = name === 'RUN' ? /^--mount=.*\bfrom=([^,\s]+)/.exec(option) : /^--from=(\S+)/.exec(option);
  if (from === null) return [];
  const mounted = /\b(?:source|src)=([^,\s]+)/.exec(option)?.[1] ?? '/';
  return [{ stage: from[1] as string, sources: name === 'RUN' ? [mounted] : paths.slice(0, -1) }];
}

/** A file of the project that gets another name, by the last part of that. */
function renamedBy(instruction: string, paths: readonly string[]): readonly (readonly [string, string])[] {
  const [source = '', target = ''] = paths;
  const name = target.split('/').at(-1) ?? '';
  const isFile = /\.(txt|in|pip|sh)$|^[\w-]+$/.test(name);
  return /^(COPY|ADD)$/.test(instruction) && paths.length === 2 && isFile ? [[name, source]] : [];
}

/** ARG and ENV: what a build is given wins over an argument's default, and the environment over arguments. */
function assign(
  { name, text }: Instruction,
  into: Map<string, string>,
  given: ReadonlyMap<string, string>,
  globals: ReadonlyMap<string, string>,
): void {
  if (name !== 'ARG' && name !== 'ENV') return;
  const pairs = [...text.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s\\]*)/g)];
  const [key = '', ...value] = text.trim().split(/\s+/);
  if (pairs.length === 0 && name === 'ENV') into.set(key, value.join(' '));
  if (pairs.length === 0 && name === 'ARG') {
    const known = given.get(key) ?? globals.get(key);
    if (known !== undefined) into.set(key, known);
  }
  for (const [, left = '', right = ''] of pairs) {
    const argument = name === 'ARG' ? given.get(left) : undefined;
    into.set(left, argument ?? expanded(right.replace(/^["']|["']$/g, ''), into));
  }
}
