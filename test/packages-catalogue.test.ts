import { describe, expect, test } from 'vitest';
import { CATALOGUE, packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { withCustomPackages } from '../src/packages/catalogue/custom.ts';
import { normalised } from '../src/packages/naming-conventions.ts';
import { UsageError } from '../src/util/errors.ts';

describe('the catalogue', () => {
  test('names each root and each distribution once', () => {
    const roots = CATALOGUE.rows.map(({ root }) => root);
    const distributions = CATALOGUE.rows.flatMap((row) => row.distributions);
    expect(new Set(roots).size).toBe(roots.length);
    expect(new Set(distributions).size).toBe(distributions.length);
    expect(distributions.map(normalised)).toEqual(distributions);
  });

  test.each(CATALOGUE.rows)('$root: what it plugs in lies inside it', (row) => {
    const named = [
      ...(row.apps ?? []),
      ...(row.middleware ?? []),
      ...(row.urls ?? []),
      ...(row.fallbacks ?? []),
      ...(row.monkeypatches ?? []),
    ];
    for (const name of named) expect(name === row.root || name.startsWith(`${row.root}.`), name).toBe(true);
    expect(row.is).toMatch(/^[a-zA-Z].*[^.]$/);
    expect(row.source).toBe(`https://pypi.org/project/${row.distributions[0]}/`);
    expect(row.checked).toMatch(/^[a-z0-9-]+ \d/);
    if (row.probe === 'import') expect(row.importing).toBe('clean');
  });

  test('an unknown package works by its root', () => {
    expect(packageNamed('shop_tools')).toEqual({
      root: 'shop_tools',
      distributions: [],
      probe: 'find_spec',
      evidence: [],
    });
    expect(packageNamed('debug_toolbar').probe).toBe('import');
    expect(packageNamed('silk').distributions).toContain('django-silk');
  });
});

describe('[tool.djguard.packages.NAME]', () => {
  const added = withCustomPackages(
    CATALOGUE,
    {
      shop_tools: { distributions: ['Shop.Tools'], apps: ['shop_tools'], probe: 'import', 'never-in-production': true },
      rosetta: { 'never-in-production': true },
    },
    'pyproject.toml',
  );

  test('adds a package', () => {
    expect(added.byDistribution.get('shop-tools')?.root).toBe('shop_tools');
    expect(packageNamed('shop_tools', added).probe).toBe('import');
    expect(CATALOGUE.byRoot.has('shop_tools')).toBe(false);
  });

  test('changes only what it says of one that is known', () => {
    expect(added.byRoot.get('rosetta')).toEqual({ ...CATALOGUE.byRoot.get('rosetta'), guarded: 'always' });
    expect(added.rows).toHaveLength(CATALOGUE.rows.length + 1);
  });

  test.each([
    [{ shop: 'x' }, 'pyproject.toml: [tool.djguard.packages.shop] must be a table'],
    [{ shop: { app: [] } }, 'pyproject.toml: [tool.djguard.packages.shop]: unknown key app. Did you mean apps?'],
    [{ shop: { apps: 'x' } }, 'pyproject.toml: [tool.djguard.packages.shop]: apps must be a list of strings'],
    [{ shop: { probe: 'try' } }, 'pyproject.toml: [tool.djguard.packages.shop]: probe must be "import" or "find_spec"'],
    [
      { shop: { alternatives: { A: 1 } } },
      'pyproject.toml: [tool.djguard.packages.shop]: alternatives must be a table of dotted names',
    ],
    [
      { shop: { alternatives: { EMAIL_BACKEND: 'a"b' } } },
      'pyproject.toml: [tool.djguard.packages.shop]: alternatives must be a table of dotted names',
    ],
    [
      { shop: { alternatives: { 'LOGGING..class': 'shop.Handler' } } },
      'pyproject.toml: [tool.djguard.packages.shop]: alternatives must be a table of dotted names',
    ],
    [{ class: {} }, 'pyproject.toml: "class" is no import package: give the name that code imports'],
    [{ 'django-silk': {} }, 'pyproject.toml: "django-silk" is no import package: give the name that code imports'],
  ])('%j is refused', (table, message) => {
    expect(() => withCustomPackages(CATALOGUE, table, 'pyproject.toml')).toThrow(new UsageError(message));
  });
});
