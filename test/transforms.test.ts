import { expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { rules } from '../transforms/index.ts';
import { rewrite } from './rewrite.ts';

const parse = await loadParser();
const packages = [
  ...['debug_toolbar', 'django_nose', 'ipdb'].map((root) => packageNamed(root)),
  { ...packageNamed('acme_lens'), doubtful: true },
];

const USE = 'urlpatterns = [path("x", include(debug_toolbar.urls))]\n';

test.each(rules)('$code $name does what its example shows', ({ name, reportsOnly, adviceForUnknown, example }) => {
  const outcome = rewrite(parse, 'settings.py', example.before, packages);
  if (outcome.status !== 'found') throw new Error(`the example is ${outcome.status}`);
  expect(outcome.findings.map((finding) => finding.rule)).toContain(name);
  if (reportsOnly === undefined) expect(outcome.after).toBe(example.after);
  else
    expect(outcome.findings).toMatchObject([
      { fixable: false, advice: adviceForUnknown ? expect.any(String) : reportsOnly },
    ]);
});

test.each(rules)("$code $name's result needs no more", ({ example }) => {
  expect(rewrite(parse, 'settings.py', example.after, packages)).toEqual({ status: 'clean' });
});

test('a use before the import stays, and what stands below is guarded', () => {
  const before = `${USE}try:\n    import debug_toolbar\nexcept ImportError:\n    pass\n${USE}`;
  const outcome = rewrite(parse, 'urls.py', before, packages);
  if (outcome.status !== 'found') throw new Error(`the source is ${outcome.status}`);
  expect(outcome.findings).toMatchObject([
    { fixable: false, advice: expect.stringMatching(/move the import above it/) },
    { fixable: true },
  ]);
  expect(outcome.after.startsWith(USE)).toBe(true);
});

test('a switch that is off is no guard: another module may set it', () => {
  const before = 'DEBUG = False\nfrom .local import *\nif DEBUG:\n    INSTALLED_APPS += ["debug_toolbar"]\n';
  expect(rewrite(parse, 'settings.py', before, packages)).toMatchObject({ findings: [{ fixable: true }] });
});

test('no guard counts on the entry of another package that may be missing', () => {
  const text = 'INSTALLED_APPS = [\n    "django.contrib.auth",\n    "debug_toolbar",\n    "silk",\n    "shop",\n]\n';
  const named = [packageNamed('debug_toolbar')];
  const alone = rewrite(parse, 'settings.py', text, named);
  expect(alone.status === 'found' && alone.after).toContain('INSTALLED_APPS.index("silk")');
  const beside = rewrite(parse, 'settings.py', text, named, { others: ['silk'] });
  expect(beside.status === 'found' && beside.after).toBe(
    'INSTALLED_APPS = [\n    "django.contrib.auth",\n]\n\ntry:\n    import debug_toolbar  # noqa: F401\nexcept ImportError:\n    pass\nelse:\n    INSTALLED_APPS += ["debug_toolbar"]\n\nINSTALLED_APPS += [\n    "silk",\n    "shop",\n]\n',
  );
});
