import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Case, cases } from '../cases.ts';
import { folderWith } from '../command.ts';
import { REWRITTEN } from '../newer-forms.ts';
import { npmFolder } from '../npm-folder.ts';
import { request, type Verdict } from '../stubworld.ts';
import { pythonWorlds } from '../world.ts';

const run = promisify(execFile);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const PROBE = fileURLToPath(new URL('../../src/verify/probe', import.meta.url));
const STUBWORLD = fileURLToPath(new URL('../stubworld', import.meta.url));
/** Versions of Pyodide, and the CPython that each one is. */
const VERSIONS = [
  ['0.27.7', '3.12'],
  ['0.29.5', '3.13'],
  ['314.0.7', '3.14'],
  ['315.0.0-alpha.2', '3.15'],
] as const;

const worlds = await pythonWorlds();
const SITE = 'import sysconfig; print(sysconfig.get_paths()["purelib"])';
const PROGRAM = `
import importlib.util, json, signal, sys, warnings

def program(folder):
    sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location("program", folder + "/__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
`;
/** The stub worlds, without their time limit, which WebAssembly has no signal for. */
const RUN_WORLDS = `${PROGRAM}
signal.setitimer, signal.ITIMER_REAL = lambda *_: None, 0
warnings.simplefilter("ignore")
worlds = program("/stubworld")
worlds.install()
json.dumps([worlds.answer(line) for line in open("/job/requests")])
`;
const RUN_PROBE = `${PROGRAM}
sys.argv = ["probe", "/job"]
sys.path.append("/site-packages")
program("/probe").main()
open("/job/result.jsonl").read()
`;
const PROJECT = {
  'settings.py': `try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None

SECRET_KEY = "x"
ROOT_URLCONF = "urls"
STATIC_URL = "/s/"
INSTALLED_APPS = ["django.contrib.contenttypes"]
if debug_toolbar is not None:
    INSTALLED_APPS += ["debug_toolbar"]
`,
  'urls.py': 'urlpatterns = []\n',
};
const STEPS = ['settings', 'setup', 'wsgi', 'urls', 'templates', 'strings'];

const pyodide = (version: string) => npmFolder(`pyodide-${version}`, [`pyodide@${version}`]);

/** Runs code in one version; `files` lie in /job. Returns what its last expression is. */
async function inPyodide(version: string, code: string, mounts: object, files: Record<string, string> = {}) {
  const job = folderWith({ ...files, 'job.json': '' });
  await writeFile(join(job, 'job.json'), JSON.stringify({ mounts: { '/job': job, ...mounts }, code }));
  const words = [join(HERE, 'pyodide.mjs'), await pyodide(version), join(job, 'job.json')];
  return (await run(process.execPath, words, { maxBuffer: 1 << 28 })).stdout;
}

describe.each(VERSIONS)('Pyodide %s', { timeout: 600_000 }, (version, minor) => {
  test(`is CPython ${minor}, and runs every rewrite, with the packages and without them`, async () => {
    const given = cases.filter(({ after, left }) => after !== null && left === null);
    const requests = given.map(({ after, ...each }) => request({ ...each, after: after ?? each.before })).join('');
    const ran = await inPyodide(version, `import sys\n${RUN_WORLDS}`, { '/stubworld': STUBWORLD }, { requests });
    const verdicts = JSON.parse(ran) as Verdict[];
    const failed = given.flatMap(({ name }, at) => {
      const { broken = [], present = [], absent = [] } = verdicts[at] ?? {};
      // What the source itself can't do here says nothing about its rewrite.
      return broken.length > 0 ? [] : [...present, ...absent].slice(0, 1).map((said) => `${name}: ${said}`);
    });
    expect(failed).toEqual([]);
    expect(verdicts.filter(({ broken }) => broken.length === 0).length).toBeGreaterThan(300);
  });

  test.skipIf(minor !== '3.15')('runs what is made of newer forms, with the package and without it', async () => {
    const given = REWRITTEN.flatMap(([name, before, after]) => {
      const texts = { before: Buffer.from(before), after: Buffer.from(after ?? before) };
      return after === null ? [] : [{ ...(cases[0] as Case), ...texts, name, packages: ['debug_toolbar'] }];
    });
    const requests = given.map(request).join('');
    const ran = await inPyodide(version, `import sys\n${RUN_WORLDS}`, { '/stubworld': STUBWORLD }, { requests });
    const verdicts = JSON.parse(ran) as Verdict[];
    const said = verdicts.flatMap(({ broken, present, absent }) => [...broken, ...present, ...absent]);
    // A lazy `from` import looks for a module of that name first.
    expect(said.filter((line) => !line.endsWith('is no longer imported'))).toEqual([]);
    expect(verdicts).toHaveLength(given.length);
  });

  const kinds: readonly [string, boolean, boolean][] = [
    ['with the package', false, false],
    ['without it', true, false],
    // https://peps.python.org/pep-0810/
    ...(minor === '3.15' ? [['without it, where every import is lazy', true, true] as [string, boolean, boolean]] : []),
  ];
  test.skipIf(worlds === null).each(kinds)(`runs the probe under CPython ${minor}, %s`, async (_, absent, lazy) => {
    const asked = {
      root: '/project',
      sourcePaths: [],
      settings: 'settings',
      configuration: null,
      packages: ['debug_toolbar'],
    };
    const also = {
      atFirstUse: [],
      absent: absent ? ['debug_toolbar'] : [],
      lazy,
      broken: null,
      overlay: {},
      trace: true,
      watched: {},
      steps: STEPS,
      entry: null,
      timeout: 60,
      lasting: 60,
    };
    const { stdout: site } = await run(worlds?.present ?? '', ['-c', SITE]);
    const mounts = { '/probe': PROBE, '/project': folderWith(PROJECT), '/site-packages': site.trim() };
    const text = await inPyodide(version, RUN_PROBE, mounts, { 'request.json': JSON.stringify({ ...asked, ...also }) });
    const lines = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(lines.flatMap((line) => ('error' in line ? [line] : []))).toEqual([]);
    expect(lines.flatMap((line) => ('passed' in line ? [line.step] : []))).toEqual(STEPS);
    const { INSTALLED_APPS } = lines.find(({ saw }) => saw === 'settings').value;
    expect(INSTALLED_APPS.list).toEqual(['django.contrib.contenttypes', ...(absent ? [] : ['debug_toolbar'])]);
  });
});
