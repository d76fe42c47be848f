import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { djguard, folderWith } from './command.ts';
import { PROJECTS } from './projects.ts';

/** Projects side by side, one with a package that only development declares, a file that is no Python, and findings. */
function projects(): { readonly cwd: string; readonly paths: readonly string[] } {
  const cwd = folderWith({
    'acme/manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    'acme/wsgi.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    'acme/settings.py': 'INSTALLED_APPS = ["shop", "acme_lens"]\nROOT_URLCONF = "urls"\n',
    'acme/urls.py': 'import acme_lens\n\nurlpatterns = []\n',
    'acme/broken.py': 'import debug_toolbar\nx = (\n',
    'acme/requirements.txt': 'django\n',
    'acme/requirements-dev.txt': 'acme-lens\ndjango-debug-toolbar\n',
  });
  for (const { name } of PROJECTS)
    cpSync(join('fixtures/projects', name, 'before'), join(cwd, name), { recursive: true });
  return { cwd, paths: ['acme', ...PROJECTS.map(({ name }) => name)] };
}

async function found(cwd: string, paths: readonly string[], ...flags: string[]) {
  const ran = await djguard(['--check', '--output-format', 'json', ...flags, ...paths], { cwd });
  const { findings, files, errors, doubts, notes } = JSON.parse(ran.stdout);
  return { code: ran.code, all: { findings, files, errors, doubts }, notes };
}

test.each(['one tree', 'several projects'])(
  'the shards of %s find together what one run finds, each thing once',
  async (what) => {
    const { cwd, paths: all } = projects();
    const paths = what === 'one tree' ? ['.'] : [...all, 'missing'];
    const whole = await found(cwd, paths);
    expect(whole.all.files.length).toBeGreaterThan(5);
    expect(whole.all.errors.length).toBe(what === 'one tree' ? 1 : 2);
    for (const count of [1, 2, 5]) {
      const shards = [];
      for (let index = 1; index <= count; index++) {
        // Whoever starts a shard may list the paths in another order.
        const given = index % 2 === 0 ? paths.toReversed() : paths;
        shards.push(await found(cwd, given, '--shard', `${index}/${count}`));
      }
      for (const key of ['findings', 'files', 'errors', 'doubts'] as const) {
        const parts = shards.flatMap(({ all }) => all[key]).map((each) => JSON.stringify(each));
        expect(parts.sort()).toEqual(whole.all[key].map((each: unknown) => JSON.stringify(each)).sort());
      }
      expect(Math.max(...shards.map(({ code }) => code ?? 0))).toBe(whole.code);
      const held = shards.map(({ notes }) =>
        /shard \d+ of \d+: (\d+) of (\d+)/.exec(notes.join('\n'))?.slice(1).map(Number),
      );
      expect(held.reduce((sum, [own] = []) => sum + (own ?? 0), 0)).toBe(held[0]?.[1]);
    }
  },
);

test('a shard of a project looks at all of it: what another file says counts', async () => {
  const cwd = folderWith({
    'a.py': 'x = 1\n',
    'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
    'site_settings.py': 'INSTALLED_APPS = ["debug_toolbar"]\n',
    'requirements.txt': 'django\n',
  });
  writeFileSync(
    join(cwd, 'wsgi.py'),
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
  );
  const { all } = await found(cwd, ['.'], '--shard', '3/4');
  expect(all.findings).toMatchObject([{ path: 'site_settings.py', level: 'production' }]);
});

test.each([
  [['--shard', '0/4'], '--shard takes a share and their number, as 1/4, not "0/4"'],
  [['--shard', '5/4'], '--shard takes a share and their number, as 1/4, not "5/4"'],
  [['--shard', '2'], '--shard takes a share and their number, as 1/4, not "2"'],
  [
    ['--fix', '--shard', '1/2'],
    '--shard goes with a preview or --check of files: a fix and a proof are about the whole',
  ],
  [
    ['--check', '--verify', '--shard', '1/2'],
    '--shard goes with a preview or --check of files: a fix and a proof are about the whole',
  ],
])('djguard %j is a mistake', async (args, message) => {
  const { code, stderr } = await djguard(args, { cwd: folderWith({}) });
  expect([code, stderr]).toEqual([2, `djguard: ${message}\n`]);
});
