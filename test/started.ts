import { type LoadedFiles, readLoadedFiles } from '../src/loading/loaded-files.ts';
import type { Parse } from '../src/python/syntax/parser.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { folderWith } from './command.ts';

const parser = await loadParser('wasm');

/** What loads the files of a project that is made of some texts. */
export async function loadedIn(files: Readonly<Record<string, string>>, parse: Parse = parser): Promise<LoadedFiles> {
  return readLoadedFiles(folderWith(files), parse);
}

/** What loads some files, without the ways. */
export async function kinds(files: LoadedFiles, ...paths: string[]): Promise<readonly string[]> {
  return (await Promise.all(paths.map((path) => files.of(path)))).map(({ kind }) => kind);
}

/** A file that starts Django with some settings where nothing else is set. */
export function starts(settings: string): string {
  return `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n`;
}
