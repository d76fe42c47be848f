import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { piecesFor } from '../src/init/init.ts';
import { djguard, folderWith, program } from './command.ts';
import { about, HOOKS, pieces, RELEASES, UNPUBLISHED } from './init-cases.ts';

describe('the configuration', () => {
  const added = (before: string): string => {
    const piece = about('pyproject.toml', pieces({ 'pyproject.toml': before }));
    expect(piece).toMatchObject({ kind: 'change', before });
    return piece.kind === 'change' ? piece.after : '';
  };

  test.each([
    ['[project]\nname = "x"\n', '\n[tool.djguard]\n'],
    ['[project]\nname = "x"', '\n\n[tool.djguard]\n'],
    ['[project]\r\nname = "x"\r\n', '\r\n[tool.djguard]\r\n'],
    ['[tool.ruff]\nx = 1\n\n', '[tool.djguard]\n'],
    ['', '[tool.djguard]\n'],
    ['[[tool.uv.index]]\nname = "x"\n', '\n[tool.djguard]\n'],
    ['tool.black.line-length = 99\n', '\n[tool.djguard]\n'],
  ])('is added at the end of %j', (before, start) => {
    const after = added(before);
    expect(after.startsWith(before + start)).toBe(true);
    expect(after.replaceAll('\r\n', '').includes('\n')).toBe(!before.includes('\r\n'));
    const { tool, ...rest } = parseToml(after) as { tool: Record<string, unknown> };
    const { tool: tools = {}, ...others } = parseToml(before) as { tool?: Record<string, unknown> };
    expect({ tool, rest }).toEqual({ tool: { ...tools, djguard: { 'fail-on': 'production' } }, rest: others });
  });

  test.each(['tool = { black = { line-length = 99 } }\n', 'x = \n', '[tool]\nblack = 1\ndjguard = 2\n'])(
    'is left to the user where %j stands',
    (before) => {
      expect(about('pyproject.toml', pieces({ 'pyproject.toml': before }))).toMatchObject({
        kind: 'byHand',
        lines: expect.arrayContaining(['[tool.djguard]', 'fail-on = "production"']),
      });
    },
  );

  test.each([
    ['pyproject.toml', '[tool.djguard]\nignore = ["DJG006"]\n'],
    ['pyproject.toml', '[tool.djguard.verify.env]\nX = "1"\n'],
    ['djguard.toml', ''],
  ])('is there where %s says %j', (file, text) => {
    expect(about(file, pieces({ [file]: text })).kind).toBe('there');
  });

  test('stands in a file of its own where there is no pyproject.toml, as that would change how pip builds', () => {
    expect(about('djguard.toml', pieces({ 'setup.py': '' }))).toMatchObject({ kind: 'change', before: null });
  });
});

describe('the hook', () => {
  test.each(RELEASES.flatMap((release) => Object.entries(HOOKS).map(([name, text]) => ({ name, text, release }))))(
    'is added to a file $name (owner: $release.owner)',
    ({ text, release }) => {
      const piece = about('.pre-commit-config.yaml', pieces({ '.pre-commit-config.yaml': text }, release));
      expect(piece).toMatchObject({ kind: 'change', before: text });
      const after = piece.kind === 'change' ? piece.after : '';
      const kept = after.split('\n').filter((line) => text.split('\n').includes(line)).length;
      expect(kept).toBeGreaterThanOrEqual(text.trimEnd().split('\n').length);
      expect(after.replaceAll('\r\n', '').includes('\n')).toBe(!text.includes('\r\n'));
      const [was, is] = [text, after].map((each) => parseYaml(each, { merge: true }));
      expect({ ...is, repos: is.repos.slice(0, -1) }).toEqual(was);
      const { hooks, ...repo } = is.repos.at(-1);
      expect(hooks[0]).toMatchObject({ id: 'djguard-check' });
      expect(repo).toEqual(
        release.owner === null
          ? { repo: 'local' }
          : { repo: 'https://github.com/somebody/djguard-pre-commit', rev: 'v1.2.3' },
      );
    },
  );

  test('is laid out as the hooks before it', () => {
    const { '.pre-commit-config.yaml': text } = { '.pre-commit-config.yaml': HOOKS['with what follows'] };
    const piece = about('.pre-commit-config.yaml', pieces({ '.pre-commit-config.yaml': text }, RELEASES[1]));
    expect(piece.kind === 'change' && piece.after).toBe(
      text.replace(
        '  # - id: b\n',
        '  # - id: b\n- repo: https://github.com/somebody/djguard-pre-commit\n  rev: v1.2.3\n  hooks:\n  - id: djguard-check\n',
      ),
    );
  });

  test.each([
    'repos: []\n',
    '[1]\n',
    'repos:\n',
    'a: b: c\n',
    '',
    '--- 1\n--- 2\n',
    'repos: [{repo: meta, hooks: [{id: identity}]}]\n',
  ])('is left to the user in %j', (text) => {
    expect(about('.pre-commit-config.yaml', pieces({ '.pre-commit-config.yaml': text }))).toMatchObject({
      kind: 'byHand',
      lines: expect.arrayContaining(['      - id: djguard-check']),
    });
  });

  test('is there where one is, but not where a comment speaks of one', () => {
    const text = `${HOOKS['with indented dashes']}      # - id: djguard-check\n`;
    expect(about('.pre-commit-config.yaml', pieces({ '.pre-commit-config.yaml': text })).kind).toBe('change');
    const hooked = text.replace('# - id: d', '- id: d');
    expect(about('.pre-commit-config.yaml', pieces({ '.pre-commit-config.yaml': hooked })).kind).toBe('there');
  });

  test.each(['lefthook.yml', 'prek.toml'])('is left to the user where %s runs the hooks', (file) => {
    const found = pieces({ [file]: '' });
    expect(about(file, found).kind).toBe('byHand');
    expect(about('.pre-commit-config.yaml', found).kind).toBe('none');
  });
});

describe('the job', () => {
  test.each(RELEASES)('is a workflow of its own on GitHub (owner: $owner)', (release) => {
    for (const [texts, remotes] of [
      [{ '.github/CODEOWNERS': '' }, []],
      [{}, ['git@github.com:a/b.git']],
    ] as const) {
      const piece = about('.github/workflows/djguard.yml', pieces(texts, release, remotes));
      const { jobs } = parseYaml(piece.kind === 'change' ? piece.after : '');
      const commands = jobs.djguard.steps.flatMap(({ run }: { run?: string }) => run ?? []);
      expect(commands).toEqual([
        release.owner === null ? 'pip install "$DJGUARD"' : 'pip install djguard==1.2.3',
        'djguard --check',
      ]);
    }
  });

  test.each([
    ['.gitlab-ci.yml', 'https://gitlab.com/a/b.git', 'GitLab'],
    ['bitbucket-pipelines.yml', 'git@bitbucket.org:a/b.git', 'Bitbucket'],
    ['azure-pipelines.yml', 'https://dev.azure.com/a/_git/b', 'Azure Pipelines'],
  ])('is told for %s, as docs/ci.md has it', (file, remote, heading) => {
    const page = readFileSync('docs/ci.md', 'utf8');
    for (const [texts, remotes] of [
      [{ [file]: 'a: 1\n' }, []],
      [{}, [remote]],
    ] as const) {
      const piece = about(file, pieces(texts, UNPUBLISHED, remotes));
      const lines = piece.kind === 'byHand' ? piece.lines : [];
      const [, section = ''] = page.split(`## ${heading}\n`);
      expect(section.split('\n## ')[0]).toContain(`\`\`\`yaml\n${lines.join('\n')}\n\`\`\``);
    }
  });

  test('is there where a job runs djguard', () => {
    const steps = 'jobs:\n  x:\n    steps:\n      - run: djguard --check\n';
    expect(about('.github/workflows/ci.yml', pieces({ '.github/workflows/ci.yml': steps })).kind).toBe('there');
    expect(about('.gitlab-ci.yml', pieces({ '.gitlab-ci.yml': 'x:\n  script: djguard\n' })).kind).toBe('there');
  });

  test('checks the folder that the configuration lies in', () => {
    const files = { text: (path: string) => (path === 'app/pyproject.toml' ? '' : null), names: () => ['.github'] };
    const site = { files, isRepository: true, remotes: [], folders: ['app/', ''] };
    const [configuration, , job] = piecesFor(site, UNPUBLISHED);
    expect(configuration).toMatchObject({ kind: 'change', file: 'app/pyproject.toml' });
    expect(job?.kind === 'change' && job.after).toContain('- run: djguard --check app\n');
  });
});

describe('djguard init', () => {
  const PROJECT = {
    'manage.py': '',
    'pyproject.toml': '[project]\nname = "x"\n',
    '.pre-commit-config.yaml': HOOKS['with indented dashes'],
    '.github/CODEOWNERS': '',
    '.gitlab-ci.yml': 'stages: [test]\n',
  };
  const WRITTEN = ['pyproject.toml', '.pre-commit-config.yaml', '.github/workflows/djguard.yml'];
  const project = async (files: Readonly<Record<string, string>> = PROJECT): Promise<string> => {
    const cwd = folderWith(files);
    await program('git', ['init', '--quiet'], { cwd });
    return cwd;
  };
  const texts = (cwd: string) =>
    WRITTEN.map((name) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : null));

  test('shows a diff that git applies, writes the same, has nothing to do then, and is taken back', async () => {
    const cwd = await project();
    const before = texts(cwd);
    const shown = await djguard(['init'], { cwd });
    expect(shown).toMatchObject({ code: 0, stderr: expect.stringContaining('.gitlab-ci.yml is left to you') });
    expect(texts(cwd)).toEqual(before);
    expect(await program('git', ['apply'], { cwd, input: shown.stdout })).toMatchObject({ code: 0, stderr: '' });
    const applied = texts(cwd);
    expect(applied).not.toContain(null);
    await program('git', ['apply', '--reverse'], { cwd, input: shown.stdout });
    expect(texts(cwd)).toEqual(before);

    expect(await djguard(['init', '--fix'], { cwd })).toMatchObject({ code: 0, stdout: '' });
    expect(texts(cwd)).toEqual(applied);
    const again = await djguard(['init', '--fix'], { cwd });
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr.match(/ already$/gm)).toHaveLength(3);
    expect(texts(cwd)).toEqual(applied);

    expect((await djguard(['undo'], { cwd })).code).toBe(0);
    expect(texts(cwd)).toEqual(before);
    expect(existsSync(join(cwd, '.github/workflows'))).toBe(false);
  });

  test('writes what a check then reads', async () => {
    const cwd = await project({ ...PROJECT, 'app/__init__.py': '' });
    await djguard(['init', '--fix'], { cwd: join(cwd, 'app') });
    expect((await djguard(['--check', '-v'], { cwd })).stderr).toContain('configuration: pyproject.toml\n');
  });

  test('says that everything is in place', async () => {
    const { '.gitlab-ci.yml': _, ...rest } = PROJECT;
    const cwd = await project(rest);
    await djguard(['init', '--fix'], { cwd });
    expect((await djguard(['init'], { cwd })).stderr).toMatch(/\nNothing to do: all of it is in place\.\n$/);
  });

  test('undo leaves a file that was created and edited since', async () => {
    const cwd = await project();
    await djguard(['init', '--fix'], { cwd });
    writeFileSync(join(cwd, '.github/workflows/djguard.yml'), 'name: mine\n');
    expect(await djguard(['undo'], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining('was edited') });
    expect(texts(cwd)[2]).toBe('name: mine\n');
  });

  test('writes through no link that leads out of the project', async () => {
    const elsewhere = folderWith({ 'hooks.yaml': HOOKS['with anchors'] });
    const cwd = await project({ 'manage.py': '' });
    symlinkSync(elsewhere, join(cwd, '.github'));
    symlinkSync(join(elsewhere, 'hooks.yaml'), join(cwd, '.pre-commit-config.yaml'));
    const ran = await djguard(['init', '--fix'], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('.github/workflows/djguard.yml: error: lies in a folder that is a symbolic link');
    expect(ran.stderr).toContain('Nothing was written.');
    expect(existsSync(join(elsewhere, 'workflows'))).toBe(false);
    expect(existsSync(join(cwd, 'djguard.toml'))).toBe(false);
    expect(readFileSync(join(elsewhere, 'hooks.yaml'), 'utf8')).toBe(HOOKS['with anchors']);
  });

  test('outside of git there is a configuration, and no hook', async () => {
    const cwd = folderWith({ 'manage.py': '' });
    const { code, stderr } = await djguard(['init', '--fix'], { cwd });
    expect([code, existsSync(join(cwd, 'djguard.toml')), existsSync(join(cwd, '.pre-commit-config.yaml'))]).toEqual([
      0,
      true,
      false,
    ]);
    expect(stderr).toContain('note: there is no git repository here');
  });

  test.each([
    [['init', 'a', 'b'], 'init takes one folder'],
    [['init', 'missing'], 'missing is no folder'],
    [['init', '--check'], '--check is not for djguard init'],
    [['init', '--fix', '--diff'], '--fix and --diff exclude each other'],
  ])('djguard %j is a mistake', async (args, message) => {
    const { code, stderr } = await djguard(args, { cwd: folderWith({}) });
    expect([code, stderr]).toEqual([2, `djguard: ${message}\n`]);
  });
});
