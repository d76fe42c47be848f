import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FORMATS } from '../../src/report/formats.ts';
import { FIXABLE } from '../command.ts';
import { MANIFESTS } from './manifests.ts';
import { NAMES } from './names.ts';
import { NESTED } from './nested.ts';
import { SLOW } from './slow.ts';

/** A hostile project, and a command in it that has to end in good order all the same. */
export interface HostileCase {
  readonly name: string;
  /** Whether it is one of those that every run of the tests tries. */
  readonly quick: boolean;
  readonly words: readonly string[];
  /** Puts the project into a folder that has a good.py with a fixable finding. */
  readonly make: (cwd: string) => void;
  /** Whether the good file has to be named in the output, as for every `--check`. */
  readonly findsGood: boolean;
  readonly isGithub: boolean;
}

const put = (cwd: string, path: string, text: string | Buffer): void => {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
};

const hostile = (name: string, words: readonly string[], make: HostileCase['make'], quick = false): HostileCase => ({
  name,
  quick,
  words,
  make,
  findsGood: words.includes('--check'),
  isGithub: words.includes('github'),
});

const SPECIAL: readonly (readonly [string, (path: string) => void])[] = [
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  ['a link to /dev/zero', (path) => symlinkSync('/dev/zero', path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
  ['a link out of the project', (path) => symlinkSync('/etc/hostname', path)],
  ['a folder', (path) => mkdirSync(path)],
];
const READ_BY_NAME = [
  ...[
    'pyproject.toml',
    'setup.cfg',
    'setup.py',
    'requirements.txt',
    'requirements/base.txt',
    'Pipfile',
    'Pipfile.lock',
  ],
  ...[
    'poetry.lock',
    'uv.lock',
    'Dockerfile',
    'compose.yaml',
    'Makefile',
    '.gitignore',
    '.git/info/exclude',
    'settings.py',
  ],
  ...['.github/workflows/ci.yml', 'ruff.toml', 'manage.py', '.venv/pyvenv.cfg', 'Procfile'],
];

const special = READ_BY_NAME.flatMap((file) =>
  SPECIAL.map(([what, make]) =>
    hostile(`${file} is ${what}`, ['--check'], (cwd) => {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      make(join(cwd, file));
    }),
  ),
);

const nesting = Object.entries(NESTED).flatMap(([what, text]) => [
  hostile(`a source of ${what}`, ['--check'], (cwd) =>
    put(cwd, 'deep.py', `INSTALLED_APPS = ["debug_toolbar"]\n${text}`),
  ),
  hostile(`a setup.py of ${what}`, ['--check'], (cwd) => put(cwd, 'setup.py', text)),
  hostile(`settings of ${what}`, ['packages'], (cwd) => {
    put(cwd, 'manage.py', 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n');
    put(cwd, 'shop/settings.py', text.replaceAll('debug_toolbar', 'x'));
  }),
]);

const named = Object.entries(NAMES).flatMap(([what, name]) => {
  const make = (cwd: string): void => {
    put(cwd, `${name.replaceAll('/', '_')}/settings.py`, FIXABLE);
    put(cwd, `${name.replaceAll('/', '_')}/requirements.txt`, `broken broken ${name}\n`);
  };
  const commands = [
    ['--check'],
    ['--diff'],
    ['--fix'],
    ['packages'],
    ['why', 'silk'],
    ['promote', 'acme'],
    ['--check', '--color=always'],
  ];
  const formats = FORMATS.filter((format) => format !== 'text').map((format) => ['--output-format', format]);
  return [...commands, ...formats].map((words) =>
    hostile(`a folder's name is ${what}: djguard ${words.join(' ')}`, words, make),
  );
});

const manifests = MANIFESTS.map(([file, what, text], at) =>
  hostile(`${file} of ${what}`, ['--check'], (cwd) => put(cwd, file, Buffer.from(text, 'latin1')), at % 8 === 0),
);

const slow = Object.entries(SLOW).map(([what, made]) =>
  hostile(`200 times ${what}`, ['--check'], (cwd) => put(cwd, 'slow.py', made(200))),
);

const ENCODINGS = [
  'utf-7',
  'utf-16',
  'utf_8_sig',
  'rot13',
  'hex',
  'idna',
  'punycode',
  'unicode_escape',
  '\x1b[31m',
  '%0A',
  `x${'y'.repeat(3000)}`,
  '__proto__',
  'constructor',
];
const encodings = ENCODINGS.map((name) =>
  hostile(`a coding line that says ${JSON.stringify(name.slice(0, 20))}`, ['--check'], (cwd) =>
    put(cwd, 'coded.py', `# -*- coding: ${name} -*-\n${FIXABLE}`),
  ),
);

const WORDS = [
  ['--package', '__proto__'],
  ['--package', 'a'.repeat(50_000)],
  ['--select', 'constructor'],
  ['--exclude', `${'*'.repeat(2000)}a`],
  ['--exclude', '['.repeat(5000)],
  ['--config', '/dev/zero'],
  ['--output-format', 'toString'],
  ['why', '__proto__'],
  ['why', '\x1b[31m'],
  ['why', '(x|'],
  ['promote', '[('],
  ['promote', '../../etc/passwd'],
  ['promote', 'acme', '--to', '/etc/passwd'],
  ['explain', 'hasOwnProperty'],
  ['/dev/zero'],
  ['/dev/null'],
  ['/proc/self/mem'],
  ['\n'],
  [`${'a/'.repeat(3000)}b`],
];
const argv = WORDS.map((words) => hostile(`djguard ${JSON.stringify(words).slice(0, 60)}`, words, () => {}, true));

/** Every case. */
export const HOSTILE: readonly HostileCase[] = [
  ...special,
  ...nesting,
  ...named,
  ...manifests,
  ...slow,
  ...encodings,
  ...argv,
];
