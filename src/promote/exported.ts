import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf, ownerOf } from '../packages/paths.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Compiled } from './compiled.ts';

/** Each tool's manifest and lock file, and how it writes requirements files from them. */
const TOOLS: readonly (readonly [string, string, string])[] = [
  ['pyproject.toml', 'poetry.lock', 'poetry export --output'],
  ['pyproject.toml', 'uv.lock', 'uv export --output-file'],
  ['pyproject.toml', 'pdm.lock', 'pdm export --output'],
  ['Pipfile', 'Pipfile.lock', 'pipenv requirements >'],
];
/** What exports say of nearly every package, and people of hardly any. */
const MARKED = /;\s*python_(?:full_)?version\s*[<>=]|\s--hash[=\s]/;

/**
 * What a requirements file was exported from, where it does not say so: it pins all that some group of a manifest beside
 * it declares, and more; and that manifest has a lock file, or most of its lines have the markers or hashes of exports.
 * @param file relative to the project.
 * @returns null where nothing shows that.
 */
export function exportedFrom({ graph, root }: ProjectPackages, file: string, text: string): Compiled | null {
  const groups = [...graph.installed.keys()];
  const own = groups.find((group) => group.file === file && group.name === null);
  const declarations = own?.declarations ?? [];
  if (declarations.length === 0 || !declarations.every((at) => /^[\w.-]+(\[[^\]]*\])?\s*==/.test(at.text))) return null;
  const names = new Set(declarations.map(({ name }) => name));
  const lines = text.replace(/\\\r?\n/g, ' ').split('\n');
  const isMarked = lines.filter((line) => MARKED.test(line)).length * 2 > declarations.length;
  for (const { file: manifest, declarations: wanted } of groups.filter(
    (group) => ownerOf(group.file) === ownerOf(file),
  )) {
    const tool = TOOLS.find(
      ([name, lock]) => basename(manifest) === name && existsSync(join(root, folderOf(manifest), lock)),
    );
    const usual = tool ?? (isMarked ? TOOLS.find(([name]) => basename(manifest) === name) : undefined);
    const isAll = wanted.length > 0 && wanted.length < names.size && wanted.every(({ name }) => names.has(name));
    if (usual !== undefined && isAll) return { file, sources: [manifest], command: `${usual[2]} ${file}` };
  }
  return null;
}
