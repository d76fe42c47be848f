import { dirname } from 'node:path';
import type { Engine } from './engine.ts';
import { reasonOf } from './errors.ts';
import type { SourcePath } from './files/collect.ts';
import { DecodeError, decode, encode, searchFor } from './files/encoding.ts';
import { ReadError, sourceReader } from './files/read.ts';
import type { FileReport, Problem } from './result.ts';
import type { Settings } from './settings.ts';
import type { Outcome } from './types.ts';

/** What would be done to one file. Nothing is done yet. */
export interface Plan {
  readonly source: SourcePath;
  readonly before: Buffer;
  /** Equal to `before` where nothing is fixable. */
  readonly after: Buffer;
  readonly report: FileReport;
}

/** A plan, a problem of the file, or null for a file with nothing to say about. */
export type Planned = Plan | Problem | null;

/**
 * Looks at one file. Never throws: whatever goes wrong is a problem of that file.
 * @param file absolute.
 * @param bytes in place of the file's own, for a source that does not lie on the disk.
 * @returns no promise for a file that names no package, as almost all do.
 */
export type Planner = (file: string, bytes?: Buffer) => Promise<Planned> | null;

/**
 * A planner for one run: it loads the engine when the first file names a package, and keeps it.
 * @param sourceOf names a file that there is something to say about.
 */
export function plannerFor(settings: Settings, sourceOf: (file: string) => SourcePath): Planner {
  const read = sourceReader();
  const namesPackage = searchFor(settings.packages);
  const widthFor = widthsFor(settings);
  let engine: Promise<Engine> | null = null;
  const plan = async (source: SourcePath, before: Buffer): Promise<Planned> => {
    try {
      engine ??= import('./engine.ts').then(({ loadEngine }) => loadEngine(settings.packages, settings.rules));
      return planFor(source, before, await engine, await widthFor(dirname(source.absolute)));
    } catch (error) {
      return problemFor(source, error);
    }
  };
  return (file, bytes) => {
    try {
      const found = bytes ?? read(file);
      return namesPackage(found) ? plan(sourceOf(file), Buffer.from(found)) : null;
    } catch (error) {
      return Promise.resolve(problemFor(sourceOf(file), error));
    }
  };
}

function widthsFor({ width }: Settings): (folder: string) => number | Promise<number> {
  if (width !== null) return () => width;
  let reader: Promise<(folder: string) => Promise<number>> | null = null;
  return async (folder) => {
    reader ??= import('./width.ts').then(({ widthReader }) => widthReader());
    return (await reader)(folder);
  };
}

function planFor(source: SourcePath, before: Buffer, engine: Engine, width: number): Planned {
  const { text, encoding } = decode(before);
  const outcome = engine(source.shown, text, width);
  if (outcome.status === 'clean') return null;
  if (outcome.status === 'failed') return failure(source, outcome);
  const { after, findings } = outcome;
  const report: FileReport = {
    path: source.shown,
    patchPath: source.patchPath,
    encoding,
    before: text,
    after,
    findings,
    remaining: remainingIn(outcome, text, (fixed) => engine(source.shown, fixed, width)),
    written: false,
  };
  return { source, before, after: encode(after, encoding), report };
}

/** The findings that fixing leaves, with their places in the fixed text. */
function remainingIn(found: Extract<Outcome, { status: 'found' }>, before: string, again: (text: string) => Outcome) {
  const left = found.findings.filter(({ fixable }) => !fixable);
  if (left.length === 0 || found.after === before) return left;
  const outcome = again(found.after);
  return outcome.status === 'found' ? outcome.findings : left;
}

function failure(source: SourcePath, { line, column, reason }: Extract<Outcome, { status: 'failed' }>): Problem {
  return { path: source.shown, line, column, message: reason };
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
