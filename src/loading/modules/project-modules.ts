import { join } from 'node:path';
import type { Kept } from '../../files/kept.ts';
import { looseText } from '../../files/loose-text.ts';
import { readBytes } from '../../files/read.ts';
import type { TextFile } from '../evidence/sources.ts';
import { indexModules, type Modules } from './module-index.ts';
import { type Known, listProject, type ProjectFiles } from './project-files.ts';

/** A project's files, what their names mean, and their texts. */
export interface ProjectModules extends ProjectFiles {
  readonly modules: Modules;
  /** Reads a file, once; null where that can't be done. @param path relative to the project, with `/`. */
  readonly read: (path: string) => TextFile | null;
  /** A file's text, which is not remembered: for looking through many. Empty where it can't be read. */
  readonly peek: (path: string) => string;
}

/** Lists a project's files; each is read when somebody first asks for it. @param root the project's folder, absolute. */
export function projectModules(root: string, known: Known): ProjectModules {
  const files = listProject(root, known);
  const texts = new Map<string, TextFile | null>();
  const read = (path: string) => {
    if (!texts.has(path)) texts.set(path, textAt(root, path, known.kept));
    return texts.get(path) ?? null;
  };
  const peek = (path: string) => (texts.get(path) ?? textAt(root, path, known.kept))?.text ?? '';
  return { ...files, modules: indexModules(files.python, files.folders), read, peek };
}

/** A file of a project; null where it can't be read. @param path relative to the project, with `/`. */
export function textAt(root: string, path: string, kept?: Kept): TextFile | null {
  const file = join(root, path);
  try {
    const isPython = path.endsWith('.py');
    const bytes = kept?.get(file) ?? readBytes(file, isPython ? 'source' : 'manifest');
    kept?.hold(file, bytes);
    return { path, text: isPython ? looseText(bytes) : bytes.toString('utf8') };
  } catch {
    return null;
  }
}
