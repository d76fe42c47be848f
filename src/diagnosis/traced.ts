import { join } from 'node:path';
import { readText } from '../files/read.ts';
import type { Frame } from '../log/types.ts';

/** A line of one of the project's files that a traceback went through. */
export interface TracedPlace {
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** Where the code stands now, which is not where it stood if the file has changed. */
  readonly line: number;
  readonly code: string;
}

/** The folders of what is installed, and of Python itself. */
const FOREIGN = /(?:^|\/)(?:site|dist)-packages\/|\/lib(?:64)?\/python\d|^<|\/lib\/python3\.zip\//i;
const INSTALLED = /(?:^|\/)(?:site|dist)-packages\/([^/]+?)(?:\.py)?(?:\/|$)/i;

/** The package that a frame is in, where it is one that is installed; null elsewhere. */
export function installedIn({ path }: Frame): string | null {
  return INSTALLED.exec(plain(path))?.[1] ?? null;
}

/** Whether a frame is in Python's own code. */
export function isPythons({ path }: Frame): boolean {
  return FOREIGN.test(plain(path)) && !INSTALLED.test(plain(path));
}

/**
 * Finds the line of the project that a frame is about: the file whose path ends as the frame's does, if the code in the
 * log stands in it.
 * @param files the project's, relative to its root, with `/`.
 * @returns null for a frame that is in no file of the project, or in one that has changed beyond recognition.
 */
export function tracedPlace(frame: Frame, root: string, files: readonly string[]): TracedPlace | null {
  const path = plain(frame.path);
  if (FOREIGN.test(path)) return null;
  for (const file of alike(path, files)) {
    const lines = readText(join(root, file), 'source')?.split(/\r?\n/) ?? [];
    const at = nearestLine(lines, frame);
    // A name such as settings.py alone says too little: the code has to be there.
    if (at === null) continue;
    return { file, line: at, code: (lines[at - 1] ?? '').trim() };
  }
  return null;
}

function plain(path: string): string {
  return path.replaceAll('\\', '/').replaceAll('/./', '/').replace(/^\.\//, '');
}

/** The files whose paths end like a path does, those with most folders in common first. */
function alike(path: string, files: readonly string[]): readonly string[] {
  const parts = path.split('/').reverse();
  const common = (file: string) => {
    const own = file.split('/').reverse();
    const differs = own.findIndex((part, index) => part !== parts[index]);
    return differs === -1 ? own.length : differs;
  };
  const found = files.map((file) => ({ file, shared: common(file) })).filter(({ shared }) => shared > 0);
  return found.sort((a, b) => b.shared - a.shared).map(({ file }) => file);
}

/** The line that holds a frame's code, nearest to where it stood; where the log has no code, the line itself. */
function nearestLine(lines: readonly string[], { line, code }: Frame): number | null {
  if (code === null) return line <= lines.length ? line : null;
  const holding = lines.flatMap((text, index) => (isSame(text, code) ? [index + 1] : []));
  return holding.sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0] ?? null;
}

/** Logs cut long lines, and lose blanks. */
function isSame(text: string, code: string): boolean {
  const bare = (line: string) => line.replace(/\s+/g, '');
  return bare(text) === bare(code);
}
