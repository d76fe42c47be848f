import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleText, randomFrom, settingsText, urlsText } from './sources.ts';

/** A generated tree. */
export interface Tree {
  readonly name: string;
  readonly folder: string;
  /** How many Python files it has. */
  readonly files: number;
  /** How many of them have something to fix. */
  readonly toFix: number;
}

/** What a tree is to be like. */
export interface Shape {
  readonly name: string;
  readonly files: number;
  readonly toFix: number;
}

const FILES_IN_APP = 14;
const APPS_IN_SERVICE = 12;
const NAMES = ['__init__', 'admin', 'apps', 'forms', 'models', 'urls', 'views', 'migrations/0001_initial'];
const SMALLEST = 300;
const GITIGNORE = '*.pyc\n__pycache__/\n.env\n/media/\n*.log\nlocal_settings.py\n';

/** Writes a tree of services with apps of about 14 modules and 4 templates each; the same one every time. */
export function makeTree(parent: string, { name, files, toFix }: Shape): Tree {
  const folder = join(parent, name);
  const random = randomFrom(files + toFix);
  const made = new Set<string>();
  const write = (path: string, text: string): void => {
    const at = join(folder, path);
    const above = join(at, '..');
    if (!made.has(above)) mkdirSync(above, { recursive: true });
    made.add(above);
    writeFileSync(at, text);
  };
  write('.gitignore', GITIGNORE);
  write('README.md', '# A generated project\n');
  for (let index = 0; index < files - toFix; index++) writeModule(write, index, random);
  for (let index = 0; index < toFix; index++) {
    const service = `services/service_${index}`;
    write(`${service}/${index % 2 === 0 ? 'settings' : 'urls'}.py`, (index % 2 === 0 ? settingsText : urlsText)(index));
  }
  return { name, folder, files, toFix };
}

function writeModule(write: (path: string, text: string) => void, index: number, random: () => number): void {
  const app = Math.floor(index / FILES_IN_APP);
  const place = index % FILES_IN_APP;
  const folder = `src/service_${Math.floor(app / APPS_IN_SERVICE)}/app_${app}`;
  const name = NAMES[place] ?? `tests/test_part_${place}`;
  // Real modules' sizes are spread like this: half below 3 kB, a few of 50 kB or more.
  const size = SMALLEST * Math.exp(random() * random() * 7);
  write(`${folder}/${name}.py`, name === '__init__' ? '' : moduleText(Math.min(size, 100_000), random));
  if (place < 4) write(`${folder}/templates/part_${place}.html`, '<p>{{ order.title }}</p>\n'.repeat(40));
}

/** Makes a folder a git checkout with everything committed. */
export function commit(folder: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  git('init', '--quiet');
  git('add', '--all');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '-m', 'A generated project');
}
