import { cp, mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the fixture projects lie: each has before/, after/ and stdout.txt. */
export const FIXTURES = fileURLToPath(new URL('../fixtures/projects', import.meta.url));

/** A settings module, or a class in one, and what the shell sets. */
export interface Start {
  readonly settings: string;
  readonly configuration?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Project {
  readonly name: string;
  readonly page: string;
  readonly package: string;
  /** How the production image is built and served. */
  readonly production: Start;
  /** Where the page shows the toolbar. */
  readonly debugging: readonly Start[];
  readonly others?: readonly Start[];
}

export const PROJECTS: readonly Project[] = [
  {
    name: 'settings-package',
    page: '/',
    package: 'config',
    production: { settings: 'config.settings.production' },
    debugging: [{ settings: 'config.settings.development' }],
    others: [{ settings: 'config.settings.base' }],
  },
  {
    name: 'single-file',
    page: '/Any/page',
    package: 'wiki',
    production: { settings: 'wiki.settings' },
    debugging: [{ settings: 'wiki.settings', env: { DEBUG: '1' } }],
  },
  {
    name: 'class-based',
    page: '/basket/',
    package: 'shop',
    production: { settings: 'shop.settings', configuration: 'Prod' },
    debugging: [
      { settings: 'shop.settings', configuration: 'Dev' },
      { settings: 'shop.settings', configuration: 'Staging' },
    ],
    others: [{ settings: 'shop.settings', configuration: 'Dev', env: { SHOW_TOOLBAR: 'no' } }],
  },
  {
    name: 'documented-recipe',
    page: '/polls/',
    package: 'mysite',
    production: { settings: 'mysite.settings' },
    debugging: [{ settings: 'mysite.settings', env: { DEBUG: 'yes' } }],
  },
];

/** A copy of a project in a new folder under `folder`, where its paths are those of the repository. */
export async function copyOf(project: string, folder: string): Promise<{ root: string; path: string }> {
  const root = await mkdtemp(join(folder, 'copy-'));
  const path = `fixtures/projects/${project}`;
  await cp(join(FIXTURES, project), join(root, path), { recursive: true });
  return { root, path };
}

/** Every file's bytes, and whether it can be executed, by path. */
export async function treeIn(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const described = files.sort().map(async (file) => {
    const executable = ((await stat(file)).mode & 0o100) !== 0;
    return [relative(root, file), `${executable ? 'x' : '-'} ${await readFile(file, 'latin1')}`];
  });
  return Object.fromEntries(await Promise.all(described));
}
