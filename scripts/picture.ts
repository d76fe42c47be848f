/**
 * Writes docs/terminal.svg, which the README shows: a project's `collectstatic` without the toolbar, `djguard --fix
 * --verify`, and `collectstatic` again, in real virtual environments. With `--check` it says whether the file is current.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cleanEnvironment, pythonWorlds } from '../test/world.ts';
import { type Entry, terminal } from './terminal.ts';

const PICTURE = 'docs/terminal.svg';
const PROJECT = 'fixtures/projects/documented-recipe/before';
const AUTHOR = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];

const worlds = await pythonWorlds();
if (worlds === null) throw new Error('the picture needs python3');
const top = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-picture-')));
process.on('exit', () => rmSync(top, { recursive: true, force: true }));
const cwd = join(top, 'mysite');
cpSync(PROJECT, cwd, { recursive: true });
for (const words of [
  ['init', '--quiet'],
  ['add', '--all'],
  [...AUTHOR, 'commit', '--quiet', '--message', 'first'],
])
  execFileSync('git', words, { cwd });
mkdirSync(join(top, 'bin'));
symlinkSync(resolve('dist/djguard.js'), join(top, 'bin/djguard'));

// What is said once for each project is said here.
ran(worlds.present, 'djguard verify');
const picture = terminal([
  shown('production', worlds.absent, 'python manage.py collectstatic --noinput'),
  shown('development', worlds.present, 'djguard --fix --verify'),
  shown('production', worlds.absent, 'python manage.py collectstatic --noinput'),
]);
if (!process.argv.includes('--check')) writeFileSync(PICTURE, picture);
else if (readFileSync(PICTURE, 'utf8') !== picture) {
  process.stderr.write(`${PICTURE} is not current: run \`npm run picture\`.\n`);
  process.exitCode = 1;
}

function shown(prompt: string, python: string, command: string): Entry {
  const lines = ran(python, command).replaceAll(top, '~').trim().split('\n');
  const isTrace = lines[0]?.startsWith('Traceback') === true;
  return { prompt, command, lines: isTrace ? [lines[0] ?? '', '  ...', lines.at(-1) ?? ''] : lines };
}

/** What a command prints, both streams in the order that a terminal shows them in. */
function ran(python: string, command: string): string {
  const PATH = [dirname(python), join(top, 'bin'), process.env.PATH].join(':');
  const env = { ...cleanEnvironment(), PATH, FORCE_COLOR: '1', XDG_STATE_HOME: join(top, 'state') };
  const { stdout } = spawnSync('sh', ['-c', `${command} 2>&1`], {
    cwd,
    env: { ...env, VIRTUAL_ENV: dirname(dirname(python)) },
    encoding: 'utf8',
  });
  return stdout;
}
