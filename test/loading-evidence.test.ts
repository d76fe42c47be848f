import { describe, expect, test } from 'vitest';
import { loadParser } from '../src/python/syntax/parser.ts';
import { kinds, loadedIn, starts } from './started.ts';

const parser = await loadParser('wasm');

/** A project whose wsgi.py names nothing: what its deployment says decides alone. */
const SHOP = {
  'manage.py': '',
  'shop/__init__.py': '',
  'shop/settings/__init__.py': '',
  'shop/settings/base.py': 'ROOT_URLCONF = "shop.urls"\n',
  'shop/settings/local.py': 'from .base import *\n',
  'shop/settings/cloud.py': 'from .base import *\n',
  'shop/urls.py': '',
};
const [LOCAL, CLOUD, BASE] = ['shop/settings/local.py', 'shop/settings/cloud.py', 'shop/settings/base.py'];
const sets = (name: string) => `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.${name}")`;
const NOT_SET = 'where DJANGO_SETTINGS_MODULE is not set';
const SERVED = 'CMD ["gunicorn", "shop.wsgi:application"]\n';

/** Who loads the local settings, and from where. */
async function local(files: Readonly<Record<string, string>>) {
  const { kind, chain, condition } = await (await loadedIn({ ...SHOP, ...files })).of(LOCAL);
  return { kind, from: `${chain[0]?.file}:${chain[0]?.line}`, condition };
}

describe('what evidence names is production’s, whatever it is called', () => {
  test('an image’s ENV, over a production.py that nothing names', async () => {
    const files = {
      'shop/settings/production.py': '',
      'shop/wsgi.py': starts('shop.settings.local'),
      Dockerfile: `FROM python AS builder\nENV DJANGO_SETTINGS_MODULE=shop.settings.local\nRUN ./manage.py collectstatic\n${SERVED}`,
    };
    expect(await local(files)).toEqual({ kind: 'production', from: 'Dockerfile:2', condition: null });
    const reach = await loadedIn({ ...SHOP, ...files });
    expect(await reach.of('shop/settings/production.py')).toMatchObject({ kind: 'production', startByName: true });
    expect(await reach.of(BASE)).toMatchObject({ kind: 'production', startByName: false });
  });

  test('the default of the module that a server starts', async () => {
    const files = {
      'shop/settings/production.py': '',
      'shop/wsgi.py': starts('shop.settings.production'),
      'shop/asgi.py': starts('shop.settings.local'),
    };
    expect(await local(files)).toMatchObject({ kind: 'development' });
    expect(await local({ ...files, Procfile: 'web: gunicorn shop.asgi:application\n' })).toEqual({
      kind: 'production',
      from: 'shop/asgi.py:3',
      condition: NOT_SET,
    });
    expect(await local({ ...files, Procfile: 'web: gunicorn shop.asgi\n' })).toMatchObject({ kind: 'production' });
    const set = { 'k8s/web.yaml': 'env:\n- name: DJANGO_SETTINGS_MODULE\n  value: shop.settings.cloud\n' };
    expect(await local({ ...files, Procfile: 'web: gunicorn shop.asgi\n', ...set })).toMatchObject({
      kind: 'development',
    });
  });

  test('the default of a server’s module that nobody starts counts for nothing beside one that is started', async () => {
    const files = { 'shop/wsgi.py': starts('shop.settings.cloud'), 'shop/asgi.py': starts('shop.settings.base') };
    const ini = '[uwsgi]\nplugin = python3\nmodule = shop.wsgi\n';
    const starting = async (more: Readonly<Record<string, string>>) =>
      (await loadedIn({ ...SHOP, ...files, ...more })).entries
        .filter(({ kind, target }) => kind === 'production' && /settings/.test(target))
        .map(({ target }) => target);
    expect(await starting({})).toEqual([BASE, CLOUD]);
    expect(await starting({ 'server-config/shop_uwsgi.ini': ini })).toEqual([CLOUD]);
    expect(await starting({ Procfile: 'web: uvicorn shop.asgi:application\n' })).toEqual([BASE]);
    expect(await starting({ Procfile: 'web: uvicorn shop.asgi:application\njob: uwsgi --module shop.wsgi\n' })).toEqual(
      [BASE, CLOUD],
    );
  });

  test('what a server’s module imports says which default it takes', async () => {
    const files = {
      'shop/settings/base.py': 'DEBUG = True\n',
      'shop/asgi.py': `from shop.settings.base import DEBUG\nimport os\nif DEBUG:\n    ${sets('local')}\nelse:\n    ${sets('cloud')}\n`,
    };
    expect(await local(files)).toEqual({ kind: 'production', from: 'shop/asgi.py:4', condition: NOT_SET });
    expect(await kinds(await loadedIn({ ...SHOP, ...files }), CLOUD)).toEqual(['development']);
  });

  test('manage.py’s default is for who types its commands where servers take another one', async () => {
    const manage = { 'manage.py': starts('shop.settings.cloud') };
    expect(await kinds(await loadedIn({ ...SHOP, ...manage }), CLOUD)).toEqual(['production']);
    const server = { ...manage, 'shop/wsgi.py': starts('shop.settings.base') };
    expect(await kinds(await loadedIn({ ...SHOP, ...server }), CLOUD)).toEqual(['development']);
  });

  test('a script that a server is started by', async () => {
    const script = 'uwsgi --module=shop.wsgi \\\n  --env DJANGO_SETTINGS_MODULE=shop.settings.local\n';
    expect(await local({ 'entry.sh': script })).toEqual({ kind: 'production', from: 'entry.sh:2', condition: null });
    const caller = { 'compose.dev.yaml': 'services:\n  web:\n    command: ./entry.sh\n' };
    expect(await local({ 'entry.sh': script, ...caller })).toMatchObject({ kind: 'development' });
  });

  test('a build that runs a command with it', async () => {
    const build = `FROM python\nRUN DJANGO_SETTINGS_MODULE=shop.settings.local ./manage.py collectstatic\n${SERVED}`;
    expect(await local({ Dockerfile: build, 'shop/wsgi.py': starts('shop.settings.cloud') })).toMatchObject({
      kind: 'production',
      from: 'Dockerfile:2',
    });
  });
});

describe('who uses what a file says', () => {
  test.each([
    ['.envs/.production/.django', 'DJANGO_SETTINGS_MODULE=shop.settings.cloud\n'],
    ['env.d/production.dist/backend', 'DJANGO_SETTINGS_MODULE=shop.settings.cloud\n'],
    ['.env.example', 'DJANGO_SETTINGS_MODULE=shop.settings.production\n'],
    ['compose/web.env.example', 'DJANGO_SETTINGS_MODULE=shop.settings.production\n'],
    ['deploy/roles/web/templates/app.conf.j2', 'environment=DJANGO_SETTINGS_MODULE="shop.settings.cloud"\n'],
    ['infra/main.tf', 'env = { name = "DJANGO_SETTINGS_MODULE", value = "shop.settings.cloud" }\n'],
    [
      '.github/workflows/deploy.yml',
      'jobs:\n  deploy:\n    steps:\n    - run: ./manage.py migrate --settings=shop.settings.cloud\n',
    ],
    ['web.wsgi', 'os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.cloud"\n'],
    ['justfile', 'deploy:\n    DJANGO_SETTINGS_MODULE=shop.settings.cloud ./manage.py migrate\n'],
  ])('%s is production’s: a default for developers gives way', async (path, text) => {
    const production = { 'shop/settings/production.py': 'from .base import *\n' };
    const more = { ...production, 'shop/wsgi.py': starts('shop.settings.local'), [path]: text };
    expect(await local(more)).toMatchObject({ kind: 'development' });
    expect(await kinds(await loadedIn({ ...SHOP, ...more }), BASE)).toEqual(['production']);
  });

  test.each([
    [
      '.github/workflows/test.yml',
      'jobs:\n  test:\n    env: {DJANGO_SETTINGS_MODULE: shop.settings.cloud}\n    steps:\n    - run: pytest\n',
    ],
    [
      '.github/workflows/deploytest.yml',
      'jobs:\n  smoke:\n    steps:\n    - run: ./manage.py check --settings=shop.settings.cloud\n',
    ],
    ['Makefile', 'test:\n\tDJANGO_SETTINGS_MODULE=shop.settings.cloud pytest\n'],
    [
      'docker-compose.local.yml',
      'services:\n  web:\n    environment:\n      DJANGO_SETTINGS_MODULE: shop.settings.cloud\n',
    ],
    ['sandbox/manage.py', starts('shop.settings.cloud')],
    ['test_project/wsgi.py', starts('shop.settings.cloud')],
  ])('%s is developers’', async (path, text) => {
    const reach = await loadedIn({ ...SHOP, 'shop/wsgi.py': starts('shop.settings.base'), [path]: text });
    expect(await reach.of(CLOUD)).toMatchObject({ kind: 'development', chain: [{ file: path }] });
  });

  test('of an image the stage that is built counts, with what it sets last', async () => {
    const stages = (end: string) =>
      `FROM python AS base\nENV DJANGO_SETTINGS_MODULE=shop.settings.local\nFROM base AS ${end}\n`;
    const cloud = 'ENV DJANGO_SETTINGS_MODULE=shop.settings.cloud\n';
    const both = `${stages('production')}${cloud}${SERVED}FROM base AS dev\nCMD ["./manage.py", "runserver"]\n`;
    const reach = await loadedIn({ ...SHOP, Dockerfile: both });
    expect(await kinds(reach, CLOUD, LOCAL)).toEqual(['production', 'development']);
    expect(await local({ Dockerfile: stages('production') + SERVED })).toMatchObject({ kind: 'production' });
  });

  test('an image’s build arguments are filled in, those of compose files before defaults', async () => {
    const image = `FROM python\nARG ENV=cloud\nENV DJANGO_SETTINGS_MODULE=shop.settings.$ENV\n${SERVED}`;
    expect(await kinds(await loadedIn({ ...SHOP, Dockerfile: image }), CLOUD, LOCAL)).toEqual([
      'production',
      'development',
    ]);
    const compose = 'services:\n  web:\n    build:\n      context: .\n      args:\n        ENV: local\n';
    const built = await loadedIn({ ...SHOP, Dockerfile: image, 'docker-compose.prod.yml': compose });
    expect(await kinds(built, LOCAL)).toEqual(['production']);
  });

  test('of several projects that is meant after which a file is called', async () => {
    const project = (name: string) => ({
      [`services/${name}/manage.py`]: '',
      [`services/${name}/config/__init__.py`]: '',
      [`services/${name}/config/cloud.py`]: '',
    });
    const env = { 'envs/notify-admin.prod.env': 'DJANGO_SETTINGS_MODULE=config.cloud\n' };
    const reach = await loadedIn({ ...project('billing'), ...project('notify_admin'), ...env });
    expect(await kinds(reach, 'services/notify_admin/config/cloud.py', 'services/billing/config/cloud.py')).toEqual([
      'production',
      'unreached',
    ]);
  });

  test('a target that a deployment makes is production’s', async () => {
    const make = { Makefile: 'up:\n\t./manage.py migrate --settings=shop.settings.local\n' };
    expect(await local({ ...make, 'shop/wsgi.py': starts('shop.settings.cloud') })).toMatchObject({
      kind: 'development',
    });
    const called = { ...make, Procfile: 'release: make up\n', 'shop/wsgi.py': starts('shop.settings.cloud') };
    expect(await local(called)).toMatchObject({ kind: 'production', from: 'Makefile:2' });
  });
});

describe('names that are computed', () => {
  const chosen = (code: string) => ({
    'manage.py': `import os\n\nENV = os.getenv("SHOP_ENV", "local")\n${code}\n`,
    'shop/settings/deployment.py': 'from .base import *\n',
  });
  const sets = (value: string) => `os.environ.setdefault("DJANGO_SETTINGS_MODULE", ${value})`;

  test.each([
    sets('f"shop.settings.{ENV}"'),
    sets('"shop.settings." + ENV'),
    sets('"shop.settings.%s" % ENV'),
    sets('"shop.settings.{}".format(ENV)'),
    `MODULE = f"shop.settings.{ENV}"\n${sets('MODULE')}`,
    `os.environ["DJANGO_SETTINGS_MODULE"] = f"shop.settings.{ENV}"`,
    `def main():\n    module = "deployment"\n    if DEBUG:\n        module = "local"\n    ${sets('f"shop.settings.{module}"')}`,
    sets('{"a": "shop.settings.deployment", "b": "shop.settings.local"}[ENV]'),
  ])('every module that can be meant may be loaded: %s', async (code) => {
    const reach = await loadedIn({ ...SHOP, ...chosen(code) });
    expect(await kinds(reach, 'shop/settings/deployment.py', BASE, 'shop/urls.py', LOCAL)).toEqual([
      'production',
      'production',
      'production',
      'development',
    ]);
    expect(await reach.of(BASE)).toMatchObject({ startByName: false });
  });

  test.each([
    ["f\"shop.settings.{os.getenv('SHOP_ENV', 'local')}\"", ''],
    ['"shop.settings.%s" % os.environ["SHOP_ENV"]', 'os.environ.setdefault("SHOP_ENV", "local")\n'],
  ])(
    'what a server takes where the environment says nothing is production’s under that condition: %s',
    async (value, before) => {
      const server = { 'shop/wsgi.py': `import os\n${before}${sets(value)}\n`, 'shop/settings/cloud.py': '' };
      expect(await local(server)).toMatchObject({
        kind: 'production',
        condition: expect.stringMatching(/^what .* is$/),
      });
      expect(await local({ ...server, Procfile: 'web: SHOP_ENV=cloud gunicorn shop.wsgi\n' })).toMatchObject({
        kind: 'development',
      });
    },
  );

  test.each(['os.environ.get("SHOP_ENV", "local")', 'os.environ["SHOP_ENV"]'])(
    'so is the part that settings take: %s',
    async (asked) => {
      const parts = `import os\nos.environ.setdefault("SHOP_ENV", "local")\nENV = ${asked}\ninclude("base.py", f"{ENV}.py")\n`;
      const files = { 'shop/wsgi.py': starts('shop.settings'), 'shop/settings/__init__.py': parts };
      expect(await local(files)).toMatchObject({ kind: 'production', condition: 'what f"{ENV}.py" is' });
      expect(await local({ ...files, '.env.production': 'SHOP_ENV=cloud\n' })).toMatchObject({ kind: 'development' });
    },
  );

  test('what production sets is meant alone', async () => {
    const reach = await loadedIn({
      ...SHOP,
      ...chosen(''),
      'shop/wsgi.py': `import os\n${sets('"shop.settings." + os.environ["SHOP_ENV"]')}\n`,
      Procfile: 'web: SHOP_ENV=cloud gunicorn shop.wsgi\n',
    });
    expect((await reach.of(CLOUD)).chain[0]).toMatchObject({ file: 'shop/wsgi.py', line: 2 });
    expect((await reach.of('shop/settings/deployment.py')).startByName).toBe(true);
  });

  test.each([
    ['base_settings = ["parts/core.py"]\ninclude(*base_settings)', null],
    ['parts = ("parts/core.py", "parts/{0}.py".format(ENV))\ninclude(*parts)', null],
    ['parts = []\nif EXTRA:\n    parts.append("parts/core.py")\ninclude(*parts)', 'if EXTRA'],
    ['from importlib import import_module\nimport_module("shop.settings.parts.core")', null],
    [
      'from importlib import import_module\nfor part in ("core", "mail"):\n    import_module(f".parts.{part}", __package__)',
      undefined,
    ],
    ['include("parts/*.py")', null],
    ['exec(open(os.path.join(HERE, "parts/core.py")).read())', null],
    ['exec(f"from .parts.{ENV} import *")', undefined],
    ['exec("from .parts.core import *")', null],
    ['settings = dynaconf.Dynaconf(settings_files=["parts/core.py"])', null],
  ])('settings may be put together of files: %s', async (code, condition) => {
    const reach = await loadedIn({
      'manage.py': starts('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings/__init__.py': `from split_settings.tools import include\n\n${code}\n`,
      'shop/settings/parts/__init__.py': '',
      'shop/settings/parts/core.py': 'ROOT_URLCONF = "urls"\n',
      'urls.py': '',
    });
    expect(await kinds(reach, 'shop/settings/parts/core.py', 'urls.py')).toEqual(['production', 'production']);
    if (condition !== undefined) expect((await reach.of('urls.py')).condition).toBe(condition);
  });

  test('a URLconf’s name is one word, or put together', async () => {
    const project = (name: string) => ({
      ...SHOP,
      'shop/wsgi.py': starts('shop.settings.cloud'),
      'urls.py': '',
      [BASE]: name,
    });
    expect(await kinds(await loadedIn(project('ROOT_URLCONF = "urls"\n')), 'urls.py')).toEqual(['production']);
    const computed = 'NAME = "shop"\nROOT_URLCONF = f"{NAME}.urls"\n';
    expect(await kinds(await loadedIn(project(computed)), 'shop/urls.py')).toEqual(['production']);
  });

  test('a default that a helper sets for servers gives way to what is set', async () => {
    const helper = {
      'shop/wsgi.py': 'from shop.setup import prepare\n',
      'shop/setup.py': `import os\n\ndef prepare():\n    ${sets('"shop.settings.local"')}\n`,
    };
    expect(
      await local({
        ...helper,
        'shop.env': 'DJANGO_SETTINGS_MODULE=shop.settings.production\n',
        'shop/settings/production.py': '',
      }),
    ).toMatchObject({ kind: 'development' });
    const reach = await loadedIn({ ...SHOP, ...helper, 'shop.env': 'DJANGO_SETTINGS_MODULE=shop.settings.cloud\n' });
    expect((await reach.of(LOCAL)).overruled).toMatchObject({ file: 'shop.env', line: 1 });
    // Where nothing sets it, production takes it unless its environment, which is not known, does.
    expect(await local(helper)).toMatchObject({ kind: 'production', condition: NOT_SET });
  });

  test('a module that a default does not choose is production’s under a condition on the variable', async () => {
    const parts = 'import os\nENV = os.environ.get("SHOP_ENV", "cloud")\ninclude("base.py", f"{ENV}.py")\n';
    const files = { 'shop/wsgi.py': starts('shop.settings'), 'shop/settings/__init__.py': parts };
    const reach = await loadedIn({ ...SHOP, ...files });
    expect(await reach.of(LOCAL)).toMatchObject({
      kind: 'production',
      standard: { variable: 'SHOP_ENV', file: 'shop/settings/__init__.py', line: 2, holds: false, isTaken: false },
    });
    const asked = { [BASE]: 'KEY = env("SECRET_KEY")\n', 'fly.toml': '[env]\nSECRET_KEY = "x"\n' };
    expect(await local({ ...files, ...asked })).toMatchObject({ kind: 'development' });
    const required = {
      ...files,
      'shop/settings/__init__.py': parts.replace('.get("SHOP_ENV", "cloud")', '["SHOP_ENV"]'),
    };
    expect(await local(required)).toMatchObject({ kind: 'development' });
  });
});

describe('a settings module that only its name gives to developers', () => {
  const files = { 'shop/settings/production.py': 'from .base import *\n', 'manage.py': '' };
  test('is a server’s default under the condition that nothing sets another', async () => {
    const wsgi = { ...files, 'shop/wsgi.py': starts('shop.settings.local') };
    expect(await local(wsgi)).toEqual({ kind: 'production', from: 'shop/wsgi.py:3', condition: NOT_SET });
    const reach = await loadedIn({ ...SHOP, ...wsgi });
    // Whatever is set, these build on it.
    expect(await reach.of(BASE)).toMatchObject({ kind: 'production', condition: null, startByName: true });
    const environment = { [BASE]: 'KEY = env("SECRET_KEY")\n', 'fly.toml': '[env]\nSECRET_KEY = "x"\n' };
    expect(await local({ ...wsgi, ...environment })).toMatchObject({ kind: 'production', condition: null });
  });

  test('is production’s where it is the only one that production can take', async () => {
    const { 'shop/settings/cloud.py': _, ...only } = SHOP;
    const reach = await loadedIn({ ...only, 'shop/wsgi.py': starts('shop.settings.local') });
    expect(await reach.of(LOCAL)).toMatchObject({ kind: 'production', condition: null });
  });

  test('is told with what names production’s', async () => {
    const reach = await loadedIn({ ...SHOP, 'shop/wsgi.py': starts('shop.settings.cloud') });
    expect(await reach.of(LOCAL)).toMatchObject({ startByName: true, overruled: { file: 'shop/wsgi.py', line: 3 } });
  });
});

describe('what names no module that production loads', () => {
  const settings = (text: string, more: Readonly<Record<string, string>> = {}) =>
    loadedIn({ ...SHOP, 'shop/wsgi.py': starts('shop.settings.cloud'), [BASE]: text, 'shop/extra.py': '', ...more });

  test.each(['SECRET_KEY = config("SECRET_KEY", default="shop.extra")\n', 'API_TOKEN = "shop.extra"\n'])(
    'a secret that looks like one: %s',
    async (text) => {
      expect(await kinds(await settings(text), 'shop/extra.py')).toEqual(['unreached']);
    },
  );

  test.each(['TEST_RUNNER = "shop.extra.Runner"\n', 'COMMON_USER_FACTORY = "shop.extra.UserFactory"\n'])(
    'what tests alone read: %s',
    async (text) => {
      expect(await (await settings(text)).of('shop/extra.py')).toMatchObject({ developers: true });
    },
  );

  test('what pytest loads as plugins', async () => {
    const reach = await settings('', { 'conftest.py': 'pytest_plugins = ["shop.extra"]\n' });
    expect(await kinds(reach, 'shop/extra.py')).toEqual(['development']);
  });

  test('what a tool alone loads, and what that loads', async () => {
    const panels = 'DEBUG_TOOLBAR_PANELS = ["shop.extra.Panel"]\n';
    const reach = await settings(panels, { 'shop/extra.py': 'import shop.helper\n', 'shop/helper.py': '' });
    expect(await reach.of('shop/extra.py')).toMatchObject({ kind: 'development', tool: 'debug_toolbar' });
    expect(await reach.of('shop/helper.py')).toMatchObject({ kind: 'development', tool: 'debug_toolbar' });
    const both = await settings(panels, {
      'shop/urls.py': 'import shop.extra\n',
      [BASE]: `${panels}ROOT_URLCONF = "shop.urls"\n`,
    });
    expect((await both.of('shop/extra.py')).tool).toBe(undefined);
  });

  test('settings that are named for anything but production', async () => {
    const reach = await loadedIn({ 'shop/settings/production.py': '', 'shop/not_production_settings.py': '' });
    expect(await kinds(reach, 'shop/not_production_settings.py')).toEqual(['development']);
  });

  test('what names nothing of the project is not parsed', async () => {
    const parsed: string[] = [];
    const other = 'urlpatterns = [path("", include("elsewhere.urls"))]\n';
    const base = 'ROOT_URLCONF = "shop.urls"\nINSTALLED_APPS = ["shop.parts"]\n';
    const files = { ...SHOP, 'shop/wsgi.py': starts('shop.settings.cloud'), [BASE]: base, 'shop/urls.py': other };
    const reach = await loadedIn({ ...files, 'shop/parts/__init__.py': '' }, (text) => {
      parsed.push(text);
      return parser(text);
    });
    expect(await kinds(reach, 'shop/lost.py')).toEqual(['unreached']);
    expect(parsed).toContain(base);
    expect(parsed).not.toContain(other);
  });

  test('an app loads no other app below it', async () => {
    const reach = await settings('INSTALLED_APPS = ["shop"]\n', {
      'shop/admin/__init__.py': '',
      'shop/admin/factories.py': '',
    });
    expect(await kinds(reach, 'shop/admin/__init__.py', 'shop/admin/factories.py')).toEqual([
      'production',
      'unreached',
    ]);
  });
});

describe('a claim is doubted', () => {
  const base = { ...SHOP, 'shop/wsgi.py': starts('shop.settings'), 'shop/settings/local.py': '' };
  const loads = (code: string) => ({
    ...base,
    'shop/settings/__init__.py': `from importlib import import_module\n${code}\nglobals().update(vars(module))\n`,
  });

  test('where settings load what only running them tells', async () => {
    const reach = await loadedIn(loads('module = import_module(os.environ["PART"])'));
    expect(await reach.doubtOn(LOCAL)).toEqual({
      file: 'shop/settings/__init__.py',
      line: 2,
      why: 'loads a module that only running it tells',
    });
    expect(await (await loadedIn(loads('module = import_module("shop.settings.base")'))).doubtOn(LOCAL)).toBe(null);
  });

  test('where code that production reaches loads what is not told, and nothing is seen to load a file', async () => {
    const urls = { ...base, 'shop/settings/__init__.py': 'ROOT_URLCONF = "shop.urls"\n', 'shop/lost.py': '' };
    const opaque = 'from importlib import import_module\n\n\ndef load(name):\n    return import_module(name)\n';
    expect(await (await loadedIn({ ...urls, 'shop/urls.py': opaque })).doubtOn('shop/lost.py')).toMatchObject({
      line: 5,
    });
    expect(await (await loadedIn(urls)).doubtOn('shop/lost.py')).toBe(null);
  });

  test('where a deployment leaves its settings to its environment', async () => {
    const compose = {
      'docker-compose.prod.yml': 'services:\n  web:\n    environment:\n      DJANGO_SETTINGS_MODULE: $SETTINGS\n',
    };
    const unknown = { ...SHOP, 'shop/settings/production.py': '', ...compose };
    expect(await (await loadedIn(unknown)).doubtOn(LOCAL)).toMatchObject({ file: 'docker-compose.prod.yml', line: 4 });
    expect(await (await loadedIn({ ...unknown, 'shop/wsgi.py': starts('shop.settings.cloud') })).doubtOn(LOCAL)).toBe(
      null,
    );
  });
});

test('the tests’ own plugins are for developers, also those that a pattern lists', async () => {
  const reach = await loadedIn({
    ...SHOP,
    'shop/wsgi.py': starts('shop.settings.base'),
    'conftest.py':
      'pytest_plugins = [\n    str(path).replace("/", ".").replace(".py", "")\n    for path in Path().glob("fixtures/*.py")\n    if path.name != "__init__.py"\n]\n',
    'fixtures/__init__.py': '',
    'fixtures/common.py': 'import zeal\n',
  });
  expect(await kinds(reach, 'fixtures/common.py')).toEqual(['development']);
  expect(await reach.doubtOn('fixtures/common.py')).toBeNull();
});
