/** The first words of families of tools: `pytest-django`, `types-requests`. */
const FAMILIES =
  /^(pytest|flake8|pylint|mypy|sphinx|types|pip|tox|nox|coverage|black|isort|ruff|hatch|poetry|mkdocs)(-|$)/;
const STUBS = /-(stubs|types|lsp)$/;
const OTHERS = new Set([
  ...['autopep8', 'bandit', 'basedpyright', 'build', 'bump2version', 'bumpversion', 'codecov', 'codespell'],
  ...['commitizen', 'coveralls', 'curlylint', 'deptry', 'django-upgrade', 'djhtml', 'djlint', 'invoke', 'locust'],
  ...['pre-commit', 'pur', 'pyright', 'pyupgrade', 'safety', 'setuptools', 'towncrier', 'twine', 'uv', 'virtualenv'],
  ...['vulture', 'wheel', 'yapf'],
]);

/** Whether a distribution is a linter, formatter, test runner, type stub or builder: nothing that a Django process loads. */
export function isTool(distribution: string): boolean {
  return FAMILIES.test(distribution) || STUBS.test(distribution) || OTHERS.has(distribution);
}
