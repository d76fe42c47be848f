import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CLEAN, COMMAND, djguard, FIXABLE, folderWith, program } from '../command.ts';
import { about, pieces, RELEASES } from '../init-cases.ts';
import { beside } from '../python-tools.ts';
import { pythonWith } from '../world.ts';

const GUIDE = readFileSync('docs/at-scale.md', 'utf8');
const CI = readFileSync('docs/ci.md', 'utf8');

/** The code blocks of a language below a heading. */
function blocks(page: string, heading: string, language: string): readonly string[] {
  const [section = ''] = (page.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ');
  const found = [...section.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text ?? '',
  );
  if (found.length === 0) throw new Error(`no ${language} below ${heading}`);
  return found;
}
const block = (heading: string, language: string): string => blocks(GUIDE, heading, language)[0] ?? '';

const SITE = {
  'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
  'requirements.txt': 'django\n',
  'requirements-dev.txt': 'django-debug-toolbar\n',
};
const LEFT = 'from debug_toolbar.panels import Panel\n\n\nclass Own(Panel):\n    pass\n';
/** Kinds of repositories, and what comes of each: whether it is changed, and the script's exit code. */
const KINDS: Readonly<Record<string, { files: Record<string, string>; changes: boolean; code: number }>> = {
  unguarded: { files: { ...SITE, 'settings.py': FIXABLE }, changes: true, code: 0 },
  guarded: { files: { ...SITE, 'settings.py': CLEAN }, changes: false, code: 0 },
  'left to people': { files: { ...SITE, 'settings.py': CLEAN, 'urls.py': LEFT }, changes: false, code: 0 },
  'partly left': { files: { ...SITE, 'settings.py': FIXABLE, 'urls.py': LEFT }, changes: true, code: 0 },
  'not Python 3': { files: { ...SITE, 'settings.py': `${FIXABLE}print "x"\n` }, changes: false, code: 2 },
  'without Django': { files: { 'main.py': 'import sys\n' }, changes: false, code: 0 },
  'without Python': { files: { 'README.md': '# x\n' }, changes: false, code: 0 },
  'with spaces': { files: { ...SITE, 'my app/settings.py': FIXABLE }, changes: true, code: 0 },
  'with other line ends': {
    files: { ...SITE, 'settings.py': FIXABLE.replaceAll('\n', '\r\n') },
    changes: true,
    code: 0,
  },
  'in a folder': {
    files: { 'backend/manage.py': '', 'backend/settings.py': FIXABLE, 'web/x.js': '' },
    changes: true,
    code: 0,
  },
};

const bin = (): string => {
  const folder = folderWith({});
  symlinkSync(COMMAND, join(folder, 'djguard'));
  return folder;
};

test('the script guards 50 repositories as multi-gitter calls it: in a clone, by its path', {
  timeout: 600_000,
}, async () => {
  const script = join(folderWith({ 'guard.sh': block('multi-gitter', 'sh') }), 'guard.sh');
  chmodSync(script, 0o755);
  const [home, clones, PATH] = [folderWith({}), folderWith({}), `${bin()}:${process.env.PATH}`];
  const git = async (cwd: string, ...args: string[]) => {
    const ran = await program('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], { cwd });
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return ran.stdout;
  };
  const became: Record<string, string[]> = {};
  for (let index = 0; index < 50; index++) {
    const [kind = '', { files }] = Object.entries(KINDS)[index % 10] as [string, (typeof KINDS)[string]];
    const origin = folderWith(files);
    await git(origin, 'init', '--quiet', '--initial-branch', 'main');
    await git(origin, 'add', '--all');
    await git(origin, 'commit', '--quiet', '--message', 'first');
    const clone = join(clones, `repository-${index}`);
    await git(clones, 'clone', '--quiet', origin, clone);
    const env = { PATH, REPOSITORY: `org/repository-${index}`, HOME: home };
    const ran = await program(script, [], { cwd: clone, env });
    const changed = (await git(clone, 'status', '--porcelain')) !== '';
    became[kind] = [...(became[kind] ?? []), `${changed}, ${ran.code}`];
    if (!changed) continue;
    await git(clone, 'switch', '--quiet', '--create', 'djguard');
    await git(clone, 'commit', '--quiet', '--all', '--message', 'Guard development-only packages');
    await git(clone, 'push', '--quiet', 'origin', 'djguard');
    expect((await program(script, [], { cwd: clone, env })).code).toBe(0);
    expect(await git(clone, 'status', '--porcelain')).toBe('');
  }
  const wanted = Object.entries(KINDS).map(([kind, { changes, code }]) => [kind, Array(5).fill(`${changes}, ${code}`)]);
  expect(became).toEqual(Object.fromEntries(wanted));
  // What a run keeps for djguard undo goes with the clone.
  expect((await program('find', [home, '-type', 'f'], { cwd: home })).stdout).toBe('');
});

describe("Sourcegraph's batch spec", () => {
  const spec = parse(block('Sourcegraph Batch Changes', 'yaml'));

  test('holds what its schema asks for, and nothing else', () => {
    // https://sourcegraph.com/docs/batch-changes/batch-spec-yaml-reference
    expect(Object.keys(spec).sort()).toEqual(['changesetTemplate', 'description', 'name', 'on', 'steps', 'version']);
    expect(spec.name).toMatch(/^[\w.-]+$/);
    expect(Object.keys(spec.steps[0]).sort()).toEqual(['container', 'run']);
    expect(Object.keys(spec.changesetTemplate).sort()).toEqual(['body', 'branch', 'commit', 'published', 'title']);
  });

  test.each(['unguarded', 'guarded', 'partly left', 'not Python 3'])(
    'its step does what it should: %s',
    async (kind) => {
      const { files, changes, code } = KINDS[kind] as (typeof KINDS)[string];
      const cwd = folderWith(files);
      const env = { PATH: `${bin()}:${process.env.PATH}`, XDG_STATE_HOME: folderWith({}) };
      const ran = await program('sh', ['-c', spec.steps[0].run], { cwd, env });
      expect(ran, ran.stderr).toMatchObject({ code: code === 0 ? 0 : 1 });
      expect(readFileSync(join(cwd, 'settings.py'), 'utf8') !== files['settings.py']).toBe(changes);
    },
  );
});

test('the jobs of the matrix look at each project once', { timeout: 120_000 }, async () => {
  const { jobs } = parse(block('A GitHub Actions matrix', 'yaml'));
  const { steps, strategy } = jobs.djguard;
  const command: string = steps.at(-1).run;
  const cwd = folderWith(
    Object.fromEntries(
      [...Array(6).keys()].flatMap((at) =>
        Object.entries({ ...SITE, 'settings.py': FIXABLE }).map(([name, text]) => [`services/s${at}/${name}`, text]),
      ),
    ),
  );
  const found: string[] = [];
  for (const shard of strategy.matrix.shard) {
    const ran = await program('bash', ['-c', command.replace(/\$\{\{ matrix\.shard \}\}/, String(shard))], {
      cwd,
      env: { PATH: `${bin()}:${process.env.PATH}` },
    });
    found.push(...ran.stdout.split('\n').flatMap((line) => /^services\/s\d/.exec(line)?.[0] ?? []));
  }
  expect(found.sort()).toEqual([...Array(6).keys()].map((at) => `services/s${at}`));
});

describe('by its published schema', () => {
  const workflows = RELEASES.map((release): readonly [string, string, string] => {
    const piece = about('.github/workflows/djguard.yml', pieces({ '.github/x': '' }, release));
    return [
      'vendor.github-workflows',
      `djguard init (owner: ${release.owner})`,
      piece.kind === 'change' ? piece.after : '',
    ];
  });
  const cases: readonly (readonly [string, string, string])[] = [
    ['vendor.github-workflows', 'docs/at-scale.md', block('A GitHub Actions matrix', 'yaml')],
    ['vendor.github-workflows', 'docs/ci.md', blocks(CI, 'GitHub Actions', 'yaml')[0] ?? ''],
    ['vendor.github-workflows', 'release.yml', readFileSync('.github/workflows/release.yml', 'utf8')],
    ...workflows,
    ['vendor.github-actions', 'action.yml', readFileSync('.github/actions/djguard/action.yml', 'utf8')],
    ['vendor.gitlab-ci', 'docs/ci.md', blocks(CI, 'GitLab', 'yaml')[0] ?? ''],
    ['vendor.bitbucket-pipelines', 'docs/ci.md', blocks(CI, 'Bitbucket', 'yaml')[0] ?? ''],
    ['vendor.azure-pipelines', 'docs/ci.md', blocks(CI, 'Azure Pipelines', 'yaml')[0] ?? ''],
    ['vendor.renovate', 'docs/at-scale.md', blocks(GUIDE, 'Renovate', 'json')[1] ?? ''],
  ];

  test.each(cases)('%s holds for that of %s', { timeout: 120_000 }, async (schema, _, text) => {
    const python = (await pythonWith('python3', 'check-jsonschema')) as string;
    const cwd = folderWith({});
    const check = async (name: string, content: string) => {
      writeFileSync(join(cwd, name), content);
      const args = [
        '--builtin-schema',
        schema,
        ...(/azure|gitlab/.test(schema) ? ['--data-transform', schema.replace('vendor.', '')] : []),
      ];
      return program(beside(python, 'check-jsonschema'), [...args, name], { cwd });
    };
    const name = text.startsWith('{') ? 'x.json' : 'x.yml';
    const ran = await check(name, text);
    expect(ran, ran.stdout).toMatchObject({ code: 0 });
    // The schema can fail: each names the type of its first key.
    const broken = text.startsWith('{')
      ? '{"packageRules": 1}'
      : `${text.replace(/\b(jobs|script|pipelines|steps|runs):/, '$1: 1\nx:')}`;
    expect((await check(name, broken)).code).toBe(1);
  });

  test("Renovate's own configuration allows the command of its repositories", () => {
    const [own = '', theirs = ''] = blocks(GUIDE, 'Renovate', 'json').map((text) => JSON.parse(text));
    const { allowedCommands } = own as unknown as { allowedCommands: readonly string[] };
    const { packageRules } = theirs as unknown as {
      packageRules: readonly { postUpgradeTasks: { commands: string[] } }[];
    };
    const commands = packageRules.flatMap(({ postUpgradeTasks }) => postUpgradeTasks.commands);
    expect(commands.filter((command) => !allowedCommands.some((allowed) => new RegExp(allowed).test(command)))).toEqual(
      [],
    );
  });
});

test('the survey of multi-gitter prints findings, one a line', async () => {
  const [, command = ''] = /multi-gitter print "djguard ([^"]+)"/.exec(GUIDE) ?? [];
  const cwd = folderWith({ ...SITE, 'settings.py': FIXABLE });
  const { stdout } = await djguard(command.split(' '), { cwd });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(expect.objectContaining({ path: 'settings.py', code: 'DJG002' }));
});
