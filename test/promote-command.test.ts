import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { djguard, folderWith, isInstalled, program } from './command.ts';

const PYPROJECT = `[project]
name = "shop"
dependencies = [
    "django>=5.2",
    "gunicorn",
]

[dependency-groups]
dev = [
    "acme-lens>=1.4",
    "pytest",
]
`;
const PROMOTED = PYPROJECT.replace('    "acme-lens>=1.4",\n', '').replace(
  '    "django',
  '    "acme-lens>=1.4",\n    "django',
);
const PROJECT = { 'pyproject.toml': PYPROJECT, 'uv.lock': 'version = 1\n', 'shop/__init__.py': '' };

const textIn = (...path: string[]): string => readFileSync(join(...path), 'utf8');

describe('djguard promote', () => {
  test('shows the edit, and writes nothing', async () => {
    const cwd = folderWith(PROJECT);
    const ran = await djguard(['promote', 'acme_lens'], { cwd });
    expect(ran).toMatchObject({
      code: 0,
      stderr:
        'acme-lens moves from pyproject.toml:10 [dependency-groups.dev] to pyproject.toml:4 [project.dependencies]\n' +
        'djguard promote --fix writes it; lock files are not edited: then run `uv lock`.\n',
    });
    expect(textIn(cwd, 'pyproject.toml')).toBe(PYPROJECT);
    expect(await djguard(['promote', '--diff', 'acme-lens'], { cwd })).toMatchObject({ code: 0, stdout: ran.stdout });
    if (!isInstalled('git')) return;
    expect(await program('git', ['apply'], { cwd, input: ran.stdout })).toMatchObject({ code: 0 });
    expect(textIn(cwd, 'pyproject.toml')).toBe(PROMOTED);
  });

  test.each(['--fix', '--write'])('writes it with %s, and undo takes it back, byte for byte', async (flag) => {
    const bytes = Buffer.from(`\uFEFF${PYPROJECT.replaceAll('\n', '\r\n')}`);
    const cwd = folderWith({ ...PROJECT, 'pyproject.toml': bytes });
    chmodSync(join(cwd, 'pyproject.toml'), 0o640);
    expect(await djguard(['promote', 'acme-lens', flag], { cwd })).toMatchObject({
      code: 0,
      stdout: '',
      stderr:
        'acme-lens was moved from pyproject.toml:10 [dependency-groups.dev] to pyproject.toml:4 [project.dependencies]\n' +
        'Lock files are not edited: run `uv lock`.\n',
    });
    expect(textIn(cwd, 'pyproject.toml')).toBe(`\uFEFF${PROMOTED.replaceAll('\n', '\r\n')}`);
    expect(textIn(cwd, 'uv.lock')).toBe('version = 1\n');
    expect(statSync(join(cwd, 'pyproject.toml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(['pyproject.toml', 'shop', 'uv.lock']);
    expect(await djguard(['promote', 'acme-lens', '--fix'], { cwd })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'acme-lens is declared for production already: pyproject.toml:4 `acme-lens>=1.4`\n',
    });
    expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, 'pyproject.toml'))).toEqual(bytes);
  });

  test('takes several packages; one that is refused is an error, and keeps none of the others', async () => {
    const files = {
      'requirements.txt': 'django==5.2\n',
      'requirements-dev.txt': '-r requirements.txt\nacme-focus\nacme-lens\n',
    };
    const other = {
      ...files,
      'requirements-test.txt': '-r requirements.txt\nacme-focus==1\npytest\n',
      'requirements-e2e.txt': 'acme-focus==2\n',
    };
    const cwd = folderWith(other);
    const ran = await djguard(['promote', 'acme-focus', 'acme-lens', '--fix'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(
      'acme-focus: error: it is declared in different ways, `acme-focus==2` and `acme-focus==1`: make them the same first\n' +
        'acme-lens was moved from requirements-dev.txt:3 to requirements.txt:2\n',
    );
    expect(textIn(cwd, 'requirements.txt')).toBe('django==5.2\nacme-lens\n');
  });

  test('says what it knows of where it is asked from a folder of the project, and with --project', async () => {
    const cwd = folderWith({ ...PROJECT, 'docs/x.md': '' });
    const inside = await djguard(['promote', 'acme-lens'], { cwd: join(cwd, 'shop') });
    expect(inside.code).toBe(0);
    expect(inside.stderr).toContain(`to ${cwd}/pyproject.toml:4 [project.dependencies]\n`);
    expect(
      await djguard(['promote', 'acme-lens', '--project', cwd, '--fix', '-q'], { cwd: join(cwd, 'docs') }),
    ).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(textIn(cwd, 'pyproject.toml')).toBe(PROMOTED);
  });

  test('declares it where --to says', async () => {
    const cwd = folderWith({
      'requirements/web.txt': 'django\n',
      'requirements/worker.txt': 'django\n',
      'requirements/dev.txt': 'acme-lens\n',
      'requirements/other.toml': '',
    });
    const refused = await djguard(['promote', 'acme-lens'], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--to FILE[:GROUP] says where');
    const ran = await djguard(['promote', 'acme-lens', '--to', 'worker.txt'], { cwd: join(cwd, 'requirements') });
    expect(ran.stdout).toContain('+++ b/worker.txt\n');
    expect(await djguard(['promote', 'acme-lens', '--to', 'nowhere.txt'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'acme-lens: error: nowhere.txt is no manifest that declares anything\n',
    });
    const own = folderWith(PROJECT);
    const other = await djguard(['promote', 'acme-lens', '--to', 'pyproject.toml:dependencies'], { cwd: own });
    expect(other).toMatchObject({ code: 0, stdout: expect.stringContaining('+    "acme-lens>=1.4",') });
    const none = await djguard(['promote', 'acme-lens', '--to', 'pyproject.toml:main.x'], { cwd: own });
    expect(none.stderr).toMatch(/^acme-lens: error: pyproject\.toml:main\.x is no such group: it has /);
  });

  test.each([
    [['promote'], 'promote takes the packages to declare for production'],
    [['promote', 'acme-lense'], 'nothing knows a package "acme-lense": .* Did you mean acme_lens\\?'],
    [['promote', 'acme-lens', '--check'], '--check is not for djguard promote'],
    [['promote', 'acme-lens', '--package', 'x'], '--package is not for djguard promote'],
    [['promote', 'acme-lens', '--fix', '--diff'], '--fix and --diff exclude each other'],
    [['promote', 'acme-lens', '--project', 'nowhere'], 'nowhere is no folder'],
    [['--to', 'pyproject.toml'], '--to is for djguard promote'],
  ])('refuses %j', async (words, message) => {
    const ran = await djguard(words, { cwd: folderWith(PROJECT) });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(new RegExp(`^djguard: ${message}`));
  });

  test("the project's own package is said to be that", async () => {
    expect(await djguard(['promote', 'shop', '--fix'], { cwd: folderWith(PROJECT) })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'shop is a package of this project: there is nothing to declare\n',
    });
  });

  test('takes the name that the import has, and says where nobody knows the distribution', async () => {
    const cwd = folderWith({ ...PROJECT, 'shop/a.py': 'import lenses\n' });
    expect(await djguard(['promote', 'lenses'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'lenses: error: nothing says which distribution provides lenses: name the distribution\n',
    });
    expect(await djguard(['promote', 'debug_toolbar'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('+    "django-debug-toolbar",\n'),
    });
  });

  test('says of a package that production has through another one that it has it', async () => {
    const lock =
      '[[package]]\nname = "gunicorn"\ndependencies = [{ name = "acme-lens" }]\n\n[[package]]\nname = "acme-lens"\nversion = "1.4"\n';
    const ran = await djguard(['promote', 'acme-lens'], { cwd: folderWith({ ...PROJECT, 'uv.lock': lock }) });
    expect(ran.stderr).toContain(
      'note: acme-lens: production has it already, as another dependency needs it: uv.lock:2 `name = "gunicorn"`\n',
    );
  });

  test('writes through a link to a manifest of the project, and not to one outside of it', async () => {
    const cwd = folderWith({
      'requirements/base.txt': 'django\n',
      'requirements-dev.txt': '-r requirements.txt\nacme-lens\n',
    });
    symlinkSync('requirements/base.txt', join(cwd, 'requirements.txt'));
    const ran = await djguard(['promote', 'acme-lens', '--fix', '--to', 'requirements.txt'], { cwd });
    expect(ran.code).toBe(0);
    expect(textIn(cwd, 'requirements/base.txt')).toBe('django\nacme-lens\n');
    const outside = folderWith({ 'base.txt': 'django\n' });
    const other = folderWith({ 'requirements-dev.txt': '-r requirements.txt\nacme-lens\n' });
    symlinkSync(join(outside, 'base.txt'), join(other, 'requirements.txt'));
    const refused = await djguard(['promote', 'acme-lens', '--fix'], { cwd: other });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('note: requirements.txt: is a link out of the project, so it was not read\n');
    expect(textIn(outside, 'base.txt')).toBe('django\n');
  });

  test('names a manifest that it may not write, and leaves the other one whole', async () => {
    const cwd = folderWith({
      'requirements.txt': 'django\n',
      'requirements-dev.txt': '-r requirements.txt\nacme-lens\n',
    });
    chmodSync(join(cwd, 'requirements.txt'), 0o444);
    const ran = await djguard(['promote', 'acme-lens', '--fix'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(
      /requirements\.txt: error: is read-only, so it was not written.*\nNothing was written: /,
    );
    expect(textIn(cwd, 'requirements.txt')).toBe('django\n');
    expect(textIn(cwd, 'requirements-dev.txt')).toBe('-r requirements.txt\nacme-lens\n');
    expect(await djguard(['undo'], { cwd })).toMatchObject({ stderr: 'Nothing to undo.\n' });
  });

  test('asks the manifests of a project in a folder of a repository', async () => {
    const cwd = folderWith({
      'backend/pyproject.toml': PYPROJECT,
      'backend/manage.py': '',
      'frontend/package.json': '{}',
    });
    mkdirSync(join(cwd, '.git'));
    writeFileSync(join(cwd, 'backend/uv.lock'), '');
    const ran = await djguard(['promote', 'acme-lens', '--fix'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('run `uv lock` in backend.\n') });
    expect(textIn(cwd, 'backend/pyproject.toml')).toBe(PROMOTED);
  });
});
