import { servedBy } from '../../packages/manifests/docker/serving.ts';
import type { Built } from '../../packages/manifests/manifest.ts';
import { saidByCompose, saidByPath } from '../../packages/naming-conventions.ts';
import { escaped } from '../../util/pattern.ts';
import { nameOf } from '../modules/paths.ts';
import { placesIn, together } from './images.ts';
import { type Part, partAround } from './parts.ts';
import {
  COMPOSE,
  DEVELOPERS_FILES,
  DOCKERFILE,
  isAside,
  isCompose,
  isManage,
  MAKEFILE,
  type TextFile,
  WORKFLOW,
  withoutServer,
} from './sources.ts';

/** Who uses what a file says: production's servers, a developer, or both, as with manage.py. */
export type Reader = 'server' | 'development' | 'anybody';

/** A place in a file, and what is known of the environment there, once for each way to get there. */
export interface Said {
  readonly reader: Reader;
  readonly variables: readonly ReadonlyMap<string, string>[];
}

/** Says who uses what stands in a line of a file. */
export interface Readers {
  at(file: TextFile, line: number): Promise<Said>;
}

/**
 * Says who uses what stands in files: what their paths say, the stage, the job, the service or the target around it,
 * and where nothing of that is for anybody, whoever calls them.
 * @param files all files that may name settings.
 */
export function readersOf(files: readonly TextFile[]): Readers {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const known = new Map<string, ReturnType<typeof placesIn>>();
  const parts = new Map<string, Promise<Said>>();
  let builds: Promise<readonly Built[]> | null = null;
  const imageAt = async (file: TextFile, line: number): Promise<Said> => {
    builds ??= buildsIn(files);
    const own = (await builds).filter(({ dockerfile }) => dockerfile === file.path);
    const places = known.get(file.path) ?? placesIn(file, own, async (path) => texts.get(path) ?? null);
    known.set(file.path, places);
    return (await places)(line);
  };
  const at = async (file: TextFile, line: number, seen: ReadonlySet<string>): Promise<Said> => {
    const { path } = file;
    if (DOCKERFILE.test(path)) return imageAt(file, line);
    const said = ownWord(path);
    if (said !== null) return { reader: said, variables: [] };
    const part = await partAround(file, line);
    if (part.reader !== null) return { reader: part.reader, variables: [] };
    if (seen.size > 0) return byCallers(file, part, seen);
    const key = `${path}:${part.target}:${part.text}`;
    const told = parts.get(key) ?? byCallers(file, part, seen);
    parts.set(key, told);
    return told;
  };
  const byCallers = async (file: TextFile, part: Part, seen: ReadonlySet<string>): Promise<Said> => {
    const { path } = file;
    const caller = part.target ?? nameOf(path).replace(TEMPLATE, '');
    const callers = seen.has(caller)
      ? []
      : await Promise.all(
          callsOf(caller, path, part.target !== null, files).map((call) =>
            at(call.file, call.line, new Set([...seen, caller])),
          ),
        );
    const reader = together(callers.map((each) => each.reader));
    if (reader !== 'anybody') return { reader, variables: callers.flatMap(({ variables }) => variables) };
    const serves = servedBy(part.text) === 'production';
    return { reader: serves || !isForAnybody(file) ? 'server' : 'anybody', variables: [] };
  };
  return { at: (file, line) => at(file, line, new Set()) };
}

/** What a file is kept as until it gets its own name. */
const TEMPLATE = /\.(j2|gotmpl|tmpl|tpl|template|example|sample|dist|in)$/;

/** What a file's path says without a look into it; null where more has to be known. */
function ownWord(path: string): Reader | null {
  if (DEVELOPERS_FILES.test(path) || (path.endsWith('.py') && isAside(path))) return 'development';
  if (isManage(path)) return 'anybody';
  if (path.endsWith('.py')) return 'server';
  if (WORKFLOW.test(path) || MAKEFILE.test(path)) return null;
  const { kind } = COMPOSE.test(path) ? saidByCompose(path) : saidByPath(withoutServer(path));
  if (kind !== 'unknown') return kind === 'production' ? 'server' : 'development';
  return null;
}

/** Compose files, scripts, Makefiles and examples of `.env` are mostly for developers, but servers may use them too. */
function isForAnybody(file: TextFile): boolean {
  const { path } = file;
  if (isCompose(file) || MAKEFILE.test(path)) return true;
  return /env|\.sh$|^(docker-)?(entrypoint|start|run|serve)(?![\w-]*\.(?!sh))/.test(nameOf(path));
}

interface Call {
  readonly file: TextFile;
  readonly line: number;
}

/** The places in other files that call a script by its name, read a file of variables, or make a target. */
function callsOf(name: string, path: string, isTarget: boolean, files: readonly TextFile[]): readonly Call[] {
  const word = escaped(name);
  // What is called without an ending, such as `start`, is a word too: only behind a `/` it is a file.
  const before = /\./.test(name) ? String.raw`(?<![\w.-])` : String.raw`(?<=\/)`;
  const pattern = isTarget
    ? new RegExp(String.raw`\b(make|just)\s+([\w=-]+\s+)*${word}(?![\w.-])`, 'g')
    : new RegExp(`${before}${word}(?![\\w.-])`, 'g');
  return files.flatMap((file) => {
    if (file.path === path || !file.text.includes(name) || file.path.endsWith('.py')) return [];
    const lines = [...file.text.matchAll(pattern)].map(({ index }) => file.text.slice(0, index).split('\n').length);
    const written = file.text.split('\n');
    return lines
      .filter((line) => !/^\s*(#|\/\/|(COPY|ADD|RUN\s+(chmod|sed|dos2unix))\b)/.test(written[line - 1] ?? ''))
      .map((line) => ({ file, line }));
  });
}

/** What the compose files among some files build. */
async function buildsIn(files: readonly TextFile[]): Promise<readonly Built[]> {
  const found = files.filter(({ path, text }) => COMPOSE.test(path) && /\bbuild:/.test(text));
  if (found.length === 0) return [];
  const { compose } = await import('../../packages/manifests/formats/compose.ts');
  const context = { buildsOf: () => [], textOf: async () => null };
  const read = await Promise.all(found.map((file) => compose.read(file, context as never)));
  return read.flatMap(({ built }) => built ?? []);
}
