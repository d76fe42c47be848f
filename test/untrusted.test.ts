import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMAND, FIXABLE, folderWith, program, type Ran } from './command.ts';

/** Wraps what starts programs and opens connections before the command loads it, and writes down what was asked for. */
const WITNESS = `
import { appendFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
const require = createRequire(import.meta.url);
const watch = (owner, name, what) => {
  owner[name] = new Proxy(owner[name], {
    apply(call, self, args) {
      appendFileSync(process.env.SEEN, what(args) + '\\n');
      return Reflect.apply(call, self, args);
    },
  });
};
const programs = require('node:child_process');
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  watch(programs, name, ([file]) => String(file));
watch(require('node:net').Socket.prototype, 'connect', () => 'a connection');
watch(require('node:dgram'), 'createSocket', () => 'a datagram');
watch(require('node:dns'), 'lookup', () => 'a name');
syncBuiltinESMExports();
`;

/** Runs a script of Node.js under the witness; gives the programs and connections that it asked for. */
async function seenIn(
  cwd: string,
  ...args: string[]
): Promise<{ readonly ran: Ran; readonly seen: readonly string[] }> {
  const apart = folderWith({ 'witness.mjs': WITNESS, seen: '' });
  const witness = pathToFileURL(join(apart, 'witness.mjs')).href;
  const env = { SEEN: join(apart, 'seen') };
  const ran = await program(process.execPath, ['--import', witness, ...args], { cwd, env });
  return { ran, seen: readFileSync(env.SEEN, 'utf8').split('\n').filter(Boolean) };
}

/** A project in which whatever is run leaves a file called `ran`. */
async function trap(): Promise<{ readonly cwd: string; readonly wasRun: () => boolean }> {
  const mark = join(folderWith({}), 'ran');
  const leave = `open(${JSON.stringify(mark)}, "w").close()\n`;
  const cwd = folderWith({
    '.gitignore': 'settings.py\n',
    '.gitattributes': '*.py filter=x diff=x\n',
    'conftest.py': leave,
    'manage.py': `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n${leave}`,
    'noxfile.py': leave,
    'pyproject.toml':
      '[project]\nname = "shop"\ndependencies = ["django"]\n[dependency-groups]\ndev = ["django-debug-toolbar"]\n',
    'settings.py': `${FIXABLE}${leave}`,
    'setup.py': `${leave}from setuptools import setup\nsetup(install_requires=["django"])\n`,
    'hook.sh': `#!/bin/sh\n: > ${mark}\nexit 1\n`,
  });
  chmodSync(join(cwd, 'hook.sh'), 0o755);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--force', '.'],
    ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor'].map((name) => ['config', name, './hook.sh']),
    ...[
      'diff.external',
      'diff.x.command',
      'diff.x.textconv',
      'filter.x.clean',
      'filter.x.smudge',
      'filter.x.process',
    ].map((name) => ['config', name, './hook.sh']),
    ['config', 'filter.x.required', 'true'],
    ['config', 'core.hooksPath', '.'],
  ])
    await program('git', args, { cwd });
  return { cwd, wasRun: () => existsSync(mark) };
}

describe.skipIf(process.platform === 'win32')('a project that nobody trusts', () => {
  const commands = [
    ...['', '--check', '--check --production-only', '--fix', 'undo', 'packages', 'why debug_toolbar', 'rules'],
    ...[
      'promote debug_toolbar',
      'promote debug_toolbar --fix',
      'init',
      'init --fix',
      '--isolated --check',
      '--no-gitignore',
      '--help',
    ],
  ];

  test.each(commands)('is not run, no program but git is, and nothing is connected to: djguard %s', async (command) => {
    const { cwd, wasRun } = await trap();
    const { ran, seen } = await seenIn(cwd, COMMAND, ...command.split(' ').filter(Boolean));
    expect(ran.code, ran.stderr).toBeLessThan(2);
    // GNU's `cp` takes a file's attributes along where it is written anew.
    const known = command.includes('--fix') ? /^\/.*\/(git|cp)$/ : /^\/.*\/git$/;
    expect(seen.filter((what) => !known.test(what))).toEqual([]);
    expect(wasRun()).toBe(false);
  });

  test.each(commands)(
    'whatever the PATH and the project offer by the name of a program: djguard %s',
    async (command) => {
      const { cwd, wasRun } = await trap();
      const names =
        'git,cp,python,python3,pip,uv,poetry,pdm,pipenv,hatch,make,sh,bash,env,node,docker,hg,cat,which,ssh'.split(',');
      mkdirSync(join(cwd, 'bin'));
      for (const folder of ['.', 'bin'])
        for (const name of names) copyFileSync(join(cwd, 'hook.sh'), join(cwd, folder, name));
      const PATH = `:.:bin:${join(cwd, 'bin')}:${process.env.PATH}`;
      const ran = await program(process.execPath, [COMMAND, ...command.split(' ').filter(Boolean)], {
        cwd,
        env: { PATH },
      });
      expect(ran.code, ran.stderr).toBeLessThan(3);
      expect(wasRun()).toBe(false);
    },
  );

  test('would be noticed: its hook by git alone, a program and a connection by the witness', async () => {
    const { cwd, wasRun } = await trap();
    await program('git', ['ls-files'], { cwd });
    expect(wasRun()).toBe(true);
    writeFileSync(join(cwd, 'a.mjs'), "await fetch('http://127.0.0.1:49151').catch(() => {});\n");
    writeFileSync(join(cwd, 'b.mjs'), "import { execFile } from 'node:child_process';\nexecFile('true');\n");
    expect((await seenIn(cwd, 'a.mjs')).seen).toContain('a connection');
    expect((await seenIn(cwd, 'b.mjs')).seen).toContain('true');
    expect((await seenIn(cwd, COMMAND)).seen).toContainEqual(expect.stringMatching(/\/git$/));
  });
});
