import { expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { withoutTypeDefaults } from '../src/python/syntax/type-defaults.ts';
import { REWRITTEN } from './newer-forms.ts';
import { rewrite } from './rewrite.ts';

/** Forms that the Python which runs the fixtures may be too old for. */
const FORMS = [
  'def f[T = int](x: T): ...',
  'async def f[T: (int, str) = "a]", *Ts = *tuple[int, ...]](x: T): ...',
  'class C[\n    T = int,  # a comment, with = and ]\n    **P = [int, str],\n](dict[str, int]): ...',
  'type A[K, V = dict[K, int]] = list[K]',
  'try:\n    pass\nexcept KeyError, ValueError:\n    pass',
  'try:\n    pass\nexcept* KeyError, ValueError:\n    pass',
  'lazy import json\nlazy from os import path\nlazy = 1\nprint(lazy)',
  '"""a\nlazy import b\n"""\nif 1: lazy import json; lazy import os',
  'lazy import json\ntype A[T = int] = list[T]',
  'A = t"{1!r:>{3}} {{}}" rt"\\d"',
  'A = {"a": 1}\nB = f"{A["a"]} {f"{A["a"]}"} {\n  1 # a comment\n}"',
];
const TAIL = '\nINSTALLED_APPS = ["shop"]\n';

test.each(FORMS)('a file with %j is read, and its text stays', async (form) => {
  for (const backend of ['wasm', 'native'] as const) {
    const parse = await loadParser(backend).catch(() => null);
    if (parse === null) continue;
    const outcome = rewrite(parse, 'settings.py', `${form}${TAIL}INSTALLED_APPS += ["debug_toolbar"]\n`, [
      packageNamed('debug_toolbar'),
    ]);
    expect(outcome).toMatchObject({ status: 'found', findings: [{ fixable: true }] });
    if (outcome.status === 'found') expect(outcome.after.startsWith(form + TAIL)).toBe(true);
  }
});

test.each(['def f(x=1): ...', 'x[a] = 1', 'class C[T]: ...', 'def f[T = int', 'print(type[T=1])'])(
  '%j has no defaults of type parameters',
  (text) => {
    expect(withoutTypeDefaults(text)).toBeNull();
  },
);

test.each(REWRITTEN)('%s', async (_, before, after) => {
  const parse = await loadParser();
  const outcome = rewrite(parse, 'settings.py', before, [packageNamed('debug_toolbar')]);
  expect(outcome).toMatchObject(after === null ? { status: 'clean' } : { status: 'found', after });
});
