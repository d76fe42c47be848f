import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLoadedFiles } from '../src/loading/loaded-files.ts';
import { conditionsAround } from '../src/python/semantics/worlds/conditions-around.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { ofType } from '../src/python/syntax/query.ts';
import { folderWith } from './command.ts';
import { starts } from './started.ts';

const parse = await loadParser('wasm');

type Files = Readonly<Record<string, string>>;
type Said = 'holds' | 'holds by name' | 'does not hold' | 'does not hold by name' | 'not known';

const PROJECT: Files = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n',
  'site/__init__.py': '',
  'site/settings.py': 'ROOT_URLCONF = "site.urls"\n',
};

/** What is made of the condition around the last `use()` of a file, in a project. */
async function said(path: string, files: Files): Promise<Said> {
  const root = mkdtempSync(join(tmpdir(), 'djguard-conditions-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const all = { ...PROJECT, ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const text = all[path] ?? '';
  const call = ofType(parse(text), 'call')
    .filter((node) => text.slice(node.start, node.end) === 'use()')
    .at(-1);
  if (call === undefined) throw new Error('no use() in it');
  const [condition] = conditionsAround(call, (await readLoadedFiles(root, parse)).worldOf(path));
  if (condition === undefined || condition.holds === null) return 'not known';
  return `${condition.holds ? 'holds' : 'does not hold'}${condition.byName ? ' by name' : ''}`;
}

const SETTINGS = 'site/settings.py';
const URLS = 'site/urls.py';
const inSettings = (before: string, condition: string, more: Files = {}) =>
  said(SETTINGS, { [SETTINGS]: `${before}\nif ${condition}:\n    use()\n`, ...more });
const inUrls = (settings: string, condition = 'settings.DEBUG', more: Files = {}) =>
  said(URLS, {
    [SETTINGS]: `ROOT_URLCONF = "site.urls"\n${settings}`,
    [URLS]: `from django.conf import settings\nif ${condition}:\n    use()\n`,
    ...more,
  });

describe('a condition in the settings, of the settings alone', () => {
  test.each<[Said, string, string]>([
    ['does not hold', 'DEBUG = False', 'DEBUG'],
    ['holds', 'DEBUG = True', 'DEBUG'],
    ['holds', 'DEBUG = True\nDEBUG = not DEBUG', 'not DEBUG'],
    ['does not hold', 'DEBUG = True\nDEBUG = False', 'DEBUG'],
    ['does not hold', 'DEBUG = env.bool("DEBUG", default=False)', 'DEBUG'],
    ['not known', 'DEBUG = env.bool("DEBUG", default=True)', 'DEBUG'],
    ['does not hold', 'env = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")', 'DEBUG'],
    ['not known', 'env = environ.Env(DEBUG=(bool, True))\nDEBUG = env("DEBUG")', 'DEBUG'],
    ['does not hold by name', 'DEBUG = config("DEBUG", cast=bool)', 'DEBUG'],
    ['does not hold', 'DEBUG = os.environ.get("DEBUG") == "1"', 'DEBUG'],
    ['does not hold', 'DEBUG = bool(os.getenv("DEBUG"))', 'DEBUG'],
    ['does not hold by name', 'DEBUG = os.environ["DEBUG"] == "1"', 'DEBUG'],
    ['not known', 'ENV = os.environ.get("ENV")', 'ENV != "production"'],
    ['does not hold by name', 'ENV = os.environ["ENV"]', 'ENV != "production"'],
    ['not known', 'PROD = os.environ.get("PROD")', 'not PROD'],
    ['not known', '', 'os.environ.get("EXTRA")'],
    ['not known', '', 'os.environ.get("EXTRA") != "1"'],
    ['not known', '', '"LOCAL" in os.environ'],
    ['not known', 'DEBUG = "RENDER" not in os.environ', 'DEBUG'],
    ['does not hold', 'DEBUG = "DEVELOPER" in os.environ', 'DEBUG'],
    ['not known', 'ENV = os.environ.get("ENV")', 'ENV is not None'],
    ['does not hold', 'DEBUG = get_bool(name="DEBUG", default=False, description="x")', 'DEBUG'],
    ['not known', 'DEBUG = get_bool(name="DEBUG", default=True)', 'DEBUG'],
    ['does not hold by name', 'import socket\nDEBUG = socket.gethostname() == "mine"', 'DEBUG'],
    ['not known', 'import socket', 'socket.gethostname() == "mine"'],
    ['not known', 'EXTRA = env.bool("EXTRA", default=False)', 'EXTRA'],
    ['does not hold', 'EXTRA = DEBUG and env.bool("EXTRA", default=False)\nDEBUG = False', 'DEBUG and EXTRA'],
    ['does not hold by name', 'EXTRA = DEBUG and not TESTING', 'EXTRA'],
    ['does not hold by name', 'USE_X = DEBUG', 'USE_X'],
    ['not known', 'PRODUCTION = os.getenv("PRODUCTION", "").upper() == "TRUE"', 'not PRODUCTION'],
    ['not known', '', 'env.bool("USE_TOOLBAR", False)'],
    ['not known', '', 'env.bool("ENABLE_DEBUG_TOOLBAR", False)'],
    ['does not hold', '', 'env.bool("DJANGO_DEBUG", False)'],
    ['does not hold', 'DEBUG = env.bool("SHOP_IS_SLOW", False)', 'DEBUG'],
    [
      'does not hold',
      'ENV = os.environ.get("ENV", "prod")\nif ENV == "dev":\n    DEBUG = True\nelse:\n    DEBUG = False',
      'DEBUG',
    ],
    [
      'not known',
      'ENV = os.environ.get("ENV", "dev")\nif ENV == "dev":\n    DEBUG = True\nelse:\n    DEBUG = False',
      'DEBUG',
    ],
    ['does not hold', 'DEBUG = True if os.environ.get("ENV") == "dev" else False', 'DEBUG'],
    ['not known', 'USE_X = os.environ.get("USE_X") == "1"', 'USE_X'],
    ['holds', 'PRODUCTION = False', 'not PRODUCTION'],
    ['does not hold by name', '', 'not IS_PROD'],
    ['holds by name', '', 'IS_PROD'],
    ['does not hold by name', '', 'ENVIRONMENT != "production"'],
    ['holds by name', 'from os import environ', 'not DEBUG'],
    ['not known', 'ENV = os.environ.get("ENV", "dev")', 'ENV in ("dev", "test")'],
    ['does not hold', 'DEBUG = os.environ.get("ENV", "prod") in ["dev", "test"]', 'DEBUG'],
    ['does not hold', 'import sys', '"test" in sys.argv'],
    ['holds', 'import sys', '"test" not in sys.argv'],
    ['does not hold', 'import sys\nTESTING = len(sys.argv) > 1 and sys.argv[1] == "test"', 'TESTING'],
    ['does not hold by name', 'import sys', '"runserver" in sys.argv'],
    ['does not hold by name', 'import sys', 'len(sys.argv) > 1 and sys.argv[1] in ["runserver", "test", "behave"]'],
    ['not known', 'import sys', '"migrate" in sys.argv'],
    ['not known', 'DEBUG = True\nif EXTRA:\n    DEBUG = False', 'DEBUG'],
    ['does not hold', 'DEBUG = True\nif "test" not in sys.argv:\n    DEBUG = False', 'DEBUG'],
    ['not known', 'def f():\n    FLAG = FLAG\n    if FLAG:\n        use()', 'FLAG'],
    ['not known', 'try:\n    DEBUG = True\nexcept KeyError:\n    DEBUG = False', 'DEBUG'],
    ['not known', 'DEBUG = True\nfrom .local_settings import *', 'DEBUG'],
    ['does not hold', 'DEBUG = False\nfrom .local_settings import *', 'DEBUG'],
    ['not known', 'DEBUG = True\nexec(open("x.py").read())', 'DEBUG'],
    ['not known', 'DEBUG = True\nglobals().update(read())', 'DEBUG'],
    ['not known', 'FLAG = False\ndef turn(on):\n    global FLAG\n    FLAG = on', 'FLAG'],
    ['not known', 'for FLAG in [False]:\n    pass', 'FLAG'],
    ['not known', 'FLAG, OTHER = False, True', 'FLAG'],
    ['not known', 'FLAG = False\nFLAG |= read()', 'FLAG'],
    ['not known', 'FLAG = feature("x", False)', 'FLAG'],
    ['not known', 'FLAG = A\nA = FLAG', 'FLAG'],
    ['does not hold', 'X = ["a"]', '"b" in X'],
    ['not known', 'X = ["a"]\nX.append(read())', '"b" in X'],
    ['not known', 'X = ["a"]\nX[0] = read()', '"b" in X'],
    ['not known', 'X = ["a"]\nX += read()', '"b" in X'],
  ])('%s: %s, if %s', async (expected, before, condition) => {
    expect(await inSettings(before, condition)).toBe(expected);
  });

  test('an elif stands under what comes before it, too', () => {
    const text = 'DEBUG = False\nif not DEBUG:\n    pass\nelif EXTRA:\n    use()\n';
    const call = ofType(parse(text), 'call')[0];
    expect(call && conditionsAround(call)).toEqual([
      { written: 'if EXTRA', holds: null, byName: false },
      { written: 'else of if not DEBUG', holds: false, byName: false },
    ]);
  });

  test('what comes behind `and` stands under what comes before it', () => {
    const text = 'DEBUG = False\nDEBUG and use()\n';
    const call = ofType(parse(text), 'call')[0];
    expect(call && conditionsAround(call)).toEqual([{ written: 'if DEBUG', holds: false, byName: false }]);
  });
});

test.each([
  ['A', true],
  ['A and B', false],
  ['B and A', false],
  ['A or B', true],
  ['A and read()', null],
  ['B and read()', false],
  ['not B', true],
  ['C == "x"', true],
  ['C == "x" and not B', true],
  ['A if B else False', false],
])('by their defaults alone: %s comes to %s', (condition, holds) => {
  const defaults = 'A = env.bool("A", True)\nB = env.bool("B", False)\nC = env("C", default="x")\n';
  const call = ofType(parse(`${defaults}if ${condition}:\n    use()\n`), 'call').find(
    ({ parent }) => parent?.type === 'expression_statement',
  );
  const [told] = call === undefined ? [] : conditionsAround(call);
  expect(told).toMatchObject({ holds: null, standard: { holds, isTaken: false } });
});

describe('a condition on what the environment says', () => {
  const ENV = 'DJANGO_ENV = os.environ.get("DJANGO_ENV", "development")';
  const ASKS = 'DJANGO_ENV in ("development", "testing")';

  test.each<[Said, string, string]>([
    ['does not hold', 'Dockerfile', 'FROM python\nENV A=1 \\\n    DJANGO_ENV=production\nCMD ["gunicorn"]\n'],
    ['does not hold', 'Dockerfile', 'FROM python\nENV DJANGO_ENV production\n'],
    ['holds', 'Dockerfile', 'FROM python\nENV DJANGO_ENV=testing\n'],
    ['does not hold', 'Dockerfile', 'FROM python AS base\nENV DJANGO_ENV=production\nFROM base\nRUN true\n'],
    ['not known', 'Dockerfile', 'FROM python AS build\nENV DJANGO_ENV=production\nFROM python\nRUN true\n'],
    ['not known', 'Dockerfile', 'FROM python\nARG DJANGO_ENV=production\n'],
    ['not known', 'Dockerfile', 'FROM python\n# ENV DJANGO_ENV=production\n'],
    ['not known', 'dev.Dockerfile', 'FROM python\nENV DJANGO_ENV=production\n'],
    [
      'does not hold',
      'compose.production.yml',
      'services:\n  web:\n    environment:\n      DJANGO_ENV: "production"\n',
    ],
    ['does not hold', 'compose.production.yml', 'services:\n  web:\n    environment:\n      - DJANGO_ENV=production\n'],
    ['not known', 'compose.yml', 'services:\n  web:\n    environment:\n      DJANGO_ENV: production\n'],
    ['not known', 'compose.production.yml', `environment:\n  DJANGO_ENV: $${'{DJANGO_ENV}'}\n`],
    ['not known', 'compose.production.yml', `environment:\n  DJANGO_ENV: $${'{DJANGO_ENV:-production}'}\n`],
    ['does not hold', '.env.production', 'DJANGO_ENV=production\n'],
    ['not known', '.env.example', 'DJANGO_ENV=production\n'],
    ['does not hold', 'fly.toml', '[env]\n  DJANGO_ENV = "production"\n'],
    ['does not hold', 'render.yaml', 'envVars:\n  - key: DJANGO_ENV\n    value: production\n'],
    ['does not hold', 'app.json', '{"env": {"DJANGO_ENV": {"required": true, "value": "production"}}}\n'],
    ['does not hold', 'app.json', '{"env": {"DJANGO_ENV": "production"}}\n'],
    ['not known', 'app.json', '{"env": {"DJANGO_ENV": {"required": true}}}\n'],
    ['does not hold', 'Procfile', 'web: DJANGO_ENV=production gunicorn site.wsgi\n'],
    ['does not hold', '.github/workflows/deploy.yml', 'env:\n  DJANGO_ENV: production\n'],
    ['not known', '.github/workflows/test.yml', 'env:\n  DJANGO_ENV: production\n'],
    ['does not hold', 'k8s/web.yaml', 'env:\n  - name: DJANGO_ENV\n    value: "production"\n'],
    ['does not hold', 'web.service', '[Service]\nEnvironment="DJANGO_ENV=production"\n'],
    ['not known', 'gunicorn.conf.py', 'raw_env = ["DJANGO_ENV=production"]\n'],
    ['not known', 'site/asgi.py', 'os.environ["DJANGO_ENV"] = "production"\n'],
    // manage.py does not go through it.
    ['not known', 'site/wsgi.py', 'os.environ.setdefault("DJANGO_ENV", "production")\n'],
  ])('%s: %s, %j', async (expected, path, text) => {
    expect(await inSettings(ENV, ASKS, { [path]: text })).toBe(expected);
  });

  test.each<[Said, string, string]>([
    ['does not hold', 'env.bool("DEBUG", default=True)', '0'],
    ['holds', 'env.bool("DEBUG", default=False)', 'on'],
    ['does not hold', 'config("DEBUG", cast=bool)', 'False'],
    ['does not hold', 'os.environ.get("DEBUG") == "1"', '0'],
    ['holds', 'os.environ["DEBUG"] == "1"', '1'],
    ['does not hold', 'bool(int(os.getenv("DEBUG", "1")))', '0'],
    ['does not hold', 'os.getenv("DEBUG", "true").lower() in ("1", "true")', 'FALSE'],
    ['holds', 'os.environ.get("DEBUG", False)', 'False'],
  ])('%s: if %s, with DEBUG=%s', async (expected, condition, value) => {
    expect(await inSettings('', condition, { Dockerfile: `FROM python\nENV DEBUG=${value}\n` })).toBe(expected);
  });

  test('what another variable is put into is what that one is', async () => {
    const put = (written: string, more: Files = {}) =>
      inSettings(ENV, 'DJANGO_ENV not in ["staging", "production"]', {
        'manifest.yml': `applications:\n- env:\n    DJANGO_ENV: ${written}\n`,
        ...more,
      });
    const staging = { 'manifests/vars/vars-staging.yml': 'env_name: staging\n' };
    expect(
      await put('((env_name))', { ...staging, 'manifests/vars/vars-production.yml': 'env_name: production\n' }),
    ).toBe('does not hold');
    expect(await put('$' + '{SHOP_ENV}', { '.env.production': 'SHOP_ENV=production\n' })).toBe('does not hold');
    expect(await put('((env_name))')).toBe('not known');
    expect(await put('((env_name))', { 'manifests/vars/vars-production.yml': 'env_name: ((env_name))\n' })).toBe(
      'not known',
    );
  });

  test('what evidence gives is told before a default, though it may not always be given', async () => {
    const given = { 'compose.prod.yml': `environment:\n  DJANGO_ENV: $${'{DJANGO_ENV:-production}'}\n` };
    const split = `${ENV}\nDEBUG = DJANGO_ENV == "testing"`;
    const text = `${split}\nif DEBUG:\n    use()\n`;
    const root = folderWith({ ...PROJECT, [SETTINGS]: text, ...given });
    const call = ofType(parse(text), 'call').at(-1);
    const world = (await readLoadedFiles(root, parse)).worldOf(SETTINGS);
    expect(call && conditionsAround(call, world)).toEqual([{ written: 'if DEBUG', holds: false, byName: false }]);
  });

  test('a compose file for production overrides the plain one', async () => {
    const compose = (value: string) =>
      `services:\n  web:\n    command: gunicorn\n    environment:\n      DJANGO_ENV: ${value}\n`;
    const both = { 'compose.yml': compose('development'), 'compose.prod.yml': compose('production') };
    expect(await inSettings(ENV, ASKS, both)).toBe('does not hold');
    expect(await inSettings(ENV, ASKS, { 'compose.yml': compose('development') })).toBe('holds');
  });

  test('a service that is built to a stage for development is developers’', async () => {
    const compose = (stage: string) =>
      `services:\n  web:\n    build:\n      target: ${stage}\n    command: gunicorn site.wsgi\n    environment:\n      DJANGO_ENV: testing\n`;
    expect(await inSettings(ENV, ASKS, { 'compose.yml': compose('release') })).toBe('holds');
    expect(await inSettings(ENV, ASKS, { 'compose.yml': compose('development') })).toBe('not known');
  });

  test('variables of a service that is called server are for who starts it', async () => {
    const env = { 'docker/server.env.template': 'DJANGO_ENV=development\n' };
    const service = 'services:\n  server:\n    env_file: docker/server.env\n';
    expect(await inSettings(ENV, ASKS, { ...env, 'compose.yml': service })).toBe('not known');
    expect(await inSettings(ENV, ASKS, { ...env, 'compose.prod.yml': service })).toBe('holds');
    const make = { Makefile: 'server-env:\n\tcp docker/server.env.template docker/server.env\n' };
    expect(await inSettings(ENV, ASKS, { ...env, ...make })).toBe('not known');
  });

  test('a name of a server’s module is no variable', async () => {
    const more = { 'site/asgi.py': 'import os\nDEBUG = bool(os.getenv("DEBUG"))\n' };
    expect(await inSettings('DEBUG = bool(os.getenv("DEBUG"))', 'DEBUG', more)).toBe('does not hold');
  });

  test('a server’s default is one of two', async () => {
    const more = { 'site/asgi.py': 'os.environ.setdefault("DEBUG", "on")\n' };
    expect(await inSettings('', 'env.bool("DEBUG", default=False)', more)).toBe('not known');
    expect(await inSettings('', 'env.bool("DEBUG", default=True)', more)).toBe('not known');
  });

  test('what two files say otherwise is not known', async () => {
    const more = { Dockerfile: 'FROM python\nENV DEBUG=0\n', 'fly.toml': '[env]\nDEBUG = "1"\n' };
    expect(await inSettings('', 'env.bool("DEBUG")', more)).toBe('not known');
  });

  test('a server that is started with runserver runs it', async () => {
    const more = { Dockerfile: 'FROM python\nCMD ["python", "manage.py", "runserver", "0.0.0.0:80"]\n' };
    expect(await inSettings('import sys', '"runserver" in sys.argv', more)).toBe('not known');
  });
});

describe('a default, where production’s environment is in the repository', () => {
  const env = (text: string, more: Files = {}) => ({ 'compose.prod.yml': text, ...more });
  const SETS = 'services:\n  web:\n    environment:\n      SECRET_KEY: x\n';
  const asks = (condition: string, more: Files) => inSettings('SECRET_KEY = env("SECRET_KEY")', condition, more);

  test.each<[Said, string]>([
    ['does not hold', 'env.bool("USE_X", False)'],
    ['holds', 'env.bool("USE_X", True)'],
    ['holds', 'os.environ.get("DJANGO_ENV", "dev") == "dev"'],
    ['does not hold', 'os.environ.get("DJANGO_ENV") == "dev"'],
    ['holds', '"SERVED" not in os.environ'],
    ['holds', '"SECRET_KEY" in os.environ'],
    ['holds', 'os.environ.get("DJANGO_ENV") != "production"'],
    ['holds', 'env.bool("DEBUG", True)'],
    // What has no default is set elsewhere.
    ['not known', 'env.bool("USE_X")'],
  ])('%s: if %s', async (expected, condition) => {
    expect(await asks(condition, env(SETS))).toBe(expected);
  });

  test.each<[Said, string, Files]>([
    [
      'does not hold',
      'variables of a file that it has',
      env(`${SETS}    env_file: prod.env\n`, { 'prod.env': 'A=1\n' }),
    ],
    ['not known', 'variables of a file that it has not', env(`${SETS}    env_file:\n      - .env\n`)],
    [
      'not known',
      'a variable that all services may get',
      { 'compose.yml': `x-all:\n  USE_X: 1\n${SETS}    command: gunicorn site.wsgi\n` },
    ],
    ['not known', 'a variable of an example', env(SETS, { '.env.example': 'USE_X=0\n' })],
    ['not known', 'a variable that is passed on', env(`${SETS}      USE_X:\n`)],
    ['not known', 'what the settings do not ask for', env(SETS.replace('SECRET_KEY', 'POSTGRES_USER'))],
    ['not known', 'an example', { '.env.example': 'SECRET_KEY=x\n' }],
    ['not known', 'an image', { Dockerfile: 'FROM python\nENV SECRET_KEY=x\nCMD gunicorn site.wsgi\n' }],
    ['not known', 'a script', { 'entry.sh': 'export SECRET_KEY=x\ngunicorn site.wsgi\n' }],
    ['does not hold', 'a service', { 'web.service': '[Service]\nEnvironment=SECRET_KEY=x\n' }],
    [
      'not known',
      'a file of a service',
      { 'web.service': '[Service]\nEnvironment=SECRET_KEY=x\nEnvironmentFile=/etc/web\n' },
    ],
    ['does not hold', 'an app', { 'app.json': '{"env": {"SECRET_KEY": {"generator": "secret"}}}\n' }],
    [
      'not known',
      'a pod',
      { 'k8s/web.yaml': 'env:\n- name: SECRET_KEY\n  value: x\nenvFrom:\n- secretRef: {name: web}\n' },
    ],
    [
      'does not hold',
      'a pod’s list',
      { 'k8s/web.yaml': 'env:\n- name: SECRET_KEY\n  valueFrom: {secretKeyRef: {key: x}}\n' },
    ],
  ])('%s: %s', async (expected, _, files) => {
    expect(await asks('env.bool("USE_X", False)', files)).toBe(expected);
  });
});

describe('what a host sets by itself', () => {
  const SETTING = 'SECRET_KEY = env("SECRET_KEY")\nDEBUG = "RENDER" not in os.environ';
  const render = { 'render.yaml': 'services:\n- envVars:\n  - key: SECRET_KEY\n    generateValue: true\n' };

  test.each<[Said, string, string, Files]>([
    ['does not hold', SETTING, 'DEBUG', render],
    ['not known', SETTING.replace('RENDER', 'DYNO'), 'DEBUG', render],
    ['does not hold', SETTING.replace('RENDER', 'DYNO'), 'DEBUG', { 'app.json': '{"env": {"SECRET_KEY": "x"}}\n' }],
    ['does not hold', SETTING, 'not os.environ.get("FLY_APP_NAME")', { 'fly.toml': '[env]\nSECRET_KEY = "x"\n' }],
    ['not known', SETTING, 'DEBUG', { 'fly.toml': '[env]\nSECRET_KEY = "x"\n' }],
  ])('%s: %s, if %s, with %j', async (expected, before, condition, files) => {
    expect(await inSettings(before, condition, files)).toBe(expected);
  });
});

describe('a flag that another module sets', () => {
  test.each<[Said, string]>([
    ['does not hold', 'DEBUG = False\n'],
    ['holds', 'DEBUG = True\n'],
    ['does not hold', 'DEBUG = env.bool("DEBUG", default=False)\n'],
    ['not known', 'DEBUG = env.bool("DEBUG", default=True)\n'],
    ['does not hold by name', 'DEBUG = env.bool("DEBUG")\n'],
    // Django's own default.
    ['does not hold', ''],
    ['does not hold', 'try:\n    from .local_settings import *\nexcept ImportError:\n    pass\n'],
    [
      'does not hold by name',
      'from configurations import Configuration\nclass Base(Configuration):\n    DEBUG = True\n',
    ],
  ])('%s: %j, if settings.DEBUG in urls.py', async (expected, settings) => {
    expect(await inUrls(settings)).toBe(expected);
  });

  test.each<[Said, string, string]>([
    ['does not hold', 'USE_X = False\n', 'settings.USE_X'],
    ['does not hold', 'DEBUG = False\nUSE_X = DEBUG and read()\n', 'settings.USE_X'],
    ['not known', 'USE_X = read()\n', 'settings.USE_X'],
    ['does not hold', '', 'getattr(settings, "USE_X", False)'],
    ['holds', 'USE_X = True\n', 'getattr(settings, "USE_X", False)'],
    ['does not hold', 'ENV = "prod"\n', 'settings.ENV != "prod"'],
  ])('%s: %j, if %s', async (expected, settings, condition) => {
    expect(await inUrls(settings, condition)).toBe(expected);
  });

  const SPLIT = {
    'manage.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings.local")\n',
    'site/wsgi.py': 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings.production")\n',
    'site/settings/__init__.py': '',
    'site/settings/base.py': 'DEBUG = True\nFLAG = False\n',
    'site/settings/local.py': 'from .base import *\nFLAG = True\n',
    'site/settings/production.py': 'from .base import *\nDEBUG = False\n',
  };
  const split = (condition: string, more: Files = {}) => inUrls('', condition, { ...SPLIT, ...more });

  test('production’s settings count, with what they take from others', async () => {
    expect(await split('settings.DEBUG')).toBe('does not hold');
    expect(await split('settings.FLAG')).toBe('does not hold');
    expect(await split('settings.FLAG', { 'site/settings/production.py': 'from .local import *\n' })).toBe('holds');
    expect(await split('settings.DEBUG', { 'site/settings/production.py': 'from .base import *\n' })).toBe('holds');
    const own = 'from .base import *\nDEBUG = not DEBUG\n';
    expect(await split('settings.DEBUG', { 'site/settings/production.py': own })).toBe('does not hold');
  });

  test('a module sees what it takes from another one', async () => {
    const asks = (first: string, condition: string) => {
      const path = 'site/settings/production.py';
      return said(path, { ...SPLIT, [path]: `${first}\nif ${condition}:\n    use()\n` });
    };
    expect(await asks('from .base import *', 'DEBUG')).toBe('holds');
    expect(await asks('from .base import FLAG', 'FLAG')).toBe('does not hold');
    expect(await asks('from .base import FLAG as F', 'F')).toBe('does not hold');
    expect(await asks('from . import base', 'base.FLAG')).toBe('does not hold');
    expect(await asks('from site.settings import base', 'base.FLAG')).toBe('does not hold');
    expect(await asks('import site.settings.base', 'site.settings.base.FLAG')).toBe('does not hold');
    expect(await asks('from elsewhere import FLAG', 'FLAG')).toBe('not known');
    expect(await asks('from .base import *\nfrom .production import *', 'FLAG')).toBe('not known');
  });

  test('split settings count in the order in which they are included', async () => {
    const parts = { 'site/settings/a.py': 'DEBUG = True\n', 'site/settings/b.py': 'DEBUG = False\n' };
    const included = (first: string, more: Files = {}) =>
      split('settings.DEBUG', { ...parts, 'site/settings/production.py': first, ...more });
    expect(await included('include("a.py", optional("b.py"))\n')).toBe('does not hold');
    expect(await included('include("b.py", "a.py")\n')).toBe('holds');
    expect(await included('parts = ["b.py", "a.py"]\ninclude(*parts)\n')).toBe('holds');
    const chosen = (standard: string) =>
      `parts = ("base.py", f"{os.environ.get('ENV', '${standard}')}.py", optional("mine.py"))\ninclude(*parts)\n`;
    expect(await included(chosen('a'))).toBe('not known');
    // What the variable chooses is told by its default, also where a module beside is named for production.
    const shared = { 'site/wsgi.py': starts('site.settings'), 'site/settings/__init__.py': chosen('a'), ...parts };
    const files = { ...SPLIT, ...shared, 'site/settings/production.py': 'DEBUG = False\n' };
    const url = 'from django.conf import settings\nif settings.DEBUG:\n    use()\n';
    const root = folderWith({ 'site/__init__.py': '', ...files, [URLS]: url });
    const world = (await readLoadedFiles(root, parse)).worldOf(URLS);
    const call = ofType(parse(url), 'call')[0];
    expect(call && conditionsAround(call, world)[0]).toMatchObject({
      holds: null,
      standard: { variable: 'ENV', holds: true, file: 'site/settings/__init__.py', line: 1 },
    });
    expect(await included(chosen('b'))).toBe('does not hold');
    expect(await included(chosen('a'), { '.env.production': 'ENV=b\n' })).toBe('does not hold');
  });
});
