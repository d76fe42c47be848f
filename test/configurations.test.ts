import { describe, expect, test } from 'vitest';
import { useOfClass } from '../src/loading/configurations.ts';
import { djguard, folderWith } from './command.ts';

const MODULE = `from configurations import Configuration


class Base(Configuration):
    INSTALLED_APPS = ["shop"]


class Development(Base):
    INSTALLED_APPS = Base.INSTALLED_APPS + ["debug_toolbar"]


class Test(Base):
    pass


class ContinuousIntegration(Test):
    pass


class Production(Base):
    pass


class Staging(Production):
    pass
`;
const at = (value: string | null) => (value === null ? [] : [{ value, file: 'wsgi.py', line: 1 }]);
const use = (name: string, set: string | null, standard: string | null = null, isUnset = false) =>
  useOfClass(name, MODULE, { set: at(set), defaults: at(standard), isUnset }).by;

describe('a class of settings is', () => {
  test('production’s where evidence names it, or one that is built on it', () => {
    expect(use('Development', 'Development')).toBe('production');
    expect(use('Base', 'Production')).toBe('production');
    expect(use('Production', 'Staging')).toBe('production');
    expect(use('Test', 'ContinuousIntegration')).toBe('production');
  });

  test('developers’ by its name, where evidence names another, or nothing does', () => {
    expect(use('Development', 'Production')).toBe('developers');
    expect(use('Test', null)).toBe('developers');
    expect(use('Base', null)).toBe('production');
    expect(use('Staging', 'Production')).toBe('unknown');
  });

  test('what a server takes by default, where the environment is not known', () => {
    expect(use('Development', null, 'Development')).toBe('default');
    expect(use('Development', null, 'Development', true)).toBe('production');
    expect(use('Development', 'Build', 'Development')).toBe('default');
    expect(use('Development', 'Staging', 'Development')).toBe('developers');
    expect(use('Production', null, 'Production')).toBe('production');
  });
});

const started = (name: string) =>
  `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nos.environ.setdefault("DJANGO_CONFIGURATION", "${name}")\n`;

test.each([
  [
    'Development',
    {},
    '[condition] unguarded application of debug_toolbar; production loads it from shop/wsgi.py:2, under `class Development`, ' +
      'which holds unless production sets DJANGO_CONFIGURATION (the default at shop/wsgi.py:3)',
  ],
  ['Development', { 'fly.toml': '[env]\nSECRET_KEY = "x"\n' }, '[production]'],
  ['Production', {}, '[developers]'],
  [
    'Development',
    { '.env.production': 'A=1\nDJANGO_CONFIGURATION=Production\n' },
    '[developers] unguarded application of debug_toolbar; only development runs it, under `class Development`, ' +
      'which .env.production:2 overrules',
  ],
  [
    'Development',
    {
      '.github/workflows/deploy.yml':
        'jobs:\n  deploy:\n    env: {DJANGO_CONFIGURATION: Production}\n    steps:\n    - run: ./deploy.sh\n',
      'k8s/web.yml': 'env:\n- name: DJANGO_CONFIGURATION\n  value: Production\n',
    },
    'under `class Development`, which k8s/web.yml:2 overrules',
  ],
  [
    'Production',
    { Dockerfile: 'FROM python\nENV DJANGO_CONFIGURATION=Development\nCMD gunicorn shop.wsgi\n' },
    '[production]',
  ],
])('where wsgi.py has %s, and with %j, it is %s', async (name, more, level) => {
  const cwd = folderWith({
    'requirements.txt': 'django\n',
    'shop/__init__.py': '',
    'shop/settings.py': MODULE.replace('["shop"]', '["shop"]\n    SECRET_KEY = os.environ["SECRET_KEY"]'),
    'shop/wsgi.py': started(name),
    ...(more as Record<string, string>),
  });
  expect((await djguard(['--check'], { cwd })).stdout).toContain(level);
});

test('a module that only the toolbar loads is no finding', async () => {
  const panels = 'from debug_toolbar.panels import Panel\n\n\nclass Own(Panel):\n    pass\n';
  const files = {
    'requirements.txt': 'django\n',
    'manage.py': '',
    'shop/__init__.py': '',
    'shop/settings.py': 'DEBUG_TOOLBAR_PANELS = ["shop.panels.Own"]\n',
    'shop/panels.py': panels,
    'shop/wsgi.py': started('Production'),
  };
  expect((await djguard(['--check'], { cwd: folderWith(files) })).stdout).toBe('');
  const loaded = { ...files, 'shop/settings.py': `import shop.panels\n${files['shop/settings.py']}` };
  expect((await djguard(['--check'], { cwd: folderWith(loaded) })).stdout).toContain('[production]');
});

test('settings that only their name speaks for are said to be so', async () => {
  const files = {
    'shop/settings/__init__.py': '',
    'shop/settings/production.py': 'INSTALLED_APPS = ["debug_toolbar"]\n',
  };
  const { stdout } = await djguard(['--check'], { cwd: folderWith(files) });
  expect(stdout).toContain('by its name only');
});
