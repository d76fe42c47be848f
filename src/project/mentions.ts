import { nameOf } from '../loading/modules/paths.ts';
import type { ProjectModules } from '../loading/modules/project-modules.ts';
import { hasUnusualImports, scanImports } from '../loading/scan-imports.ts';
import { folderOf } from '../packages/paths.ts';

/** Calls that run a file, or import a module, that a string names. */
const BY_STRING = /\b(exec(file)?|include|import_module|__import__|run_path|SourceFileLoader)\s*\(/;
/** Stands for the package around a file: `from . import name`. */
const OWN_PACKAGE = '.';

/**
 * Finds the files of a project that may take names of another one, by the words in their imports. No file is parsed;
 * each is read once, when the first question is asked.
 */
export function mentionsIn({ python, read }: ProjectModules): (path: string) => readonly string[] {
  let byWord: Map<string, string[]> | null = null;
  const index = () => {
    const found = new Map<string, string[]>();
    for (const path of python) {
      for (const word of wordsIn(read(path)?.text ?? '')) {
        const others = found.get(word);
        if (others === undefined) found.set(word, [path]);
        else others.push(path);
      }
    }
    return found;
  };
  return (path) => {
    byWord ??= index();
    const isPackage = nameOf(path) === '__init__.py';
    const word = isPackage ? nameOf(folderOf(path)) : nameOf(path).slice(0, -'.py'.length);
    const inside = isPackage ? (byWord.get(OWN_PACKAGE) ?? []).filter((each) => each.startsWith(folderOf(path))) : [];
    return [...new Set([...(byWord.get(word) ?? []), ...inside])].filter((each) => each !== path);
  };
}

/** The words of a file's imports, or of all of it where imports cannot be told by their lines. */
function wordsIn(text: string): ReadonlySet<string> {
  if (hasUnusualImports(text)) return new Set([...(text.match(/\w+/g) ?? []), OWN_PACKAGE]);
  const found = new Set<string>();
  for (const { name } of scanImports(text)) {
    if (/^\.+\w*$/.test(name)) found.add(OWN_PACKAGE);
    for (const [word] of name.matchAll(/\w+/g)) found.add(word);
  }
  if (BY_STRING.test(text))
    for (const [written] of text.matchAll(/["'][^"'\n]*["']/g))
      for (const [word] of written.matchAll(/\w+/g)) found.add(word);
  return found;
}
