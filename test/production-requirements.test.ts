import { expect, test } from 'vitest';
import { productionRequirements } from '../src/packages/production-requirements.ts';
import { projectPackages } from '../src/packages/project.ts';
import { folderWith } from './command.ts';

const requirementsOf = async (files: Readonly<Record<string, string>>) =>
  productionRequirements(await projectPackages(folderWith(files)));

test('requirements files are taken whole, and what other manifests write as it is', async () => {
  const found = await requirementsOf({
    'requirements/base.txt': 'Django>=5\n',
    'requirements/production.txt': '-r base.txt\ngunicorn\n',
    'requirements/dev.txt': '-r base.txt\npytest\n',
    'pyproject.toml':
      '[project]\nname = "x"\ndependencies = ["celery[redis]>=5; python_version > \'3.8\'", "y @ https://example.org/y.whl"]\n' +
      '[dependency-groups]\ndev = ["ruff"]\n',
  });
  expect([...found.files].sort()).toEqual(['requirements/base.txt', 'requirements/production.txt']);
  expect(found.requirements).toEqual(["celery[redis]>=5; python_version > '3.8'", 'y @ https://example.org/y.whl']);
  expect(found.loose).toEqual([]);
});

// https://python-poetry.org/docs/dependency-specification/ has the ranges.
test.each([
  ['"^1.2.3"', '>=1.2.3,<2'],
  ['"^0.2.3"', '>=0.2.3,<0.3'],
  ['"^0.0.3"', '>=0.0.3,<0.0.4'],
  ['"^0.0"', '>=0.0,<0.1'],
  ['"^0"', '>=0,<1'],
  ['"~1.2.3"', '>=1.2.3,<1.3'],
  ['"~1"', '>=1,<2'],
  ['"1.2.*"', '==1.2.*'],
  ['"1.2"', '==1.2'],
  ['"*"', ''],
  ['">=1.2,<3"', '>=1.2,<3'],
  ['{version = "^4", extras = ["argon2"]}', '[argon2]>=4,<5'],
])("Poetry's django = %s is django%s", async (written, range) => {
  const found = await requirementsOf({
    'pyproject.toml': `[tool.poetry.dependencies]\npython = "^3.9"\ndjango = ${written}\n`,
  });
  expect(found).toEqual({ files: [], requirements: [`django${range}`], loose: [] });
});

test("what pip has no word for is named, and a lock file's version taken before all", async () => {
  const pyproject = '[tool.poetry.dependencies]\ndjango = "^4 || ^5"\nlocked = "^1"\n';
  const lock = '[[package]]\nname = "locked"\nversion = "1.2.3"\n\n[metadata]\nlock-version = "2.0"\n';
  const found = await requirementsOf({ 'pyproject.toml': pyproject, 'poetry.lock': lock });
  expect(found).toEqual({ files: [], requirements: ['django', 'locked==1.2.3'], loose: ['django'] });
});
