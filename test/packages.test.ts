import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { kindText } from '../src/packages/classify.ts';
import { projectPackages } from '../src/packages/project.ts';
import { whyLines } from '../src/packages/why.ts';
import { withLocks } from '../src/packages/with-locks.ts';
import { loadParser } from '../src/python/syntax/parser.ts';

const MANIFESTS = fileURLToPath(new URL('../fixtures/manifests', import.meta.url));

/** What a small project's manifests say, judged by hand. */
interface Expected {
  /** Every declared distribution, and who installs it. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The roots that are guarded because they are declared for development only. */
  readonly scope: readonly string[];
  /** The roots that are declared for development only, and never guarded by themselves: nobody knows what they are. */
  readonly unknown?: readonly string[];
  /** Roots that are guarded although no manifest declares them. */
  readonly inScope?: readonly string[];
  readonly notInScope?: readonly string[];
  readonly warnings: readonly string[];
  readonly why: Readonly<Record<string, readonly string[]>>;
}

const layouts = readdirSync(MANIFESTS).filter((name) => existsSync(join(MANIFESTS, name, 'expected.json')));

describe.each(layouts)('%s', (layout) => {
  const root = join(MANIFESTS, layout);
  const expected = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as Expected;

  test('is read as a human reads it', async () => {
    const project = await withLocks(await projectPackages(root), CATALOGUE);
    const found = Object.fromEntries(project.dependencies.map((at) => [at.distribution, at.classification]));
    const declared = project.packages.filter(({ classification }) => classification === 'development-only');
    const warnings = project.warnings.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    expect(found).toEqual(expected.dependencies);
    expect(declared.map(({ root: name }) => name)).toEqual(expected.scope);
    expect(project.unknown.map(({ root: name }) => name)).toEqual(expected.unknown ?? []);
    expect(warnings).toEqual(expected.warnings);
    const roots = project.packages.map(({ root: name }) => name);
    for (const name of expected.inScope ?? []) expect(roots).toContain(name);
    for (const name of expected.notInScope ?? []) expect(roots).not.toContain(name);
  });

  test('gives its reasons', async () => {
    const project = await withLocks(await projectPackages(root), CATALOGUE);
    for (const [name, lines] of Object.entries(expected.why)) expect(whyLines(project, name)).toEqual(lines);
    for (const { evidence, root: name } of project.packages) {
      for (const { file, line, text } of evidence) {
        const written = readFileSync(join(root, file), 'utf8').split('\n')[line - 1] ?? '';
        expect(written.toLowerCase(), `${name} at ${file}:${line}`).toContain(text.split(/[\s;=]/)[0]?.toLowerCase());
      }
    }
  });
});

describe('what a fixture cannot hold', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
  });
  const project = (files: Readonly<Record<string, string | Buffer>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'djguard-packages-'));
    made.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  };

  test('a virtual environment tells what a distribution is imported as', async () => {
    const site = '.venv/lib/python3.12/site-packages';
    const root = project({
      'requirements-dev.txt': 'odd-name\nrecorded.name\nnowhere-to-be-found\n',
      '.venv/pyvenv.cfg': 'home = /usr/bin\n',
      [`${site}/Odd_Name-1.0.dist-info/top_level.txt`]: 'quite_odd\ntests\n',
      [`${site}/recorded_name-2.0.dist-info/RECORD`]:
        'recorded_module.py,sha256=x,1\nrecorded/__init__.py,,\nrecorded_name-2.0.dist-info/RECORD,,\n',
      [`${site}/requirements.txt`]: 'not-of-the-project\n',
    });
    const { dependencies } = await projectPackages(root);
    expect(dependencies.map(({ distribution, roots }) => [distribution, ...roots])).toEqual([
      ['nowhere-to-be-found', 'nowhere_to_be_found'],
      ['odd-name', 'quite_odd'],
      ['recorded-name', 'recorded_module', 'recorded'],
    ]);
  });

  test('ignored and foreign folders are left out', async () => {
    const root = project({
      'requirements.txt': 'Django\n',
      '.gitignore': 'scratch/\n',
      'scratch/requirements.txt': 'ignored\n',
      'node_modules/x/requirements.txt': 'foreign\n',
      'env-by-hand/pyvenv.cfg': '',
      'env-by-hand/requirements.txt': 'installed\n',
      'a/b/c/d/e/requirements.txt': 'too-deep\n',
    });
    expect((await projectPackages(root)).dependencies.map(({ distribution }) => distribution)).toEqual(['django']);
  });

  test.each(['utf8', 'utf16le'] as const)('a byte order mark in %s belongs to no manifest', async (encoding) => {
    const texts = {
      'requirements-dev.txt': 'django-silk\n',
      'setup.cfg': '[options]\ninstall_requires = django-ninja\n',
      'environment.yml': 'dependencies:\n  - django-cors-headers\n',
      Procfile: 'web: pip install gunicorn\n',
    };
    const marked = Object.entries(texts).map(([name, text]) => [name, Buffer.from(`\uFEFF${text}`, encoding)]);
    const { dependencies, warnings } = await projectPackages(project(Object.fromEntries(marked)));
    const names = dependencies.map(({ distribution }) => distribution);
    expect(names).toEqual(['django-cors-headers', 'django-ninja', 'django-silk', 'gunicorn']);
    expect(warnings).toEqual([]);
  });

  test('a dotted key stands in its own line', async () => {
    const root = project({
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\ngroup.lint.dependencies.ruff = "*"\ngroup.test.dependencies.pytest = "*"\n',
    });
    const { dependencies } = await projectPackages(root);
    expect(dependencies.map(({ distribution, declared }) => [distribution, declared[0]?.line])).toEqual([
      ['pytest', 4],
      ['ruff', 3],
    ]);
  });

  test('many files in Python share one parser', async () => {
    const setup = 'from setuptools import setup\nsetup(install_requires=["Django"])\n';
    const root = project({ 'a/setup.py': setup, 'b/setup.py': setup, 'c/setup.py': setup });
    const loads: string[] = [];
    const loadParse = () => {
      loads.push('load');
      return loadParser();
    };
    const { dependencies } = await projectPackages(root, { loadParse });
    expect(dependencies.flatMap(({ declared }) => declared)).toHaveLength(3);
    expect(loads).toEqual(['load']);
  });

  test('a lock file speaks for the project that it lies in', async () => {
    const dev = '[project]\nname = "shop"\ndependencies = ["django"]\n[dependency-groups]\ndev = ["urllib3"]\n';
    const other = '[project]\nname = "job"\ndependencies = ["requests"]\n';
    const entry = (name: string, needs = '') =>
      `[[package]]\nname = "${name}"\nversion = "2"\nsource = { registry = "r" }\ndependencies = [${needs}]\n\n`;
    const root = project({
      'shop/pyproject.toml': dev,
      'shop/uv.lock': entry('django') + entry('urllib3'),
      'job/pyproject.toml': other,
      'job/uv.lock': entry('requests', '{ name = "urllib3" }') + entry('urllib3'),
    });
    const locked = await (await projectPackages(root)).locked();
    expect(locked.inProduction('urllib3', 'shop/settings.py')).toBe(null);
    expect(locked.inProduction('urllib3', 'job/settings.py')).toMatchObject({ file: 'job/uv.lock', line: 8 });
    expect(locked.inProduction('urllib3')).toMatchObject({ file: 'job/uv.lock' });
    expect(locked.versionOf('urllib3')).toMatchObject({ version: '2' });
    expect(locked.versionOf('rich')).toBe(null);
  });

  test('what is installed tells what comes in through others', async () => {
    const site = '.venv/lib/python3.12/site-packages';
    const metadata = (name: string, ...needs: string[]) =>
      `Metadata-Version: 2.1\nName: ${name}\nVersion: 2\n${needs.map((each) => `Requires-Dist: ${each}\n`).join('')}\nRequires-Dist: mock\n`;
    const root = project({
      'requirements.txt': 'requests[socks]\n',
      'requirements-dev.txt': 'urllib3\nPySocks\nchardet\nmock\n',
      '.venv/pyvenv.cfg': '',
      [`${site}/requests-2.dist-info/METADATA`]: metadata(
        'requests',
        'urllib3 (<3,>=1.21)',
        "PySocks!=1.5.7; extra == 'socks'",
        'chardet ; extra == "use-chardet"',
      ),
      [`${site}/urllib3-2.dist-info/METADATA`]: metadata('urllib3'),
      [`${site}/PySocks-2.dist-info/METADATA`]: metadata('PySocks'),
      [`${site}/chardet-2.dist-info/METADATA`]: metadata('chardet'),
      [`${site}/mock-2.dist-info/METADATA`]: metadata('mock'),
    });
    const found = await withLocks(await projectPackages(root), CATALOGUE);
    expect(found.dependencies.map(({ distribution, classification }) => [distribution, classification])).toEqual([
      ['chardet', 'development-only'],
      ['mock', 'development-only'],
      ['pysocks', 'both'],
      ['requests', 'production'],
      ['urllib3', 'both'],
    ]);
    const [, , , , through] = found.dependencies;
    expect(through?.declared[0]).toMatchObject({ file: `${site}/urllib3-2.dist-info/METADATA`, line: 2 });
  });

  test.each([
    ['requirements.prod.txt', 'requirements.dev.txt'],
    ['prod.requirements.txt', 'dev.requirements.in'],
    ['requirements-production.in', 'requirements-local.in'],
    ['production_requirements.txt', 'test_requirements.txt'],
    ['requirements.in.production', 'requirements.in.dev'],
    ['requirements.txt.prd', 'requirements.txt.tests'],
    ['requirements/prod/requirements.txt', 'requirements/dev/requirements.txt'],
    ['requirements/requirements-prod.txt', 'requirements/requirements-dev.txt'],
    ['requirementsProd.txt', 'requirementsDev.txt'],
    ['reqs/prod.pip', 'reqs/local.pip'],
    ['req/live.txt', 'req/ci.txt'],
    ['prod-reqs.txt', 'dev-reqs.txt'],
    ['deps/prod.txt', 'deps/dev.txt'],
    ['requirements.production', 'requirements.development'],
    ['requirements.lock', 'requirements-dev.lock'],
    ['Requirements.txt', 'Requirements-Dev.txt'],
  ])('%s and %s say for whom they are, by their names only', async (production, development) => {
    const { dependencies } = await projectPackages(
      project({ [production]: 'Django\n', [development]: 'django-silk\n' }),
    );
    const told = dependencies.map(({ distribution, declared }) => [distribution, ...declared.map(kindText)]);
    expect(told).toEqual([
      ['django', 'production, by its name only'],
      ['django-silk', 'development, by its name only'],
    ]);
  });

  test('a file that only its name speaks for says so', async () => {
    const names = { 'requirements.txt': 'Django\n', 'requirements-dev.txt': 'django-silk\n' };
    const told = async (files: Readonly<Record<string, string>>) => {
      const { dependencies } = await projectPackages(project(files));
      return dependencies.flatMap(({ declared }) => declared.map(kindText));
    };
    expect(await told(names)).toEqual(['production, by its name only', 'development, by its name only']);
    const image = { 'Dockerfile.production': 'FROM python\nRUN pip install -r requirements.txt\n' };
    expect(await told({ ...names, ...image })).toEqual(['production', 'development, by its name only']);
    expect(await told({ 'pyproject.toml': '[project]\ndependencies = ["Django"]\n' })).toEqual(['production']);
  });

  test('a member of a workspace is locked at the top', async () => {
    const root = project({
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["web"]\n',
      'web/pyproject.toml':
        '[project]\nname = "web"\ndependencies = ["lib[x]"]\n[dependency-groups]\ndev = ["rich", "mock"]\n',
      'uv.lock': `[[package]]
name = "web"
source = { editable = "web" }
dependencies = [{ name = "lib", extra = ["x"] }]

[package.dev-dependencies]
dev = [{ name = "rich" }, { name = "mock" }]

[[package]]
name = "lib"
version = "1"

[package.optional-dependencies]
x = [{ name = "rich" }]

[[package]]
name = "mock"
version = "1"

[[package]]
name = "rich"
version = "1"
`,
    });
    const found = await withLocks(await projectPackages(root), CATALOGUE, ['rich']);
    expect(found.dependencies.map(({ distribution, classification }) => [distribution, classification])).toEqual([
      ['lib', 'production'],
      ['mock', 'development-only'],
      ['rich', 'both'],
    ]);
  });

  test('includes that go in a circle end', async () => {
    const root = project({ 'requirements.txt': '-r dev.txt\nDjango\n', 'dev.txt': '-r requirements.txt\nipdb\n' });
    const { dependencies } = await projectPackages(root);
    expect(dependencies.map(({ classification }) => classification)).toEqual(['production', 'production']);
  });

  test('what is no manifest at all is a warning or nothing, never a crash', async () => {
    const junk = Buffer.from([0xff, 0xfe, 0x00, 0x5b, 0x0a, 0x80, 0x22, 0x7b]).toString('latin1');
    const names = ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.cfg', 'setup.py', 'tox.ini', 'noxfile.py'];
    const more = ['Dockerfile', 'compose.yml', 'environment.yml', 'Procfile', '.github/workflows/ci.yml', 'Makefile'];
    const locks = ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml'];
    const texts = [junk, '[', '{', 'setup(install_requires=[', 'RUN pip install -r', 'a: [pip install', ''];
    texts.push(
      'null',
      '{"default": [1], "develop": {"a": null}}',
      '[[package]]\nname = 1\ndependencies = [1, "", {}]\n',
    );
    texts.push('FROM\nCOPY --from=\nFROM x AS x\nFROM x\nRUN make -C\nENTRYPOINT ["a.sh"', 'all: all\n\tmake all\n');
    for (const text of texts) {
      const root = project(Object.fromEntries([...names, ...more, ...locks].map((name) => [name, text])));
      const { packages } = await withLocks(await projectPackages(root), CATALOGUE);
      expect(packages.map(({ root: name }) => name)).toContain('debug_toolbar');
    }
  });
});
