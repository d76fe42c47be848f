import { describe, expect, test } from 'vitest';
import { decodeLog } from '../src/files/log-text.ts';
import { failuresIn } from '../src/log/failures.ts';
import { SHAPES } from './log-shapes.ts';

const TRACE = `Traceback (most recent call last):
  File "/app/manage.py", line 9, in <module>
    execute_from_command_line(sys.argv)
    ~~~~~~~~~~~~~~~~~~~~~~~~~^^^^^^^^^^
  File "<frozen importlib._bootstrap>", line 1140, in _find_and_load_unlocked
  File "/app/shop/urls.py", line 3, in <module>
    import silk
ModuleNotFoundError: No module named 'silk'
`;

describe('a log', () => {
  test.each(Object.keys(SHAPES))('that is of the shape %s', (name) => {
    const [failure, ...more] = failuresIn(SHAPES[name]?.(TRACE, 'python manage.py check') ?? '');
    expect(more).toEqual([]);
    expect(failure).toMatchObject({
      lack: { kind: 'module', name: 'silk' },
      raised: {
        type: 'ModuleNotFoundError',
        frames: [
          { path: '/app/manage.py', line: 9, code: 'execute_from_command_line(sys.argv)' },
          { path: '<frozen importlib._bootstrap>' },
          { path: '/app/shop/urls.py', line: 3, code: 'import silk' },
        ],
      },
    });
  });

  test.each([
    ['BuildKit', '[5/7] RUN python manage.py check'],
    ['Docker without BuildKit', 'Step 5/9 : RUN python manage.py check'],
    ['the log of GitHub Actions', 'python manage.py check'],
    ['gh run view', 'build, Run python manage.py check'],
    ['GitLab', 'python manage.py check'],
    ['Compose', 'web-1'],
    ['Heroku', 'web.1: python manage.py check'],
    ['a push to Heroku', 'python manage.py check'],
    ['a journal', 'gunicorn'],
    ['plain', '/app/manage.py'],
  ])('of %s names the step %s', (shape, step) => {
    expect(failuresIn(SHAPES[shape]?.(TRACE, 'python manage.py check') ?? '')).toMatchObject([{ step }]);
  });

  test('is read as PowerShell writes it, too', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TRACE, 'utf16le')]);
    expect(failuresIn(decodeLog(bytes))).toHaveLength(1);
    expect(failuresIn(decodeLog(Buffer.from(TRACE)))).toHaveLength(1);
  });

  test('tells each failure once, by the trace that has most of it', () => {
    const log = `ModuleNotFoundError: No module named 'silk'\n\n${TRACE}\n${TRACE.replaceAll('silk', 'ipdb')}`;
    const failures = failuresIn(log);
    expect(failures.map(({ lack }) => lack.name)).toEqual(['silk', 'ipdb']);
    expect(failures[0]?.raised.frames).toHaveLength(3);
  });

  test('with a line of megabytes is read in no time', () => {
    const started = performance.now();
    expect(failuresIn(`${'a.'.repeat(2 << 20)}\n${' '.repeat(2 << 20)}x\n${TRACE}`)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test.each([
    ['user@host:/code$ python manage.py migrate', 'python manage.py migrate'],
    ['(venv) python manage.py migrate', 'python manage.py migrate'],
    ['C:\\shop>docker-compose run app sh', 'docker-compose run app sh'],
    ['+ ./manage.py migrate', './manage.py migrate'],
    ['#11 70.75 ---> Migrating', '/app/manage.py'],
  ])('names a step by %j', (line, step) => {
    expect(failuresIn(`${line}\n${TRACE}`)).toMatchObject([{ step }]);
  });

  test('that has lost its newlines is read all the same', () => {
    const glued = TRACE.replace(/\n *(?:~.*\n)?/g, ' ');
    expect(failuresIn(glued)).toMatchObject([
      { lack: { name: 'silk' }, raised: { frames: [{}, {}, { path: '/app/shop/urls.py' }] } },
    ]);
  });

  test("is a page of Django's, too", () => {
    const page =
      "TemplateSyntaxError at /admin/\n'silk_filters' is not a registered tag library. Must be one of:\ncache\n";
    expect(failuresIn(page)).toMatchObject([{ lack: { kind: 'library', name: 'silk_filters' } }]);
  });
});

describe('what is missing', () => {
  test.each([
    ["ModuleNotFoundError: No module named 'silk'", { kind: 'module', name: 'silk' }],
    ['ImportError: No module named silk.middleware', { kind: 'module', name: 'silk.middleware' }],
    ["ModuleNotFoundError: No module named 'django-extensions'", { kind: 'module', name: 'django-extensions' }],
    ["ImportError: cannot import name 'x' from 'a.b' (/app/a/b.py)", { kind: 'name', name: 'x', module: 'a.b' }],
    [
      "django.template.exceptions.TemplateSyntaxError: 'silk_filters' is not a registered tag library. Must be one of:",
      { kind: 'library', name: 'silk_filters' },
    ],
    ["ValueError: Unable to configure handler 'mail'", { kind: 'logging', part: 'handler', name: 'mail' }],
  ])('by %s', (line, lack) => {
    expect(failuresIn(`Something else: 1\n${line}\nKeyError: 'x'\n`)).toMatchObject([{ lack }]);
  });

  test('is told by the cause of a chain, whatever came of it', () => {
    const log = `${TRACE}
The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/local/lib/python3.12/logging/config.py", line 573, in configure
    raise ValueError('Unable to configure handler '
ValueError: Unable to configure handler 'mail'
`;
    expect(failuresIn(log)).toMatchObject([
      { lack: { kind: 'module', name: 'silk' }, chain: [{}, { message: "Unable to configure handler 'mail'" }] },
    ]);
  });

  test('stands in a later line of a message', () => {
    const log = `Traceback (most recent call last):
  File "/x/site-packages/django/db/utils.py", line 113, in load_backend
    raise ImproperlyConfigured(
django.core.exceptions.ImproperlyConfigured: 'shop.db' isn't an available database backend.
Try one of these:
Error was: No module named 'silk'
`;
    expect(failuresIn(log)).toMatchObject([{ lack: { kind: 'module', name: 'silk' } }]);
  });

  test('is told as pytest tells it', () => {
    const log = `ImportError while loading conftest '/app/conftest.py'.
conftest.py:3: in <module>
    from shop.urls import urlpatterns
shop/urls.py:3: in <module>
    import silk
E   ModuleNotFoundError: No module named 'silk'
`;
    expect(failuresIn(log)).toMatchObject([
      { lack: { name: 'silk' }, raised: { frames: [{}, { path: 'shop/urls.py', line: 3, code: 'import silk' }] } },
    ]);
  });

  test('is nothing in a log that ends well', () => {
    expect(failuresIn('System check identified no issues (0 silenced).\nFile "x.py", line 3\nDone: yes\n')).toEqual([]);
  });
});
