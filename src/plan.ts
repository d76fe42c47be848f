import { dirname } from 'node:path';
import type { Engine } from './engine.ts';
import { reasonOf } from './errors.ts';
import type { SourcePath } from './files/collect.ts';
import { DecodeError, decode, encode, holdsAny } from './files/encoding.ts';
import { ReadError, readSource } from './files/read.ts';
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

/**
 * Looks at one file. Never throws: whatever goes wrong is a problem of that file.
 * @param bytes in place of the file's own, for a source that does not lie on the disk.
 * @returns null for a file with nothing to say about.
 */
export type Planner = (source: SourcePath, bytes?: Buffer) => Promise<Plan | Problem | null>;

/** A planner for one run: it loads the engine when the first file names a package, and keeps it. */
export function plannerFor(settings: Settings): Planner {
  let engine: Promise<Engine> | null = null;
  const widths = new Map<string, Promise<number>>();
  const widthFor = async (folder: string): Promise<number> => {
    if (settings.width !== null) return settings.width;
    const { widthIn } = await import('./width.ts');
    const width = widths.get(folder) ?? widthIn(folder);
    widths.set(folder, width);
    return width;
  };
  return async (source, bytes) => {
    try {
      const before = bytes ?? readSource(source.absolute);
      if (!holdsAny(before, settings.packages)) return null;
      engine ??= import('./engine.ts').then(({ loadEngine }) => loadEngine(settings.packages, settings.rules));
      return planFor(source, before, await engine, await widthFor(dirname(source.absolute)));
    } catch (error) {
      return problemFor(source, error);
    }
  };
}

function planFor(source: SourcePath, before: Buffer, engine: Engine, width: number): Plan | Problem | null {
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
