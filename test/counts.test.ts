import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readLoadedFiles } from '../src/loading/loaded-files.ts';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser, type Parse, remembering } from '../src/python/syntax/parser.ts';
import { CLEAN, COMMAND, FIXABLE, folderWith, program } from './command.ts';
import { rewrite } from './rewrite.ts';

// Counts instead of times: they say the same on every machine, however busy it is.

/** Wraps node:fs before the command loads it, and at the end writes how often each function was called on a file. */
const COUNTER = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const calls = [];
const paths = new Map();
for (const [name, call] of Object.entries(fs)) {
  if (!/^[a-z]+(File)?Sync$|^(lstat|realpath|readdir|exists)Sync$/.test(name)) continue;
  fs[name] = Object.assign((...args) => {
    const path = typeof args[0] === 'number' ? (paths.get(args[0]) ?? '') : String(args[0]);
    const result = call(...args);
    if (name === 'openSync') paths.set(result, path);
    calls.push([name, path, name === 'readSync' ? result : null]);
    return result;
  }, call);
}
let decoded = 0;
const { decode } = TextDecoder.prototype;
TextDecoder.prototype.decode = function (...args) {
  // Node's own loader decodes too, but takes whatever comes.
  if (this.fatal) decoded += 1;
  return decode.apply(this, args);
};
syncBuiltinESMExports();
process.on('exit', () => {
  const { write } = process.stderr;
  write.call(process.stderr, '\\n' + JSON.stringify({ calls, decoded }));
});
`;

interface Counted {
  /** Name, path, and what a read gave. */
  readonly calls: readonly (readonly [string, string, number | null])[];
  /** How many texts were decoded from UTF-8. */
  readonly decoded: number;
}

async function counted(cwd: string, ...args: string[]): Promise<Counted> {
  const counter = join(folderWith({ 'counter.mjs': COUNTER }), 'counter.mjs');
  const ran = await program(process.execPath, ['--import', pathToFileURL(counter).href, COMMAND, ...args], { cwd });
  return JSON.parse(ran.stderr.slice(ran.stderr.lastIndexOf('\n') + 1)) as Counted;
}

function callsOn({ calls }: Counted, matches: (path: string) => boolean): string[] {
  return calls.filter(([, path]) => matches(path)).map(([name]) => name);
}

const MANY = 40;

function tree(text: string): string {
  const cwd = folderWith({ '.gitignore': '*.pyc\n__pycache__/\n*.py[cod]\n/media/\nlocal_settings.py\n' });
  for (let app = 0; app < MANY; app++) {
    mkdirSync(join(cwd, `app_${app}`));
    for (const name of ['models', 'views', 'urls']) writeFileSync(join(cwd, `app_${app}`, `${name}.py`), text);
    writeFileSync(join(cwd, `app_${app}`, 'page.html'), 'debug_toolbar');
  }
  return cwd;
}

describe('what a tree costs', () => {
  test('a file that names no package is opened, read and closed once, and never decoded', async () => {
    const cwd = tree(CLEAN);
    const found = await counted(cwd);
    for (const name of ['models.py', 'views.py', 'urls.py']) {
      expect(callsOn(found, (path) => path === join(cwd, 'app_7', name))).toEqual([
        'openSync',
        'readSync',
        'closeSync',
      ]);
    }
    expect(callsOn(found, (path) => path.endsWith('.py'))).toHaveLength(MANY * 3 * 3);
    expect(found.decoded).toBe(0);
  });

  test('a folder is listed once, and asked nothing more; no other file is looked at', async () => {
    const cwd = tree(CLEAN);
    const found = await counted(cwd);
    for (let app = 0; app < MANY; app++) {
      const folder = join(cwd, `app_${app}`);
      expect(
        callsOn(found, (path) => path === folder || (path.startsWith(`${folder}/`) && !path.endsWith('.py'))),
      ).toEqual(['readdirSync']);
    }
  });

  test('what does not belong to a file or folder does not grow with the tree', async () => {
    const cwd = tree(CLEAN);
    const outside = ({ calls }: Counted) => calls.filter(([, path]) => !path.startsWith(join(cwd, 'app_'))).length;
    const one = outside(await counted(cwd, 'app_1'));
    const all = outside(await counted(cwd));
    expect(one).toBeGreaterThan(0);
    expect(all - one).toBeLessThan(MANY / 2);
  });

  test('only a file that names a package is decoded, once, and read once in a preview', async () => {
    const cwd = tree(CLEAN);
    const settings = join(cwd, 'app_3', 'settings.py');
    writeFileSync(settings, FIXABLE);
    const found = await counted(cwd);
    expect(found.decoded).toBe(1);
    expect(callsOn(found, (path) => path === settings)).toEqual(['openSync', 'readSync', 'closeSync']);
  });

  test('what loads a finding, and who takes its names, is found without walking or opening a file again', async () => {
    const cwd = tree(CLEAN);
    writeFileSync(join(cwd, 'settings.py'), `${FIXABLE}ROOT_URLCONF = "app_0.urls"\n`);
    writeFileSync(join(cwd, 'app_0', 'urls.py'), 'import debug_toolbar\nfrom app_1 import urls\n');
    const found = await counted(cwd);
    for (let app = 0; app < MANY; app++) {
      const folder = join(cwd, `app_${app}`);
      expect(callsOn(found, (path) => path === folder)).toEqual(['readdirSync']);
    }
    const calls = callsOn(found, (path) => path === join(cwd, 'app_1', 'urls.py'));
    expect(calls.filter((name) => name === 'openSync')).toEqual(['openSync']);
  });

  test('what loads a finding is told by what was read, and by what is read but once', async () => {
    const files = {
      'manage.py': '',
      'shop/__init__.py': '',
      'shop/settings/__init__.py': '',
      'shop/settings/base.py': `${FIXABLE}ROOT_URLCONF = "shop.urls"\n`,
      'shop/settings/cloud.py': 'from .base import *\n',
      'shop/urls.py': 'import debug_toolbar\nfrom shop import views\n',
      'shop/views.py': 'import debug_toolbar\n',
      'shop/wsgi.py': 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.cloud"\n',
    };
    const cwd = folderWith(files);
    const found = await counted(cwd, '--check');
    for (const path of Object.keys(files)) {
      const opened = callsOn(found, (file) => file === join(cwd, path)).filter((name) => name === 'openSync');
      expect([path, opened]).toEqual([path, ['openSync']]);
    }
  });

  test('a lock file is opened only where something is found of a package that the manifests have for developers', async () => {
    const manifests = {
      'pyproject.toml':
        '[project]\nname = "shop"\ndependencies = ["django"]\n[dependency-groups]\ndev = ["django-silk"]\n',
      'uv.lock': 'version = 1\n',
      'wsgi.py': 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n',
    };
    const lock = (path: string) => path.endsWith('uv.lock');
    for (const text of ['INSTALLED_APPS = []\n', 'NAME = "silk road"\n', GUARDED]) {
      const found = await counted(folderWith({ ...manifests, 'settings.py': text }));
      expect(callsOn(found, lock)).toEqual([]);
    }
    const settings = { 'settings.py': 'INSTALLED_APPS = ["silk"]\n', 'urls.py': 'import silk\n' };
    const read = callsOn(await counted(folderWith({ ...manifests, ...settings })), lock);
    expect(read.filter((name) => name === 'openSync')).toEqual(['openSync']);
  });

  test('a file of several MB is read once from its start to its end', async () => {
    const text = '# a line of a file that is longer than one read\n'.repeat(50_000);
    const cwd = folderWith({ 'big.py': text });
    const { calls } = await counted(cwd);
    const counts = calls.flatMap(([name, path, count]) =>
      name === 'readSync' && path === join(cwd, 'big.py') ? [count ?? 0] : [],
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(text.length);
    expect(callsOn({ calls, decoded: 0 }, (path) => path === join(cwd, 'big.py'))).not.toContain('statSync');
  });
});

const URLS = `import debug_toolbar
from django.urls import include, path

urlpatterns = [
    path("__debug__/", include(debug_toolbar.urls)),
]
`;

const GUARDED = `try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None
`;

async function countingParser(): Promise<{ parse: Parse; count: () => number }> {
  const parse = await loadParser();
  let count = 0;
  return {
    parse: (text) => {
      count += 1;
      return parse(text);
    },
    count: () => count,
  };
}

describe('what loads a file is found by parsing', () => {
  const starting = 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n';
  const project = {
    'shop/__init__.py': '',
    'shop/wsgi.py': starting,
    'shop/settings.py': 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "shop.urls"\n',
    'shop/urls.py': 'urlpatterns = [path("", include("shop.pages"))]\n',
    'shop/pages.py': 'from shop import views\n\nif views.READY:\n    from shop import tags\n',
    'shop/views.py': 'import json\n',
    'shop/tags.py': 'import json\n',
    // They name only what is known already by the time they are met, or nothing of the project.
    ...Object.fromEntries(
      Array.from({ length: MANY }, (_, at) => [
        `shop/migrations/m_${at}.py`,
        'import sys\n\nif sys.argv:\n    from shop import settings\n',
      ]),
    ),
  };
  const parsedFor = async (...paths: readonly string[]) => {
    const parsed: string[] = [];
    const parse = await loadParser('wasm');
    const files = await readLoadedFiles(folderWith(project), (text) => {
      parsed.push(text);
      return parse(text);
    });
    for (const path of paths) await files.of(path);
    return parsed;
  };

  test('what holds the name of a module in question, and nothing else', async () => {
    const { 'shop/settings.py': settings, 'shop/urls.py': urls, 'shop/pages.py': pages } = project;
    expect(await parsedFor('shop/urls.py')).toEqual([settings]);
    expect(await parsedFor('shop/tags.py', 'shop/none.py')).toEqual([settings, urls, pages]);
  });
});

describe('what a file costs', () => {
  test.each([
    ['no package named', CLEAN, 0],
    ['nothing to guard', GUARDED, 1],
    ['something to fix', FIXABLE, 2],
    ['an import and its use', URLS, 2],
  ])('%s: it is parsed once for finding, and once for the self-check', async (_, text, parses) => {
    const { parse, count } = await countingParser();
    rewrite(parse, 'settings.py', text, [packageNamed('debug_toolbar')]);
    expect(count()).toBe(parses);
  });

  test('what a fix leaves is found in the tree of the self-check', async () => {
    const { parse, count } = await countingParser();
    const again = remembering(parse);
    const outcome = rewrite(again, 'settings.py', URLS, [packageNamed('debug_toolbar')]);
    expect(outcome.status).toBe('found');
    rewrite(again, 'settings.py', outcome.status === 'found' ? outcome.after : '', [packageNamed('debug_toolbar')]);
    expect(count()).toBe(2);
  });
});
