import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Worlds, worldsOf } from '../bench/mutation/worlds.ts';
import { type Boot, STEPS } from '../src/verify/types.ts';
import { type Pattern, patternEntries } from '../src/verify/values/url-patterns.ts';
import { copyOf, FIXTURES, PROJECTS, type Start } from './projects.ts';
import { cleanEnvironment, pythonWorlds, runProgram } from './world.ts';

const PAGE = fileURLToPath(new URL('./page.py', import.meta.url));
const PANEL = '/__debug__/render_panel/?request_id=0&panel_id=TimerPanel';

const worlds = await pythonWorlds();
const { present, absent } = worlds ?? { present: '', absent: '' };
let folder = '';

/** Boots that several tests ask about, by all that they depend on; no test changes a tree after its first boot. */
const boots = new Map<string, Promise<Boot>>();
/** What forks each start from one that has Django imported, by the interpreter. */
const forking = new Map<string, Worlds>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djguard-boot-'));
});
afterAll(async () => {
  for (const { close } of forking.values()) close();
  await rm(folder, { recursive: true });
});

describe.skipIf(worlds === null).each(PROJECTS)('$name', { timeout: 120_000 }, (project) => {
  let copy = '';
  const tree = (name: 'before' | 'after') => join(copy, name);
  beforeAll(async () => {
    const { root, path } = await copyOf(project.name, folder);
    copy = join(root, path);
  });
  const environments = [project.production, ...project.debugging, ...(project.others ?? [])];

  describe.each(environments)('$settings $configuration $env', (environment) => {
    let original: Boot;
    beforeAll(async () => {
      original = await start(present, tree('before'), environment);
    });

    test('before, without the toolbar: everything after the settings fails for want of it', async () => {
      const now = await start(absent, tree('before'), environment);
      expect(failures(now)).toEqual(STEPS.slice(1));
      expect(now.steps.get('setup')).toMatchObject({ outcome: 'failed', failure: { missing: 'debug_toolbar' } });
    });

    test('after, without it: boots, and each list is the old one less the toolbar', async () => {
      const now = await start(absent, tree('after'), environment);
      expect(failures(now)).toEqual(withoutFolder(now));
      expect(settingsOf(now)).toEqual(lessToolbar(settingsOf(original)));
      const patterns = urlsOf(original);
      expect(urlsOf(now)).toEqual(patterns.filter(([route]) => !route.includes('__debug__/')));
    });

    test('after, with it: everything is as before', async () => {
      const now = await start(present, tree('after'), environment);
      expect(failures(original)).toEqual(withoutFolder(original));
      expect(values(now)).toEqual(values(original));
      expect(entries(settingsOf(now), 'INSTALLED_APPS')).toContain('debug_toolbar');
    });
  });

  test.each(project.debugging)('after, with it: $settings $configuration shows the toolbar', async (environment) => {
    const now = await start(present, tree('after'), environment);
    expect(entries(settingsOf(now), 'MIDDLEWARE')).toContain('debug_toolbar.middleware.DebugToolbarMiddleware');
    const env = variablesOf(environment);
    const ran = await runProgram(present, [PAGE, project.page, PANEL], { cwd: tree('after'), env });
    const pages = JSON.parse(ran.stdout);
    expect(pages[project.page]).toMatchObject({ status: 200, body: expect.stringContaining('id="djDebug"') });
    expect(pages[PANEL]).toMatchObject({ status: 200, body: expect.stringContaining('"content"') });
  });

  const commands = {
    collectstatic: ['manage.py', 'collectstatic', '--dry-run', '--noinput'],
    check: ['manage.py', 'check'],
    wsgi: ['-c', `import ${project.package}.wsgi`],
    asgi: ['-c', `import ${project.package}.asgi`],
  };
  test.each(Object.entries(commands))('the production command %s fails before and passes after', async (_, command) => {
    const env = variablesOf(project.production);
    const [before, after] = await Promise.all([
      runProgram(absent, command, { cwd: tree('before'), env }),
      runProgram(absent, command, { cwd: tree('after'), env }),
    ]);
    expect(before.code).toBe(1);
    expect(before.stderr).toContain("ModuleNotFoundError: No module named 'debug_toolbar'");
    expect(after).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.skipIf(worlds === null)('a fix that forgets one place', { timeout: 120_000 }, () => {
  const environment = { settings: 'config.settings.production' };
  const settings = 'config/settings/base.py';

  test.each([
    ['INSTALLED_APPS', settings, 'INSTALLED_APPS += ["debug_toolbar"]\n', STEPS.slice(1)],
    ['MIDDLEWARE', settings, 'MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n', ['wsgi', 'asgi']],
    ['urls.py', 'config/urls.py', 'import debug_toolbar\n', ['check', 'urls']],
  ])('%s is found by the steps that Django fails in', async (_, file, forgotten, failing) => {
    const tree = await mkdtemp(join(folder, 'forgotten-'));
    await cp(join(FIXTURES, 'settings-package/after'), tree, { recursive: true });
    await writeFile(join(tree, file), `${await readFile(join(tree, file), 'utf8')}${forgotten}`);
    expect(failures(await start(absent, tree, environment))).toEqual(failing);
  });
});

type Settings = Readonly<Record<string, { readonly list?: readonly string[]; readonly tuple?: readonly string[] }>>;

function start(python: string, root: string, { settings, configuration = null, env }: Start): Promise<Boot> {
  const environment = { settings, configuration };
  const key = JSON.stringify([python, root, environment, env]);
  const request = { python, root, environment, packages: [], atFirstUse: [], absent: false, timeout: 30 };
  const forks = forking.get(python) ?? worldsOf(python);
  forking.set(python, forks);
  const booted = boots.get(key) ?? forks.start({ ...request, env: cleanEnvironment(env) });
  boots.set(key, booted);
  return booted;
}

function variablesOf({ settings, configuration, env }: Start): Record<string, string | undefined> {
  return { ...env, DJANGO_SETTINGS_MODULE: settings, DJANGO_CONFIGURATION: configuration ?? undefined };
}

/** Where no folder for static files is set, nothing collects them. */
function withoutFolder({ settings }: Boot): string[] {
  return settings?.STATIC_ROOT ? [] : ['collectstatic'];
}

function failures(boot: Boot): string[] {
  return STEPS.filter((step) => boot.steps.get(step)?.outcome !== 'passed');
}

/** All that can be compared of a start. */
function values({ settings, resolved }: Boot): Record<string, unknown> {
  return { settings, ...Object.fromEntries(resolved) };
}

function urlsOf(boot: Boot): readonly [string][] {
  return patternEntries(boot.resolved.get('urlpatterns') as Pattern[], []).map(({ entry }) => entry as [string]);
}

function settingsOf(boot: Boot): Settings {
  return boot.settings as Settings;
}

function entries(settings: Settings, name: string): readonly string[] {
  return settings[name]?.list ?? settings[name]?.tuple ?? [];
}

function lessToolbar(settings: Settings): Settings {
  const less = { ...settings };
  for (const name of ['INSTALLED_APPS', 'MIDDLEWARE']) {
    const kept = entries(settings, name).filter((entry) => entry.split('.')[0] !== 'debug_toolbar');
    less[name] = settings[name]?.list ? { list: kept } : { tuple: kept };
  }
  return less;
}
