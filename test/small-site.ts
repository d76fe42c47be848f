import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { djguard } from './command.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

/** A small Django site that uses the debug toolbar, and what `djguard verify` prints of it. */
export const worlds = await pythonWorlds();
const python = worlds?.present ?? '';
export const env = cleanEnvironment() as Record<string, string>;

export const MANAGE = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n';
export const SETTINGS = `SECRET_KEY = "x"
ROOT_URLCONF = "site_urls"
INSTALLED_APPS = ["django.contrib.staticfiles", "debug_toolbar"]
STATIC_URL, STATIC_ROOT = "/static/", "static-root"
INTERNAL_IPS = ["127.0.0.1"]
`;
export const URLS =
  'import debug_toolbar\nfrom django.urls import include, path\n\nurlpatterns = [path("d/", include(debug_toolbar.urls))]\n';
export const UNGUARDED = { 'manage.py': MANAGE, 'site_settings.py': SETTINGS, 'site_urls.py': URLS };
export const GUARDED = {
  ...UNGUARDED,
  'site_settings.py': SETTINGS.replace(', "debug_toolbar"', ''),
  'site_urls.py': 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\nurlpatterns = []\n',
};

export const PASSING = `\
site_settings                     present  absent
  import settings                 pass     pass
  django.setup()                  pass     pass
  system checks                   pass     pass
  build the WSGI handler          pass     pass
  build the ASGI handler          pass     pass
  resolve the URLconf             pass     pass
  template engines                pass     pass
  dotted names in settings        pass     pass
  collectstatic --dry-run         pass     pass
  values less the packages        -        pass
`;
export const COMPARED = PASSING.replace('less the packages        -   ', 'as before the fix        pass');

export const run = (cwd: string, ...args: string[]) => djguard([...args], { cwd, env: { ...env, VIRTUAL_ENV: venv } });
export const venv = join(python, '../..');
export const textIn = (...path: string[]): string => readFileSync(join(...path), 'utf8');

/** The site with several settings modules, of which ENV says which is meant. */
export const MODULES = {
  'manage.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", f"site_conf.settings.{os.environ[\'ENV\']}")\n',
  'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = site_conf.settings.testing\n',
  'site_urls.py': GUARDED['site_urls.py'],
  'site_conf/__init__.py': '',
  'site_conf/settings/__init__.py': '',
  'site_conf/settings/base.py': GUARDED['site_settings.py'],
  'site_conf/settings/helpers.py': 'x = 1\n',
  ...Object.fromEntries(
    ['testing', 'local', 'production', 'staging', 'container'].map((name) => [
      `site_conf/settings/${name}.py`,
      'from .base import *\n',
    ]),
  ),
};
