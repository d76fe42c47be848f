import { slashed } from '../files/paths.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { type Compiled, compiledFrom } from './compiled.ts';
import { exportedFrom } from './exported.ts';
import { Refused } from './lists/list.ts';
import { type Texts, textsOf } from './texts.ts';

/** What an edit needs to know of a project. */
export interface Desk {
  readonly project: ProjectPackages;
  readonly texts: Texts;
  /** The folder that somebody asks in, relative to the project; empty for the project's own, or one outside of it. */
  readonly within: string;
  /** What a tool made a requirements file of; null where somebody wrote it. */
  readonly made: (file: string) => Compiled | null;
  /** Null where there is no setup.py to read. */
  readonly parse: Parse | null;
}

/** A project's manifests, ready to be edited. @param folder the one that somebody asks in, absolute. */
export async function deskFor(project: ProjectPackages, folder: string): Promise<Desk> {
  const { root, files } = project;
  const isPython = files.some((file) => /(^|\/)setup\.py$/.test(file));
  const texts = textsOf(root);
  const inside = folder === root ? '' : slashed(folder, root);
  return {
    project,
    texts,
    made: (file) => {
      const text = readable(() => texts.original(file));
      return text === null ? null : (compiledFrom(file, text, files) ?? exportedFrom(project, file, text));
    },
    within: inside.startsWith('..') ? '' : inside,
    parse: isPython ? await (await import('../python/syntax/parser.ts')).loadParser() : null,
  };
}

/** What can't be read is refused where it is to be edited, and tells nothing else. */
function readable(read: () => string): string | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
