import { posix } from 'node:path';

/** The folder of a project-relative path; empty for the project's own. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** Folders that only hold a project's requirements files, or its workflows. */
const HOLDERS =
  /(?:^|\/)(?:\.github\/workflows|\.circleci|requirements?|reqs?|deps|dependencies|pip|conf|config|requirements\.(?:in|txt))$/;

/** The folder of the project that a manifest speaks for: `requirements/base.txt` speaks for the folder above. */
export function ownerOf(path: string): string {
  let folder = folderOf(path);
  while (HOLDERS.test(folder)) folder = folder.replace(HOLDERS, '');
  return folder;
}

/** A path as written in a file of a folder, relative to the project; absolute ones keep their `/`. */
export function resolved(folder: string, written: string): string {
  const path = written.replaceAll('\\', '/').replace(/^file:(?:\/\/)?/, '');
  if (path.startsWith('/')) return path;
  const joined = posix.join(folder, path).replace(/\/$/, '');
  return joined === '.' ? '' : joined;
}

/**
 * The known path that a written one means: itself, else the one that shares the most of its end,
 * and of several the nearest to the file that names it. Images copy files, so their paths are seldom the project's.
 */
export function nearestPath(wanted: string, known: Iterable<string>, from: string): string | null {
  const paths = [...known];
  if (paths.includes(wanted)) return wanted;
  const score = (path: string): number => 1000 * commonEnd(path, wanted) + 10 * commonStart(path, from) - depth(path);
  const alike = paths.filter((path) => posix.basename(path) === posix.basename(wanted));
  return alike.sort((a, b) => score(b) - score(a))[0] ?? null;
}

function depth(path: string): number {
  return path.split('/').length;
}

function commonEnd(a: string, b: string): number {
  return commonStart(a.split('/').reverse().join('/'), b.split('/').reverse().join('/'));
}

function commonStart(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
