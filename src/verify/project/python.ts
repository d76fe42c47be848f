import { join } from 'node:path';
import { isFile } from '../../files/peek.ts';
import { ENVIRONMENTS } from '../../packages/import-names.ts';

const INTERPRETERS = process.platform === 'win32' ? ['Scripts/python.exe'] : ['bin/python', 'bin/python3'];

/**
 * The Python that a project is run with: the virtual environment in its folder or above it up to the repository's,
 * then the active one, then python3.
 * @param folders where to look, the project's own first.
 */
export function findPython(
  folders: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const homes = folders.flatMap((folder) => ENVIRONMENTS.map((name) => join(folder, name)));
  for (const home of [...homes, ...(env.VIRTUAL_ENV ? [env.VIRTUAL_ENV] : [])]) {
    for (const interpreter of INTERPRETERS) {
      const path = join(home, interpreter);
      if (isFile(path)) return path;
    }
  }
  return process.platform === 'win32' ? 'python' : 'python3';
}
