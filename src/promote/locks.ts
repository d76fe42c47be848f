import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOf } from '../packages/paths.ts';
import type { Desk } from './desk.ts';
import { reachedFrom } from './together.ts';

/** Each lock file with the manifest that it is made of, and what makes it again. */
const LOCKS: readonly (readonly [string, string, string])[] = [
  ['uv.lock', 'pyproject.toml', 'uv lock'],
  ['poetry.lock', 'pyproject.toml', 'poetry lock'],
  ['pdm.lock', 'pyproject.toml', 'pdm lock'],
  ['Pipfile.lock', 'Pipfile', 'pipenv lock'],
];

/** A command, and the folder to call it in. */
export interface LockCommand {
  readonly command: string;
  /** Relative to the project, `.` for its own; null where the command says it. */
  readonly folder: string | null;
}

/**
 * The commands that bring the lock files up to date which the changed manifests have: djguard does not edit those.
 * @param changed the manifests, relative to the project.
 */
export function lockCommands(desk: Desk, changed: readonly string[]): readonly LockCommand[] {
  const found = LOCKS.flatMap(([lock, manifest, command]) =>
    changed
      .filter((file) => basename(file) === manifest)
      .flatMap((file) => nearest(desk.project.root, lock, folderOf(file)) ?? [])
      .map((folder): LockCommand => ({ command, folder })),
  );
  const compiled = compileCommands(desk, changed).map((command): LockCommand => ({ command, folder: null }));
  return [...found, ...compiled].filter(
    (at, index, all) => all.findIndex((other) => other.command === at.command && other.folder === at.folder) === index,
  );
}

/** The nearest folder with a lock file, from one upward to the project's own, `.`; it may be one that git ignores. */
function nearest(root: string, lock: string, folder: string): string | null {
  for (let at = folder; ; at = folderOf(at)) {
    if (existsSync(join(root, at, lock))) return at === '' ? '.' : at;
    if (at === '') return null;
  }
}

/** What compiles the requirements files that are made of changed ones, those first that others are made with. */
function compileCommands({ project: { graph }, made }: Desk, changed: readonly string[]): readonly string[] {
  const groups = [...graph.installed.keys()];
  const found = groups.filter(({ name }) => name === null).flatMap(({ file }) => made(file) ?? []);
  const stale = found.flatMap(({ sources, command }) => {
    const starts = groups.filter(({ file }) => sources.includes(file));
    const reached = [...reachedFrom(starts, graph)].map(({ file }) => file);
    return [...sources, ...reached].some((file) => changed.includes(file)) ? [{ command, size: reached.length }] : [];
  });
  return stale.sort((a, b) => a.size - b.size).map(({ command }) => command);
}
