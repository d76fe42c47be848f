import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { packageLines, packageRows, packagesJson } from '../src/packages/packages-table.ts';
import { projectPackages } from '../src/packages/project.ts';

const rootOf = (layout: string) => fileURLToPath(new URL(`../fixtures/manifests/${layout}`, import.meta.url));

const textOf = (...given: Parameters<typeof packageLines>): string =>
  packageLines(...given)
    .map((line) => `${line}\n`)
    .join('');

describe('djguard packages', () => {
  test('shows what needs a guard first', async () => {
    const project = await projectPackages(rootOf('requirements-directory'));
    const uses = new Map([
      ['debug_toolbar', { named: true, unguarded: 3 }],
      ['factory', { named: true, unguarded: 0 }],
      ['nplusone', { named: true, unguarded: 1 }],
      ['silk', { named: false, unguarded: 0 }],
    ]);
    expect(textOf(packageRows(project, uses), project)).toBe(
      [
        'package        distribution          installed                  declared                       used',
        'debug_toolbar  django-debug-toolbar  development-only, by name  requirements/dev.txt:3         unguarded: 3',
        'factory        factory-boy           development-only, by name  requirements/dev.txt:4         nothing unguarded',
        'nplusone       -                     undeclared                 -                              unguarded: 1',
        'django         django                production                 requirements/base.txt:1',
        'gunicorn       gunicorn              production                 requirements/production.txt:2',
        'whitenoise     whitenoise            production                 requirements/base.txt:2',
        '',
        'By name: nothing but the names of files says so.',
        "What production's dependencies bring along is not known: no lock file or virtual environment tells.",
        '',
      ].join('\n'),
    );
  });

  test('names every place once, and the most telling', async () => {
    const [row] = packageRows(await projectPackages(rootOf('poetry-only-main')), new Map()).filter(
      ({ root }) => root === 'django_extensions',
    );
    expect(row).toEqual({
      distribution: 'django-extensions',
      root: 'django_extensions',
      classification: 'production',
      evidence: { file: 'pyproject.toml', line: 6, text: 'django-extensions = "^4"' },
      byName: false,
      places: 2,
      inScope: false,
      local: false,
      uses: null,
    });
  });

  test('says that a package of the project hides one', async () => {
    const project = await projectPackages(rootOf('local-package'));
    const text = textOf(packageRows(project, new Map()), project);
    expect(text).toMatch(/^silk .* hidden by a package of the project$/m);
  });

  test('is JSON on request', async () => {
    const project = await projectPackages(rootOf('broken'));
    const parsed = JSON.parse(packagesJson(packageRows(project, new Map()), project));
    expect(Object.keys(parsed)).toEqual(['packages', 'notKnown', 'manifests', 'warnings']);
    expect(parsed.warnings).toHaveLength(11);
  });

  test('a project without manifests has a line too', async () => {
    const project = await projectPackages(rootOf('none'));
    expect(textOf(packageRows(project, new Map()), project)).toBe('No manifest declares a package.\n');
  });

  test('says what is not known, and what is in no catalogue', async () => {
    const project = await projectPackages(rootOf('dependency-groups'));
    const text = textOf(packageRows(project, new Map([['pytest_django', { named: true, unguarded: 1 }]])), project);
    expect(text).toContain('\nIn no catalogue, so that production may need them; nothing is edited: pytest_django.\n');
    const extras = await projectPackages(rootOf('extras'));
    const nobody = textOf(packageRows(extras, new Map()), extras);
    expect(nobody).toMatch(/^Declared, and nothing says for whom: .*psycopg.*\.$/m);
    const alone = await projectPackages(rootOf('development-alone'));
    expect(textOf(packageRows(alone, new Map()), alone)).toMatch(
      /\nWhat production installs is not known: no manifest says that it installs Django\.\n$/,
    );
  });
});
