import { nameOf } from '../loading/modules/paths.ts';
import type { ProjectModules } from '../loading/modules/project-modules.ts';
import { filesMatching, filesNamed } from '../loading/modules/resolve.ts';
import { hasUnusualImports, scanImports } from '../loading/scan-imports.ts';
import { folderOf } from '../packages/paths.ts';

/** Calls that run a file, or import a module, that a string names. */
const BY_STRING = /\b(exec(file)?|include|import_module|__import__|run_path|SourceFileLoader)\s*\(/;

/** The files that may take names of a module: by what their import lines name, or by words in their strings. */
interface Mentions {
  readonly byFile: ReadonlyMap<string, readonly string[]>;
  readonly byWord: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the files of a project that may take names of another one. No file is parsed; each is read once, when the first
 * question is asked.
 */
export function mentionsIn(project: ProjectModules): (path: string) => readonly string[] {
  let known: Mentions | null = null;
  return (path) => {
    known ??= readMentions(project);
    const word = nameOf(path) === '__init__.py' ? nameOf(folderOf(path)) : nameOf(path).slice(0, -'.py'.length);
    const found = [...(known.byFile.get(path) ?? []), ...(known.byWord.get(word) ?? [])];
    return [...new Set(found)].filter((each) => each !== path);
  };
}

function readMentions(project: ProjectModules): Mentions {
  const [byFile, byWord] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const add = (map: Map<string, string[]>, key: string, path: string) => {
    const others = map.get(key);
    if (others === undefined) map.set(key, [path]);
    else others.push(path);
  };
  for (const path of project.python) {
    const text = project.peek(path);
    for (const file of filesImported(path, text, project)) add(byFile, file, path);
    for (const word of wordsIn(text)) add(byWord, word, path);
  }
  return { byFile, byWord };
}

/** The files that the import lines of a file name: those that names are taken from, and for `import a.b` all on the way. */
function filesImported(path: string, text: string, { modules }: ProjectModules): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name: written, text: statement } of scanImports(text)) {
    const [name = ''] = /^[.\w]+/.exec(written) ?? [];
    const parent = name.slice(0, Math.max(name.lastIndexOf('.'), 0)) || (/^\.+/.exec(name)?.[0] ?? '');
    const files = statement.startsWith('import')
      ? filesNamed(name, path, modules)
      : [name, parent].filter((each) => each !== '').flatMap((each) => filesMatching(each, path, modules));
    for (const file of files) found.add(file);
  }
  return found;
}

/** The words of strings that may name a file or a module; all words where imports cannot be told by their lines. */
function wordsIn(text: string): ReadonlySet<string> {
  if (hasUnusualImports(text)) return new Set(text.match(/\w+/g));
  if (!BY_STRING.test(text)) return new Set();
  const strings = text.match(/["'][^"'\n]*["']/g) ?? [];
  return new Set(strings.flatMap((written) => written.match(/\w+/g) ?? []));
}
