import { put } from '../files/buffer.ts';
import { newKept } from '../files/kept.ts';
import { ReadError, readInto, refuseLarge } from '../files/read.ts';
import { DecodeError, looksUtf16 } from '../files/undecoded.ts';
import type { Collected, SourcePath } from '../files/walk/collect.ts';
import { FILLED, namedIn } from '../rewrite/prefilter.ts';
import type { Scope } from '../scope/types.ts';
import type { ParallelSearch } from '../search/parallel.ts';
import { searchFor } from '../search/search.ts';
import type { Problem } from '../util/errors.ts';
import { reasonOf } from '../util/errors.ts';
import type { Engine, Planned } from './plan.ts';
import type { Settings } from './settings.ts';

/** Looks at files, one after the other. */
export interface Planner {
  /**
   * Looks at one file. Never throws: whatever goes wrong is a problem of that file.
   * @param file absolute.
   * @param bytes in place of the file's own, for a source that does not lie on the disk.
   * @returns no promise for a file that names no package, as almost all do.
   */
  plan(file: string, bytes?: Buffer): Promise<Planned> | null;
  /** What it needed to look closely; null where no file named a package. */
  engine(): Promise<Engine> | null;
}

/**
 * A planner for one run: it loads the engine when the first file names a package, and keeps it.
 * @param collected what the run's paths hold.
 * @param parallel a search that has begun, if there is one: what it has found clear is not read again.
 */
export function plannerFor(
  settings: Settings,
  scope: Scope,
  collected: Collected,
  parallel: ParallelSearch | null,
): Planner {
  const { sourceOf, files } = collected;
  const roots = scope.packages.map(({ root }) => root);
  const names = [...roots, ...FILLED];
  const search = searchFor(roots.length === 0 ? [] : names, files.length);
  const isClear =
    parallel !== null && names.every((name) => parallel.names.includes(name)) ? parallel.isClear : () => false;
  const kept = newKept();
  let engine: Promise<Engine> | null = null;
  const lookClosely = async (source: SourcePath, before: Buffer): Promise<Planned> => {
    try {
      engine ??= import('./engine.ts').then(({ loadEngine }) => loadEngine(settings, scope, collected, kept));
      return await (await engine).plan(source, before);
    } catch (error) {
      return problemFor(source, error);
    }
  };
  return {
    plan(file, bytes) {
      try {
        if (bytes === undefined && isClear(file)) return null;
        const held = bytes ?? kept.get(file);
        const length = held === undefined ? readInto(search, file) : put(search, held);
        const read = search.bytes.subarray(0, length);
        // What names a package in UTF-8 is the same in any encoding that begins with ASCII.
        const mayName =
          search.holds(length) && (looksUtf16(read) || namedIn(scope.packages, read.toString('latin1')).length > 0);
        if (!mayName) {
          if (held === undefined) kept.keep(file, read);
          return null;
        }
        refuseLarge(read);
        const before = Buffer.from(read);
        kept.hold(file, before);
        return lookClosely(sourceOf(file), before);
      } catch (error) {
        return Promise.resolve(problemFor(sourceOf(file), error));
      }
    },
    engine: () => engine,
  };
}

function problemFor(source: SourcePath, error: unknown): Problem {
  const line = error instanceof DecodeError ? error.line : null;
  return { path: source.shown, line, column: null, message: messageFor(error) };
}

function messageFor(error: unknown): string {
  if (error instanceof DecodeError || error instanceof ReadError) return error.message;
  // The engine walks trees by recursion; what overflows the stack would overflow a reader too.
  if (error instanceof RangeError) return 'is nested too deeply for djguard: it stays as it is';
  return `djguard failed on this file, which is a bug: ${reasonOf(error)}`;
}
