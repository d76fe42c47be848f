import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type LoadedFiles, readLoadedFiles } from '../src/loading/loaded-files.ts';
import { isPlain, scanImports } from '../src/loading/scan-imports.ts';
import { loadParser } from '../src/python/syntax/parser.ts';

const parse = await loadParser('wasm');
const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

async function reachIn(files: Readonly<Record<string, string>>, parser = parse): Promise<LoadedFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'djguard-reach-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return readLoadedFiles(folder, parser);
}

const starts = (settings: string) => `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n`;
const kinds = async (reach: LoadedFiles, ...paths: string[]) =>
  (await Promise.all(paths.map((path) => reach.of(path)))).map(({ kind }) => kind);

/** The shape of cookiecutter-django: the toolbar stands in local settings only. */
const SPLIT = {
  'manage.py': starts('config.settings.local'),
  'config/__init__.py': '',
  'config/wsgi.py': starts('config.settings.production'),
  'config/settings/__init__.py': '',
  'config/settings/base.py': 'ROOT_URLCONF = "config.urls"\nLOCAL_APPS = ["shop.users"]\nINSTALLED_APPS = LOCAL_APPS\n',
  'config/settings/local.py': 'from .base import *\nINSTALLED_APPS += ["debug_toolbar"]\n',
  'config/settings/production.py': 'from .base import *  # noqa\n',
  'config/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("", include("shop.pages.urls"))]\n',
  'shop/__init__.py': '',
  'shop/pages/__init__.py': '',
  'shop/pages/urls.py': 'from . import views\nfrom ..tools import deep\n\nurlpatterns = []\n',
  'shop/pages/views.py': 'from shop.pages.forms import (\n    Form,  # the form\n    Other,\n)\n',
  'shop/pages/forms.py': '',
  'shop/tools/__init__.py': '',
  'shop/tools/deep.py': 'def late():\n    import shop.tools.later\n',
  'shop/tools/later.py': '',
  'shop/tools/unused.py': '',
  'shop/users/__init__.py': '',
  'shop/users/models.py': '',
  'shop/users/templatetags/tags.py': '',
  'shop/users/management/commands/fill.py': 'import shop.users.filler\n',
  'shop/users/management/commands/tests/test_fill.py': '',
  'shop/users/filler.py': '',
  'shop/users/helpers.py': '',
  'shop/users/tests/test_users.py': 'from shop.users import factories\n',
  'shop/users/factories.py': '',
};

describe('a project with split settings', () => {
  test('production loads its settings, its URLconf and what they name', async () => {
    const reach = await reachIn(SPLIT);
    expect(
      await kinds(
        reach,
        'config/settings/production.py',
        'config/settings/base.py',
        'config/urls.py',
        'config/wsgi.py',
      ),
    ).toEqual(Array(4).fill('production'));
    expect(
      await kinds(reach, 'shop/pages/urls.py', 'shop/pages/views.py', 'shop/pages/forms.py', 'shop/tools/deep.py'),
    ).toEqual(Array(4).fill('production'));
    expect(
      await kinds(reach, 'shop/tools/later.py', 'shop/users/models.py', 'shop/users/templatetags/tags.py'),
    ).toEqual(Array(3).fill('production'));
  });

  test('local settings and tests are for development, and the rest is not reached', async () => {
    const reach = await reachIn(SPLIT);
    expect(await kinds(reach, 'config/settings/local.py', 'shop/users/tests/test_users.py')).toEqual(
      Array(2).fill('development'),
    );
    const rest = ['shop/tools/unused.py', 'shop/users/helpers.py', 'no/such/file.py'];
    expect(await kinds(reach, ...rest)).toEqual(Array(3).fill('unreached'));
  });

  test('what tests alone load is for development', async () => {
    const reach = await reachIn(SPLIT);
    expect(await kinds(reach, 'shop/users/factories.py')).toEqual(['development']);
  });

  test('a command is loaded when it is called', async () => {
    const reach = await reachIn(SPLIT);
    const called = { kind: 'production', condition: 'when the command runs' };
    expect(await reach.of('shop/users/management/commands/fill.py')).toMatchObject(called);
    expect(await reach.of('shop/users/filler.py')).toMatchObject(called);
    expect(await kinds(reach, 'shop/users/management/commands/tests/test_fill.py')).toEqual(['development']);
  });

  test('the chain says where each step stands', async () => {
    const { chain, condition } = await (await reachIn(SPLIT)).of('shop/pages/urls.py');
    expect(condition).toBe(null);
    expect(chain).toEqual([
      {
        file: 'config/wsgi.py',
        line: 3,
        text: 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")',
        condition: null,
      },
      { file: 'config/settings/production.py', line: 1, text: 'from .base import *', condition: null },
      { file: 'config/settings/base.py', line: 1, text: 'ROOT_URLCONF = "config.urls"', condition: null },
      { file: 'config/urls.py', line: 3, text: 'include("shop.pages.urls")', condition: null },
    ]);
  });
});

test('a name that counts from no folder above the file counts from the first folder with it', async () => {
  const settings = (folder: string) => ({
    [`${folder}/manage.py`]: '',
    [`${folder}/shop/__init__.py`]: '',
    [`${folder}/shop/settings.py`]: '',
  });
  const reach = await reachIn({
    ...settings('services/b'),
    ...settings('services/a'),
    'docker/web.Dockerfile': 'ENV DJANGO_SETTINGS_MODULE=shop.settings\n',
  });
  expect(await kinds(reach, 'services/a/shop/settings.py', 'services/b/shop/settings.py')).toEqual([
    'production',
    'unreached',
  ]);
});

test('a default of a server in a folder called config is no link to developers’ settings', async () => {
  const asgi = `BASE_DIR = "."\n${starts('config.settings.local')}`;
  const reach = await reachIn({ ...SPLIT, 'config/asgi.py': asgi });
  expect(await kinds(reach, 'config/settings/local.py', 'config/asgi.py')).toEqual(['development', 'production']);
});

describe('a search', () => {
  const asked = [...Object.keys(SPLIT), 'no/such/file.py'];

  test('tells the same of each file, whatever was asked before', async () => {
    const reach = await reachIn(SPLIT);
    const alone = await Promise.all(asked.map(async (path) => (await reachIn(SPLIT)).of(path)));
    expect(await Promise.all(asked.map((path) => reach.of(path)))).toEqual(alone);
    const backwards = await reachIn(SPLIT);
    for (const [index, path] of [...asked.entries()].reverse()) expect(await backwards.of(path)).toEqual(alone[index]);
  });

  test('parses nothing behind the file that is asked for', async () => {
    const parsed: string[] = [];
    const reach = await reachIn(SPLIT, (text) => {
      parsed.push(text);
      return parse(text);
    });
    await reach.of('config/settings/production.py');
    expect(parsed).toEqual([]);
    await reach.of('config/urls.py');
    expect(parsed).toContain(SPLIT['config/settings/base.py']);
    expect(parsed).not.toContain(SPLIT['config/urls.py']);
    await reach.of('shop/pages/urls.py');
    expect(parsed).toContain(SPLIT['config/urls.py']);
  });
});

describe('what developers alone are seen to load', () => {
  const CLOUD = 'config/settings/cloud.py';
  const files = {
    ...SPLIT,
    'config/settings/local.py': 'from .base import *\nfrom .extra import *\n',
    'config/settings/extra.py': '',
    'config/urls.py': 'from django.conf import settings\nif settings.DEBUG:\n    import shop.tools.panel\n',
    'shop/tools/panel.py': '',
  };
  const asked = ['config/settings/local.py', 'config/settings/extra.py', 'shop/tools/panel.py', 'shop/tests/tests.py'];
  const known = async (more: Readonly<Record<string, string>>) => {
    const reach = await reachIn({ ...files, ...more });
    return Promise.all(asked.map(async (path) => (await reach.doubtOn(path))?.file ?? null));
  };

  test('is theirs where nothing else loads it', async () => {
    expect(await known({})).toEqual([null, null, null, null]);
    const reach = await reachIn(files);
    expect(await reach.doubtOn('config/settings/base.py')).toBe(null);
    expect(await reach.doubtOn('shop/tools/unused.py')).toBe(null);
  });

  test('is doubted where a file loads it that nothing was found to load', async () => {
    const cloud = 'from .local import *\nfrom .extra import *\nimport shop.tools.panel\n';
    expect(await known({ [CLOUD]: cloud })).toEqual([null, CLOUD, CLOUD, null]);
    const far = {
      [CLOUD]: 'from .near import *\n',
      'config/settings/near.py': 'from .extra import *\n',
    };
    expect(await known(far)).toEqual([null, 'config/settings/near.py', null, null]);
    const asks = 'from django.conf import settings\nif settings.DEBUG:\n    import shop.tools.panel\n';
    expect(await known({ [CLOUD]: asks })).toEqual([null, null, null, null]);
  });
});

/** What stands behind a shell's `$` for a default. */
const BRACED = '{DJANGO_SETTINGS_MODULE:-cloud.settings}';

describe('what production starts with', () => {
  const settings = {
    'shop/__init__.py': '',
    'shop/settings/base.py': '',
    'shop/settings/dev.py': 'from .base import *\n',
  };

  test('a server that names the only settings there are names production’s', async () => {
    const reach = await reachIn({ ...settings, 'shop/wsgi.py': starts('shop.settings.dev') });
    expect(await kinds(reach, 'shop/settings/dev.py')).toEqual(['production']);
  });

  test('an image says what a server’s default does not', async () => {
    const files = { ...settings, 'shop/wsgi.py': starts('shop.settings.dev'), 'shop/settings/base.py': '' };
    const reach = await reachIn({
      ...files,
      Dockerfile: 'FROM python\nENV DJANGO_SETTINGS_MODULE=shop.settings.base\n',
    });
    expect(await kinds(reach, 'shop/settings/base.py', 'shop/settings/dev.py')).toEqual(['production', 'development']);
    expect((await reach.of('shop/settings/base.py')).chain[0]).toMatchObject({ file: 'Dockerfile', line: 2 });
  });

  test.each([
    ['Containerfile', 'ENV DJANGO_SETTINGS_MODULE cloud.settings\n'],
    ['docker/web/images/Dockerfile', 'ENV DJANGO_SETTINGS_MODULE=cloud.settings\n'],
    ['services/web/Dockerfile', 'ENV DJANGO_SETTINGS_MODULE=cloud.settings\n'],
    ['entrypoint.sh', `export DJANGO_SETTINGS_MODULE="$${BRACED}"\n`],
    ['docker-compose.yml', `environment:\n  DJANGO_SETTINGS_MODULE: $${BRACED}\n`],
    ['web.service', '[Service]\nEnvironment=DJANGO_SETTINGS_MODULE=cloud.settings\n'],
    ['deploy/supervisord.conf', 'environment=DJANGO_SETTINGS_MODULE="cloud.settings"\n'],
    ['uwsgi.ini', '[uwsgi]\nenv = DJANGO_SETTINGS_MODULE=cloud.settings\n'],
    ['gunicorn.conf.py', 'raw_env = ["DJANGO_SETTINGS_MODULE=cloud.settings"]\n'],
    ['app.json', '{"env": {"DJANGO_SETTINGS_MODULE": {"required": true, "value": "cloud.settings"}}}\n'],
    ['k8s/web.yaml', 'env:\n  - name: DJANGO_SETTINGS_MODULE\n    value: "cloud.settings"\n'],
    ['Makefile', 'serve:\n\tDJANGO_SETTINGS_MODULE=cloud.settings gunicorn\n'],
    ['site/wsgi.py', 'os.environ.setdefault(\n    "DJANGO_SETTINGS_MODULE",\n    "cloud.settings",\n)\n'],
    ['Procfile', 'web: gunicorn --workers 3 cloud.settings:application\n'],
    ['Dockerfile', 'CMD ["gunicorn", "--bind", "0.0.0.0:80", "cloud.settings:application"]\n'],
    ['start.sh', 'exec gunicorn \\\n  --workers 3 \\\n  cloud.settings:application\n'],
    ['Procfile', 'worker: celery -A cloud.settings worker\n'],
    ['uwsgi.ini', '[uwsgi]\nmodule = cloud.settings:application\n'],
  ])('%s may name it: %s', async (path, text) => {
    const cloud = { 'services/web/manage.py': '', 'cloud/__init__.py': '', 'cloud/settings.py': '', 'wsgi.py': '' };
    const reach = await reachIn({ ...cloud, 'site/settings/production.py': '', [path]: text });
    expect((await reach.of('cloud/settings.py')).chain[0]?.file).toBe(path);
    expect(await kinds(reach, 'cloud/settings.py')).toEqual(['production']);
    const without = {
      ...cloud,
      'site/settings/production.py': '',
      [path]: '# DJANGO_SETTINGS_MODULE=cloud.settings\n',
    };
    expect(await kinds(await reachIn(without), 'cloud/settings.py')).toEqual(['unreached']);
  });

  test('a package of settings goes by its name', async () => {
    const reach = await reachIn({
      'shop/settings/__init__.py': '',
      'shop/settings/production/__init__.py': '',
      'shop/settings/dev/__init__.py': '',
    });
    expect(await kinds(reach, 'shop/settings/production/__init__.py', 'shop/settings/dev/__init__.py')).toEqual([
      'production',
      'development',
    ]);
  });

  test('tests and compose overrides are a developer’s', async () => {
    const files = {
      ...settings,
      'shop/settings/main.py': '',
      'shop/settings/other.py': '',
      'shop/wsgi.py': starts('shop.settings.base'),
    };
    const reach = await reachIn({
      ...files,
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = shop.settings.main\n',
      'docker-compose.override.yml':
        'services:\n  web:\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings.other\n',
    });
    expect(await kinds(reach, 'shop/settings/main.py', 'shop/settings/other.py')).toEqual([
      'development',
      'development',
    ]);
  });

  test('without any that is named, the settings of the project', async () => {
    const reach = await reachIn({
      'shop/settings/base.py': '',
      'shop/settings/test.py': 'from .base import *\n',
      'manage.py': '',
    });
    expect(await kinds(reach, 'shop/settings/base.py', 'shop/settings/test.py')).toEqual(['production', 'development']);
  });

  test('a manage.py in a folder of its own is where names count from', async () => {
    const reach = await reachIn({
      'backend/manage.py': starts('site.settings'),
      'backend/site/settings.py': 'ROOT_URLCONF = "site.urls"\n',
      'backend/site/urls.py': 'urlpatterns = []\n',
    });
    expect(await kinds(reach, 'backend/site/urls.py')).toEqual(['production']);
  });
});

test('of several projects each means its own modules', async () => {
  const project = (folder: string) => ({
    [`${folder}/manage.py`]: starts('config.settings'),
    [`${folder}/config/__init__.py`]: '',
    [`${folder}/config/settings.py`]: 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "config.urls"\n',
    [`${folder}/config/urls.py`]: 'import config.views\nurlpatterns = []\n',
    [`${folder}/config/views.py`]: '',
    [`${folder}/config/wsgi.py`]: starts('config.settings'),
    [`${folder}/shop/__init__.py`]: '',
    [`${folder}/shop/models.py`]: '',
    [`${folder}/shop/tasks.py`]: '',
  });
  const reach = await reachIn({ ...project('services/a'), ...project('services/b') });
  const files = ['config/settings.py', 'config/urls.py', 'config/views.py', 'shop/models.py', 'shop/tasks.py'];
  const kindsIn = (folder: string) => kinds(reach, ...files.map((file) => `${folder}/${file}`));
  expect(await Promise.all([kindsIn('services/a'), kindsIn('services/b')])).toEqual(
    Array(2).fill(Array(5).fill('production')),
  );
  expect((await reach.of('services/b/config/views.py')).chain[0]?.file).toBe('services/b/config/wsgi.py');
});

test('a project without settings for production runs what its server names, whatever another project has', async () => {
  const reach = await reachIn({
    'services/a/config/settings/production.py': '',
    'services/a/manage.py': starts('config.settings.production'),
    'services/b/config/settings/dev.py': '',
    'services/b/manage.py': starts('config.settings.dev'),
    'services/b/config/wsgi.py': starts('config.settings.dev'),
  });
  expect(await kinds(reach, 'services/b/config/settings/dev.py')).toEqual(['production']);
});

test('a server that is started tells no settings: the plain ones are production’s', async () => {
  const files = { 'shop/__init__.py': '', 'shop/server.py': '', 'shop/settings.py': '' };
  const reach = await reachIn({ ...files, Procfile: 'web: gunicorn shop.server:application\n' });
  expect(await kinds(reach, 'shop/settings.py', 'shop/server.py')).toEqual(['production', 'production']);
});

describe('conditions', () => {
  const files = {
    'manage.py': starts('shop.settings'),
    'shop/__init__.py': '',
    'shop/extra.py': '',
    'shop/toolbar.py': '',
  };

  test('are told where every way has one', async () => {
    const reach = await reachIn({
      ...files,
      'shop/settings.py': 'if EXTRA:\n    from shop.extra import *\nelse:\n    from .toolbar import *\n',
    });
    expect(await reach.of('shop/extra.py')).toMatchObject({ kind: 'production', condition: 'if EXTRA' });
    expect(await reach.of('shop/toolbar.py')).toMatchObject({ kind: 'production', condition: 'else of if EXTRA' });
  });

  test('are none where they hold in production, and leave to developers what they keep from it', async () => {
    const settings = 'DEBUG = True\nif DEBUG:\n    from shop.extra import *\nelse:\n    from .toolbar import *\n';
    const reach = await reachIn({ ...files, 'shop/settings.py': settings });
    expect(await reach.of('shop/extra.py')).toMatchObject({ kind: 'production', condition: null });
    expect(await reach.of('shop/toolbar.py')).toMatchObject({ condition: 'else of if DEBUG', developers: true });
  });

  test('are passed over where another way has none', async () => {
    const reach = await reachIn({
      ...files,
      'shop/settings.py': 'if DEBUG:\n    import shop.extra\nimport shop.toolbar\n',
      'shop/toolbar.py': 'from shop import extra\n',
    });
    expect(await reach.of('shop/extra.py')).toMatchObject({ kind: 'production', condition: null });
  });

  test('leave a developer’s settings to developers', async () => {
    const reach = await reachIn({
      'manage.py': starts('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings/__init__.py': 'if ENV == "dev":\n    from .dev import *\nelse:\n    from .live import *\n',
      'shop/settings/dev.py': '',
      'shop/settings/live.py': '',
    });
    expect(await kinds(reach, 'shop/settings/dev.py', 'shop/settings/live.py')).toEqual(['development', 'production']);
  });

  test('of others let a developer’s settings into production', async () => {
    const reach = await reachIn({
      'manage.py': starts('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings/__init__.py': 'if os.environ.get("USE_AWS"):\n    from .dev import *\n',
      'shop/settings/dev.py': '',
    });
    expect(await reach.of('shop/settings/dev.py')).toMatchObject({ kind: 'production', developers: false });
  });

  test('django-split-settings chooses files by name', async () => {
    const reach = await reachIn({
      'manage.py': starts('shop.settings'),
      'shop/settings/__init__.py': 'include("parts/*.py", optional("own.py"), f"environments/{ENV}.py")\n',
      'shop/settings/parts/apps.py': '',
      'shop/settings/own.py': '',
      'shop/settings/environments/production.py': '',
      'shop/settings/environments/dev.py': '',
      'shop/settings/elsewhere/apps.py': '',
    });
    const inside = (...names: string[]) => kinds(reach, ...names.map((name) => `shop/settings/${name}.py`));
    expect(await inside('parts/apps', 'own', 'environments/production')).toEqual(Array(3).fill('production'));
    expect(await inside('environments/dev', 'elsewhere/apps')).toEqual(['development', 'unreached']);
  });
});

describe('imports read without a tree', () => {
  test('are the ones that the parser finds', () => {
    const text =
      'import a, b.c as d\nfrom .e import f as g, h\nfrom i import (\n    j,  # why\n    k as l,\n)\nfrom m import *\nfrom n import o, \\\n    p\ndef q():\n    from .. import r\n';
    expect(scanImports(text).map(({ name }) => name)).toEqual([
      'a',
      'b.c',
      '.e.f',
      '.e.h',
      'i.j',
      'i.k',
      'm',
      'n.o',
      'n.p',
      '..r',
    ]);
  });

  test('may have brackets in comments, and no space', () => {
    const text = 'from a import (\n    b,  # (why) not\n    c,\n)\nfrom d import(e)\nfrom.f import g\n';
    expect(scanImports(text).map(({ name }) => name)).toEqual(['a.b', 'a.c', 'd.e', '.f.g']);
  });

  test.each([
    'try: from shop import stuff\nexcept ImportError: pass\n',
    'x = 1; from shop import stuff\n',
    'x = 1; import shop.stuff\n',
    'from shop \\\n    import stuff\n',
    'from shop import \\\r\n    stuff\r\n',
    'import os, \\\n    shop.stuff\n',
    'from shop import (  # :)\n    stuff,\n)\n',
    'def late(): from shop import stuff\n',
    'handler500 = "shop.stuff.failed"\n',
  ])('or with one where the line is unusual: %j', async (text) => {
    const files = { 'shop/__init__.py': '', 'shop/stuff.py': '', 'wsgi.py': text };
    expect(await kinds(await reachIn(files), 'shop/stuff.py')).toEqual(['production']);
  });

  test('not where a comment or a text has one', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/stuff.py': '',
      'wsgi.py': '# x; from shop import stuff\nx = "import shop.stuff"\n',
    };
    expect(await kinds(await reachIn(files), 'shop/stuff.py')).toEqual(['unreached']);
  });

  test('dotted names count in a part of the settings, not in a module', async () => {
    const rest = 'REST_FRAMEWORK = {"DEFAULT_PAGINATION_CLASS": "shop.pages.Pages"}\n';
    const files = { 'shop/__init__.py': '', 'shop/pages.py': '' };
    const settings = { 'manage.py': starts('shop.settings'), 'shop/settings/__init__.py': 'from .rest import *\n' };
    const loads = { ...files, ...settings, 'shop/settings/rest.py': rest };
    expect(await kinds(await reachIn(loads), 'shop/pages.py')).toEqual(['production']);
    expect(await kinds(await reachIn({ ...files, 'wsgi.py': rest }), 'shop/pages.py')).toEqual(['unreached']);
  });

  test('only where nothing else loads a file', () => {
    expect(isPlain('import a\n\nif __name__ == "__main__":\n    a()\n')).toBe(true);
    for (const text of [
      'if DEBUG:\n    import a\n',
      'urlpatterns = []\n',
      'include("a.b")\n',
      'INSTALLED_APPS = []\n',
    ]) {
      expect(isPlain(text)).toBe(false);
    }
  });
});
