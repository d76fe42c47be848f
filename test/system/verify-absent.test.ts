import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith } from '../command.ts';
import { cleanEnvironment, pythonWith, pythonWorlds, runProgram } from '../world.ts';

const worlds = await pythonWorlds();
const { present: python = '', absent = '' } = worlds ?? {};
const uv = worlds === null ? null : await pythonWith('python3', 'uv');

const PROJECT = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
  'site_settings.py': `import django

SECRET_KEY = "x"
ROOT_URLCONF = "site_urls"
STATIC_URL, STATIC_ROOT = "/static/", "static-root"
PLACES = [django.__path__[0]]
INSTALLED_APPS = ["django.contrib.staticfiles"]
try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None
`,
  'site_urls.py': 'urlpatterns = []\n',
  'requirements.txt': 'Django\n',
  'requirements-dev.txt': '-r requirements.txt\ndjango-debug-toolbar\n',
};

/** A project, and a cache of its own. */
function surroundings(
  files: Readonly<Record<string, string>> = PROJECT,
  more: Readonly<Record<string, string>> = {},
  own: string = python,
) {
  const cache = folderWith({});
  const env = { ...(cleanEnvironment({ XDG_CACHE_HOME: cache }) as Record<string, string>), ...more };
  const cwd = folderWith(files);
  return { cwd, cache, verify: (...args: string[]) => djguard(['verify', '--python', own, ...args], { cwd, env }) };
}

describe.skipIf(worlds === null)('a world in which packages are really missing', { timeout: 600_000 }, () => {
  test.each([
    ['pip', {}],
    ['uv', { PATH: [dirname(uv ?? ''), process.env.PATH].join(delimiter) }],
  ])('is made once with %s, agrees with the hidden one, and leaves the project alone', async (tool, more) => {
    const { cwd, cache, verify } = surroundings(PROJECT, more);
    const first = await verify('--build-absent', '--', 'python', '-c', 'import sys; print(sys.prefix)');
    expect(first, first.stdout + first.stderr).toMatchObject({ code: 0 });
    expect(first.stderr).toContain(`installing production's requirements into ${cache}`);
    expect(first.stderr).toMatch(new RegExp(`note: .+, made with ${tool}, has asgiref .+, django `));
    expect(first.stdout).not.toContain('about the hiding');
    const second = await verify('--build-absent');
    expect(second.stderr).not.toContain('installing');
    expect(second.stderr).toContain('made before, of the same manifests, has asgiref');
    expect(readdirSync(cwd).sort()).toEqual(Object.keys(PROJECT).sort());
    const object = JSON.parse((await verify('--build-absent', '--output-format', 'json')).stdout);
    expect(object).toMatchObject({ holds: true, environments: [{ hiding: [] }] });
    expect(object.absentPython.startsWith(join(cache, 'djguard', 'absent'))).toBe(true);
  });

  test('knows the version of the project itself, and has what each environment of its Python brings', async () => {
    const asking = 'from importlib.metadata import version\nRELEASE = version("shop")\n';
    const settings = PROJECT['site_settings.py'].replace(/^PLACES.*$/m, '');
    const cwd = folderWith({ ...PROJECT, 'site_settings.py': asking + settings });
    const venv = folderWith({});
    await runProgram(python, ['-m', 'venv', '--without-pip', venv]);
    const own = join(venv, 'bin', 'python');
    const places = 'import sysconfig; print(sysconfig.get_path("purelib"))';
    const [there, shared] = await Promise.all([own, python].map((each) => runProgram(each, ['-c', places])));
    const site = there?.stdout.trim() ?? '';
    writeFileSync(join(site, 'shared.pth'), shared?.stdout ?? '');
    mkdirSync(join(site, 'shop-1.0.dist-info'));
    writeFileSync(join(site, 'shop-1.0.dist-info', 'METADATA'), 'Metadata-Version: 2.1\nName: shop\nVersion: 1.0\n');
    mkdirSync(join(site, 'setuptools-75.1.0.dist-info'));
    const setuptools = 'Metadata-Version: 2.1\nName: setuptools\nVersion: 75.1.0\n';
    writeFileSync(join(site, 'setuptools-75.1.0.dist-info', 'METADATA'), setuptools);
    const url = { url: pathToFileURL(realpathSync(cwd)).href, dir_info: { editable: true } };
    writeFileSync(join(site, 'shop-1.0.dist-info', 'direct_url.json'), JSON.stringify(url));
    const env = cleanEnvironment({ XDG_CACHE_HOME: folderWith({}) }) as Record<string, string>;
    const ran = await djguard(['verify', '--python', own, '--build-absent'], { cwd, env });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('shop 1.0');
    const { stdout: version } = await runProgram(own, ['-c', 'import sys; print(sys.version_info < (3, 12))']);
    expect(ran.stderr.includes('setuptools 75.1.0')).toBe(version.trim() === 'True');
    expect(ran.stdout).not.toContain('about the hiding');
  });

  test('is one that the user names, unless it has what is to be missing', async () => {
    const { verify } = surroundings();
    expect(await verify('--absent-python', absent)).toMatchObject({ code: 0 });
    const wrong = await verify('--absent-python', python);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has debug_toolbar: it is no environment'),
    });
    const both = await verify('--absent-python', absent, '--build-absent');
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('exclude each other') });
  });

  test('agrees with the hidden one where pkg_resources is asked', async () => {
    const settings = `${PROJECT['site_settings.py']}
import pkg_resources


def version_of(name):
    try:
        return pkg_resources.get_distribution(name).version
    except pkg_resources.DistributionNotFound:
        return None


VERSIONS = [version_of(name) for name in ("django-debug-toolbar", "Django")]
LISTED = sorted(each.key for each in pkg_resources.working_set if "toolbar" in each.key)
`;
    // The setuptools beside the pip that installs them would pass for theirs.
    const both = ['--ignore-installed', 'Django==5.2.19', 'setuptools<81'];
    const here = await pythonWith('python3', ...both, 'django-debug-toolbar');
    const missing = await pythonWith('python3', ...both);
    const { verify } = surroundings({ ...PROJECT, 'site_settings.py': settings }, {}, here ?? '');
    const ran = await verify('--absent-python', missing ?? '', '--output-format', 'json');
    const [{ hiding, differences }] = JSON.parse(ran.stdout).environments;
    expect(hiding).toEqual([]);
    // That is, both worlds see what there is to see.
    expect(differences[0]).toMatchObject({ subject: 'LISTED', message: 'lost "django-debug-toolbar", which was at 0' });
  });

  test('shows where hiding does not do what it should: the files are there', async () => {
    const settings = `${PROJECT['site_settings.py']}
import os
import sysconfig

FOUND = os.listdir(sysconfig.get_path("purelib"))
TOOLS = [str(len(name)) for name in FOUND if name.startswith("django_debug_toolbar-")]
del FOUND
`;
    const { verify } = surroundings({ ...PROJECT, 'site_settings.py': settings });
    const ran = await verify('--absent-python', absent);
    expect(ran.stdout).toContain('about the hiding, not the project: TOOLS: where really missing it lost "');
  });

  test('what cannot be installed is an error, with the last lines', async () => {
    const { verify, cache } = surroundings({
      ...PROJECT,
      'requirements.txt': 'Django\nthere-is-no-such-thing-as-this==1\n',
    });
    const ran = await verify('--build-absent');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("djguard: production's requirements could not be installed; --absent-python takes ");
    expect(ran.stderr).toMatch(/^ +.*there-is-no-such-thing-as-this/m);
    expect(ran.stderr).not.toContain('\\n');
    expect(readdirSync(join(cache, 'djguard', 'absent'))).toEqual([]);
  });
});
