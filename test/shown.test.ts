import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { FORMATS, formatNamed } from '../src/report/formats.ts';
import { asCode, asJson, asLines, oneLine } from '../src/util/shown.ts';
import { djguard, folderWith, program, type Ran } from './command.ts';
import { expectHarmless } from './hostile/harmless.ts';
import { NAMES } from './hostile/names.ts';
import { cleanEnvironment, pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();

const CODE = 'import debug_toolbar\nINSTALLED_APPS = ["debug_toolbar"]\n';
const MODES = [['--diff'], ['--check'], ['--fix'], ['--check', '--verbose'], ['--check', '--color=always']];
const OTHERS = [
  ['packages'],
  ['packages', '--output-format=json'],
  ['why', 'debug_toolbar'],
  ['why', 'acme'],
  ['promote', 'acme'],
  ['init'],
];

/** A path in Markdown is for people, as in the other texts for them; it stands in a line. */
const forPeople = (path: string): string => asCode(`|${oneLine(path)}`).slice(1);
const folderOf = (name: string): string => name.replaceAll('/', '_');

/** A project with a folder of each name, and manifests that hold them. */
function project(): string {
  const names = Object.values(NAMES);
  const cwd = folderWith({
    'requirements.txt': `django\n${names.map((name) => `-r ${name.replace(/[\r\n]/g, '')}.txt\nbroken broken ${name}\n`).join('')}`,
    'requirements-dev.txt': 'acme\n',
    'pyproject.toml': '[project]\nname = "x"\n',
    'manage.py': '',
  });
  for (const name of names) {
    const folder = join(cwd, folderOf(name));
    mkdirSync(folder);
    writeFileSync(join(folder, 'settings.py'), `${CODE}import acme\n`);
    writeFileSync(join(folder, 'broken.py'), 'import debug_toolbar\nx = (\n');
    writeFileSync(join(folder, 'requirements.txt'), `acme ${name}\ndjango-silk\n`);
    writeFileSync(join(folder, 'Pipfile'), `[dev-packages\n${name}`);
  }
  return cwd;
}

describe.skipIf(process.platform === 'win32')('names that mean harm', () => {
  test.each([...MODES, ...OTHERS, ['undo']])('in files, through djguard %s %s', async (...words) => {
    const ran = await djguard(
      words.filter((word) => word),
      { cwd: project(), env: { CI: 'true' } },
    );
    expectHarmless(ran.stdout);
    expectHarmless(ran.stderr);
    expect(ran.stderr).not.toContain('this is a bug');
  });

  test.each([
    ['nothing'],
    ['--config'],
    ['promote'],
    ['init'],
    ['why'],
    ['explain'],
    ['--select'],
    ['--package'],
    ['--output-format'],
  ])('as words behind %s', async (word) => {
    const cwd = folderWith({ 'settings.py': CODE });
    for (const name of [NAMES['GitHub, on a line of its own'], NAMES.colours, NAMES.Azure]) {
      const ran = await djguard([word, name ?? ''], { cwd });
      expect(ran.code).toBe(2);
      expectHarmless(ran.stderr);
    }
  });
});

/** Reads XML as Python does, and gives back the values of an attribute. */
const READ_XML =
  'import sys,json,xml.etree.ElementTree as e\nprint(json.dumps([x.get(sys.argv[1]) for x in e.fromstring(sys.stdin.buffer.read()).iter() if x.get(sys.argv[1])]))';

/** What each format calls the path of a finding, as a reader of that format gets it. */
async function pathsIn(format: string, { stdout }: Ran): Promise<readonly string[]> {
  const xml = async (name: string) =>
    JSON.parse((await program('python3', ['-c', READ_XML, name], { cwd: '.', input: stdout })).stdout);
  const unescaped = (text: string) => text.replace(/%(0A|0D|3A|2C|25)/g, (all) => decodeURIComponent(all));
  switch (format) {
    case 'json':
      return JSON.parse(stdout).findings.map(({ path }: { path: string }) => path);
    case 'jsonl':
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).path);
    case 'gitlab':
      return JSON.parse(stdout).map((issue: { location: { path: string } }) => issue.location.path);
    case 'rdjson':
      return JSON.parse(stdout).diagnostics.map((at: { location: { path: string } }) => at.location.path);
    case 'sarif':
      return JSON.parse(stdout).runs[0].results.map(
        (at: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
          decodeURIComponent(at.locations[0]?.physicalLocation.artifactLocation.uri ?? ''),
      );
    case 'checkstyle':
      return xml('name');
    case 'junit':
      return xml('file');
    case 'markdown':
      return [...stdout.matchAll(/^\| (`+) ?(.*?):\d+ ?\1 \| DJG/gm)].map(([, , path = '']) => path);
    default:
      return [...stdout.matchAll(/ title=[^,]*,file=([^,:]*)/g)].map(([, path = '']) => unescaped(path));
  }
}

describe.skipIf(process.platform === 'win32')('each format, read by what reads it', () => {
  test.each(FORMATS.filter((format) => formatNamed(format) !== null))('%s gives the names back', async (format) => {
    const words = ['--check', '--isolated', '--package', 'debug_toolbar', '--output-format', format];
    const ran = await djguard(words, { cwd: project() });
    expectHarmless(ran.stdout, format === 'github');
    const paths = await pathsIn(format, ran);
    for (const name of Object.values(NAMES))
      expect(paths).toContain((format === 'markdown' ? forPeople : asWritten)(`${folderOf(name)}/settings.py`, format));
  });

  test('git applies the diff', async () => {
    const cwd = project();
    const { bytes } = await djguard(['--isolated', '--package', 'debug_toolbar'], { cwd });
    execFileSync('git', ['apply', '--unsafe-paths', '-'], { cwd, input: bytes });
    for (const name of Object.values(NAMES))
      expect(readFileSync(join(cwd, folderOf(name), 'settings.py'), 'utf8')).toContain('except ImportError');
  });
});

/** XML has no way to write some characters, and GitHub's commands have none for what is no line end. */
function asWritten(path: string, format: string): string {
  if (format === 'github') return oneLinePath(path);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 forbids
  return /checkstyle|junit/.test(format) ? path.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '\ufffd') : path;
}

function oneLinePath(path: string): string {
  return path
    .split(/([\r\n])/)
    .map((part, at) => (at % 2 === 1 ? part : oneLine(part)))
    .join('')
    .replace(/##(?=\w*\[)/g, '#\\x23');
}

describe('code in a diff', () => {
  const text = `"""\n::error::pwned\n \x1b[31m ##vso[x]y \u202e\n"""\n${CODE}`;

  test('is shown harmless in a log, and that is said', async () => {
    const ran = await djguard(['--isolated'], { cwd: folderWith({ 'settings.py': text }), env: { CI: 'true' } });
    expectHarmless(ran.stdout);
    expect(ran.stderr).toContain('note: the diff of settings.py holds control characters');
  });

  test('is what it is for a program and in a file, so that it applies', async () => {
    const cwd = folderWith({ 'settings.py': text });
    const { bytes, stderr } = await djguard(['--isolated'], { cwd });
    await djguard(['--isolated', '--output-file', 'own.diff'], { cwd, env: { CI: 'true' } });
    expect(readFileSync(join(cwd, 'own.diff'))).toEqual(bytes);
    expect(stderr).not.toContain('note: the diff');
    execFileSync('git', ['apply', '-'], { cwd, input: bytes });
    expect(readFileSync(join(cwd, 'settings.py'), 'utf8')).toContain('except ImportError');
  });
});

test.skipIf(worlds === null)(
  'what the project raises and prints stays on its line',
  async () => {
    const evil = '\\x1b[31mEVIL\\n::error::pwned\\n  values as before the fix   pass  pass';
    const settings = `import sys\nprint("${evil}")\nsys.stderr.write("${evil}")\nraise RuntimeError("${evil}")\n`;
    const cwd = folderWith({
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/settings.py': `INSTALLED_APPS = ["debug_toolbar"]\n${settings}`,
    });
    const env = cleanEnvironment() as Record<string, string>;
    for (const words of [
      ['verify'],
      ['verify', '--output-format=json'],
      ['verify', '--color=always'],
      ['--check', '--verify'],
      ['--fix', '--verify'],
    ]) {
      const ran = await djguard([...words, '--python', worlds?.present ?? ''], { cwd, env });
      expectHarmless(ran.stdout);
      expectHarmless(ran.stderr);
      expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^ {2}values as before the fix {3}pass/m);
    }
  },
  120_000,
);

describe('one text', () => {
  test.each([
    ['a\tb', 'a\\tb\n'],
    ['::x::', '\\x3a:x::\n'],
    ['  ::x::', '  \\x3a:x::\n'],
    ['a ::x::', 'a ::x::\n'],
    ['##[x]###[y]', '#\\x23[x]##\\x23[y]\n'],
    ['é 漢字 👍🏽 ا', 'é 漢字 👍🏽 ا\n'],
    ['\ud800', '\\ud800\n'],
    ['\0abc31\0', '\\x00abc31\\x00\n'],
  ])('%j as a line', (text, shown) => expect(asLines([text])).toBe(shown));

  test('code keeps its tabs and its end', () => expect(asCode('\tx = "\x1b"\r')).toBe('\tx = "\\x1b"\r'));

  test('JSON is read as it was', () => {
    for (const text of [...Object.values(NAMES), '\\u202e\u202e\\', '\\##[\\'])
      expect(JSON.parse(asJson({ [text]: text }))).toEqual({ [text]: text });
  });
});

test.each([...'019az'])('a colour is one where the mark begins with %s', async (first) => {
  vi.resetModules();
  vi.spyOn(Math, 'random').mockReturnValueOnce(Number.parseInt(`${first}zzzzz`, 36) / 36 ** 6);
  const fresh = await import('../src/util/shown.ts');
  expect(fresh.asLines([fresh.marked('x', 31, 39)])).toBe('\x1b[31mx\x1b[39m\n');
});
