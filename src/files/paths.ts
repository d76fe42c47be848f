import { relative, sep } from 'node:path';

/** Whether an absolute path lies below an absolute folder; a folder is not inside itself. */
export function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A path relative to the working directory, or absolute where it lies outside. */
export function shownPath(absolute: string, cwd: string): string {
  if (absolute === cwd) return '.';
  return isInside(absolute, cwd) ? below(absolute, cwd) : absolute;
}

/** A path below a folder with `/` between its parts, as patches and patterns write it. */
export function slashed(absolute: string, folder: string): string {
  const path = isInside(absolute, folder) ? below(absolute, folder) : relative(folder, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

function below(absolute: string, folder: string): string {
  return absolute.slice(folder.endsWith(sep) ? folder.length : folder.length + 1);
}
