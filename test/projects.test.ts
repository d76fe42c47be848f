import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOOT, type Environment, probe, type Step } from './probe.ts';
import { pythonWorlds, runProgram } from './world.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/projects', import.meta.url));
const PANEL = '/__debug__/render_panel/?request_id=0&panel_id=TimerPanel';

interface Project {
  readonly name: string;
  readonly page: string;
  readonly package: string;
  /** How the production image is built and served. */
  readonly production: Environment;
  /** Where the page shows the toolbar. */
  readonly debugging: readonly Environment[];
  readonly others?: readonly Environment[];
}

const PROJECTS: readonly Project[] = [
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

const worlds = await pythonWorlds();
const { present, absent } = worlds ?? { present: '', absent: '' };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'djguard-projects-'));
  await cp(FIXTURES, folder, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(worlds === null).each(PROJECTS)('$name', { timeout: 120_000 }, (project) => {
  const tree = (name: 'before' | 'after') => join(folder, project.name, name);
  const environments = [project.production, ...project.debugging, ...(project.others ?? [])];

  describe.each(environments)('$settings $configuration $env', (environment) => {
    let original: ReadonlyMap<string, Step>;
    beforeAll(async () => {
      original = await probe(present, tree('before'), environment);
    });

    test('before, without the toolbar: everything after the settings fails for want of it', async () => {
      const steps = await probe(absent, tree('before'), environment);
      expect(failures(steps)).toEqual(BOOT.filter((step) => step !== 'settings'));
      expect(steps.get('setup')?.error?.missing).toBe('debug_toolbar');
    });

    test('after, without it: boots, and each list is the old one less the toolbar', async () => {
      const steps = await probe(absent, tree('after'), environment);
      expect(failures(steps)).toEqual([]);
      expect(settingsOf(steps)).toEqual(lessToolbar(settingsOf(original)));
      const patterns = original.get('urls')?.value as [string][];
      expect(steps.get('urls')?.value).toEqual(patterns.filter(([route]) => !route.includes('__debug__/')));
    });

    test('after, with it: everything is as before', async () => {
      const steps = await probe(present, tree('after'), environment);
      expect(failures(original)).toEqual([]);
      expect(values(steps)).toEqual(values(original));
      expect(entries(settingsOf(steps), 'INSTALLED_APPS')).toContain('debug_toolbar');
    });
  });

  test.each(project.debugging)('after, with it: $settings $configuration shows the toolbar', async (environment) => {
    const steps = await probe(present, tree('after'), environment, ['settings', 'page'], [project.page, PANEL]);
    const page = steps.get('page')?.value as Record<string, { status: number; html: string }>;
    const middleware = entries(settingsOf(steps), 'MIDDLEWARE');
    expect(middleware).toContain('debug_toolbar.middleware.DebugToolbarMiddleware');
    expect(page[project.page]).toMatchObject({ status: 200, html: expect.stringContaining('id="djDebug"') });
    expect(page[PANEL]).toMatchObject({ status: 200, html: expect.stringContaining('"content"') });
  });

  const commands = {
    collectstatic: ['manage.py', 'collectstatic', '--dry-run', '--noinput'],
    check: ['manage.py', 'check'],
    wsgi: ['-c', `import ${project.package}.wsgi`],
    asgi: ['-c', `import ${project.package}.asgi`],
  };
  test.each(Object.entries(commands))('the production command %s fails before and passes after', async (_, command) => {
    const { settings, configuration } = project.production;
    const env = { DJANGO_SETTINGS_MODULE: settings, DJANGO_CONFIGURATION: configuration };
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
    ['INSTALLED_APPS', settings, 'INSTALLED_APPS += ["debug_toolbar"]\n', BOOT.slice(1)],
    ['MIDDLEWARE', settings, 'MIDDLEWARE += ["debug_toolbar.middleware.DebugToolbarMiddleware"]\n', ['wsgi', 'asgi']],
    ['urls.py', 'config/urls.py', 'import debug_toolbar\n', ['check', 'urls']],
  ])('%s is found by the steps that Django fails in', async (_, file, forgotten, failing) => {
    const tree = await mkdtemp(join(folder, 'forgotten-'));
    await cp(join(FIXTURES, 'settings-package/after'), tree, { recursive: true });
    await writeFile(join(tree, file), `${await readFile(join(tree, file), 'utf8')}${forgotten}`);
    expect(failures(await probe(absent, tree, environment))).toEqual(failing);
  });
});

type Settings = Readonly<Record<string, { readonly list?: readonly string[]; readonly tuple?: readonly string[] }>>;

function failures(steps: ReadonlyMap<string, Step>): string[] {
  return BOOT.filter((step) => steps.get(step)?.ok !== true);
}

function values(steps: ReadonlyMap<string, Step>): Record<string, unknown> {
  return Object.fromEntries([...steps].map(([name, step]) => [name, step.value]));
}

function settingsOf(steps: ReadonlyMap<string, Step>): Settings {
  return steps.get('settings')?.value as Settings;
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
