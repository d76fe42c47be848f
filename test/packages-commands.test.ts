import { describe, expect, test } from 'vitest';
import { dockerfile } from '../src/packages/manifests/formats/dockerfile.ts';
import { parseRequirement } from '../src/packages/manifests/requirement.ts';
import { readCommand } from '../src/packages/manifests/syntax/installers.ts';
import { commandsIn } from '../src/packages/manifests/syntax/shell.ts';
import { loadParser } from '../src/python/syntax/parser.ts';

const PLACE = { file: 'Dockerfile', line: 1, text: '' };
const main = (path: string, ...roles: string[]) => ({ tool: 'project', path, roles: ['main', ...roles], without: [] });
const file = (path: string) => ({ tool: 'requirements', path, roles: ['main'], without: [] });

describe('what a command installs', () => {
  test.each([
    ['pip install -r a.txt', [file('a.txt')]],
    ['python -m pip install -Ur a.txt --requirement=b/c.txt', [file('a.txt'), file('b/c.txt')]],
    ['/venv/bin/pip3 install --no-cache-dir -c constraints.txt -r a.txt', [file('a.txt')]],
    ['pip wheel -w /wheels --no-deps -r a.txt', [file('a.txt')]],
    ['pip install .', [main('')]],
    ['pip install -e .[dev,docs]', [main('', 'extra:dev', 'extra:docs')]],
    ['pip install -Ue src[dev]', [main('src', 'extra:dev')]],
    ['sudo pip install ./backend', [main('backend')]],
    ['pip install --group dev -e .', [{ ...main(''), roles: ['group:dev'] }, main('')]],
    ['uv pip install --system -r a.txt', [file('a.txt')]],
    ['uv pip sync a.txt', [file('a.txt')]],
    ['pip-sync', [file('requirements.txt')]],
    ['uv sync', [main('', 'uv-default')]],
    ['uv run gunicorn shop.wsgi --group $PORT', [main('', 'uv-default')]],
    [
      'uv run --no-dev --group prod -- gunicorn x',
      [{ ...main('', 'uv-default', 'group:prod'), without: ['group:dev'] }],
    ],
    ['uv run --no-default-groups manage.py migrate', [main('')]],
    ['uv run --frozen -m manage --no-sync', [main('', 'uv-default')]],
    ['pip install -r $HOME/requirements/dev.txt', [file('requirements/dev.txt')]],
    ['pip install -r$SRC/a.txt --requirement=$SRC/b.txt', [file('a.txt'), file('b.txt')]],
    ['pip install -r pylock.toml', [main('')]],
    ['uv pip sync deploy/pylock.prod.toml', [main('deploy')]],
    ['pip-sync requirements/base.txt $TMP/dev.txt', [file('requirements/base.txt'), file('dev.txt')]],
    ['uv sync --frozen --no-dev --group prod', [{ ...main('', 'uv-default', 'group:prod'), without: ['group:dev'] }]],
    [
      'uv sync --no-dev --no-default-groups --all-groups',
      [{ ...main('', 'group:*', 'optional:*'), without: ['group:dev'] }],
    ],
    ['uv --directory backend sync --no-dev', [{ ...main('backend', 'uv-default'), without: ['group:dev'] }]],
    ['uv export --frozen --no-default-groups --no-extra pg', [{ ...main(''), without: ['extra:pg'] }]],
    ['uv pip install -r pyproject.toml --all-extras', [main(''), { ...main(''), roles: ['extra:*'] }]],
    ['pip install --group web/pyproject.toml:prod', [{ ...main('web'), roles: ['group:prod'] }]],
    ['poetry install --no-root', [main('', 'group:*')]],
    ['poetry install --all-groups', [main('', 'group:*', 'optional:*')]],
    ['poetry sync --only main -E pg', [main('', 'extra:pg')]],
    ['poetry -C backend install --sync --no-dev', [main('backend')]],
    [
      'pdm install --no-default -G web',
      [{ ...main(''), roles: ['group:*', 'group:web', 'extra:web'], instead: ['group:web'] }],
    ],
    ['pipenv install -r a.txt --python 3.12', [{ ...main(''), tool: 'pipenv' }, file('a.txt')]],
    ['pipenv requirements --dev-only', [{ ...main(''), tool: 'pipenv', roles: ['group:dev'] }]],
    ['pipenv sync --categories=packages,web', [{ ...main('', 'group:web'), tool: 'pipenv' }]],
    ['hatch run prod:gunicorn', [main('', 'hatch:default', 'hatch:prod')]],
    ['hatch env create', [main('', 'hatch:default', 'hatch:default')]],
    ['uv sync --only-dev', [{ ...main(''), roles: ['group:dev'] }]],
    ['uv sync --all-extras --no-group docs', [{ ...main('', 'extra:*', 'uv-default'), without: ['group:docs'] }]],
    ['poetry install', [main('', 'group:*')]],
    ['poetry install --only main,deploy', [{ ...main(''), roles: ['main', 'group:deploy'] }]],
    [
      'poetry --no-cache install --without dev,test',
      [{ ...main('', 'group:*'), without: ['group:dev', 'group:test'] }],
    ],
    ['poetry install --no-dev -E pg', [main('', 'extra:pg')]],
    ['poetry export --with dev', [main('', 'group:dev')]],
    ['pdm sync --prod', [main('')]],
    ['pipenv install --system --deploy', [{ ...main(''), tool: 'pipenv' }]],
    ['pipenv sync --dev', [{ ...main('', 'group:dev'), tool: 'pipenv' }]],
  ])('%s', (command, selections) => {
    expect(readCommand(command.split(' '), '', PLACE)?.selections).toEqual(selections);
  });

  test.each([
    'pip freeze',
    'apt-get install python3-pip',
    'echo pip install x',
    'pip install --upgrade pip',
    'poetry run x',
    'poetry install --only-root',
    'hatch version',
    'uv run --no-sync x',
    'uv run --no-project x.py',
    'poetry run gunicorn x',
    'pipenv run gunicorn x',
    'pip install -c constraints.txt',
  ])('%s installs nothing', (command) => {
    expect(readCommand(command.split(' '), '', PLACE)).toBe(null);
  });

  test('packages by name', () => {
    const asked = readCommand(['pip', 'install', 'gunicorn==23', 'x', '$EXTRA'], '', PLACE);
    expect(asked?.declarations.map(({ name }) => name)).toEqual(['gunicorn', 'x']);
  });
});

describe('a shell script', () => {
  test('is split into its commands', () => {
    const script = 'a "b c" && \\\n  d \'e;f\'; # end\nif [ -n "$X" ]; then\n  g\nfi\n[ -f x ] && h || i | j';
    expect(commandsIn(script)).toEqual([
      { words: ['a', 'b c'], line: 0, conditional: false },
      { words: ['d', 'e;f'], line: 1, conditional: false },
      expect.objectContaining({ words: ['[', '-n', '$X', ']'] }),
      { words: ['g'], line: 3, conditional: true },
      expect.objectContaining({ words: ['[', '-f', 'x', ']'] }),
      { words: ['h'], line: 5, conditional: true },
      { words: ['i'], line: 5, conditional: false },
      { words: ['j'], line: 5, conditional: false },
    ]);
  });
});

describe('a condition in a script', () => {
  const runs = (script: string, variables: Record<string, string> = {}) => {
    const commands = commandsIn(script, new Map(Object.entries(variables)));
    return commands
      .filter(({ words }) => /^[a-z]$/.test(words[0] ?? ''))
      .map(({ words, conditional }) => `${words[0]}${conditional ? '?' : ''}`);
  };

  test.each([
    ['if [ "$DEV" = "true" ]; then a; else b; fi; c', { DEV: 'false' }, ['b', 'c']],
    ['if [ "$DEV" = "true" ]; then a; else b; fi; c', { DEV: 'true' }, ['a', 'c']],
    ['if [ "$DEV" = "true" ]; then a; else b; fi; c', {}, ['a?', 'b?', 'c']],
    ['if test $ENV = dev\nthen\n  a\nelif [[ $ENV == prod ]]; then b\nelse c; fi', { ENV: 'prod' }, ['b']],
    ['if [ "$ENV" = dev ]; then a; elif [ "$X" ]; then b; else c; fi', { ENV: 'prod' }, ['b?', 'c?']],
    ['if [ -n "$DEV" ] && [ 1 = 1 ]; then a; fi', { DEV: '' }, ['a?']],
    ['if ! [ "$DEV" = true ]; then a; fi', { DEV: 'true' }, ['a?']],
    ['[ "$DEV" != true ] && a && b || c', { DEV: 'true' }, ['c']],
    ['[ -z "$DEV" ] || a; b', { DEV: '' }, ['b']],
    ['[ "$DEV" = true ] || a; b', {}, ['a?', 'b']],
    ['for f in x y; do a; done; b', {}, ['a', 'b']],
    ['if [ $A = 1 ]; then for f in x; do a; done; b; fi; c', { A: '2' }, ['c']],
    ['while read x; do a; done; b', {}, ['a?', 'b']],
    ['case "$ENV" in dev) a;; *) b;; esac; c', {}, ['a?', 'b?', 'c']],
    ['if true; then a; fi', {}, ['a']],
    ['a && if [ "$DEV" = true ]; then b; fi && c', { DEV: 'false' }, ['a', 'c']],
    ['[ "$DEV" = true ] && if [ x ]; then a; fi; b', { DEV: 'false' }, ['b']],
    ['if [ "$DEV" = true ]; then a; fi && b && if [ "$DEV" = false ]; then c; fi', { DEV: 'false' }, ['b', 'c']],
    ['a &&\n b', {}, ['a', 'b']],
  ])('%s with %j', (script, variables, expected) => {
    expect(runs(script, variables as Record<string, string>)).toEqual(expected);
  });
});

describe('an image', () => {
  const context = { parser: () => loadParser(), buildsOf: () => [], textOf: async () => null };
  const read = async (text: string, path = 'Dockerfile') => {
    const { installs } = await dockerfile.read({ path, text }, context);
    return installs.map(({ line, kind, weight, selections }) => {
      return [line, kind, weight, ...selections.map((selection) => selection.path)];
    });
  };

  test('belongs to production, weakly, unless something says whose it is', async () => {
    const run = 'FROM python\nRUN pip install -r a.txt\n';
    expect(await read(run)).toEqual([[2, 'production', 'weak', 'a.txt']]);
    expect(await read(run, 'Dockerfile.dev')).toEqual([[2, 'development', 'strong', 'a.txt']]);
    expect(await read(run, 'deploy/Dockerfile')).toEqual([[2, 'production', 'strong', 'deploy/a.txt']]);
    expect(await read(run.replace('python', 'python AS production'))).toEqual([[2, 'production', 'strong', 'a.txt']]);
    expect(await read(run.replace('python', 'python as test'))).toEqual([[2, 'development', 'strong', 'a.txt']]);
    expect(await read(run.replace('python', 'python AS server'))).toEqual([[2, 'production', 'weak', 'a.txt']]);
  });

  test.each([
    ['CMD ["python", "manage.py", "runserver"]', true],
    ['CMD python manage.py test', true],
    ['ENTRYPOINT ["pytest"]', true],
    ['CMD tail -f /dev/null', true],
    ['CMD ["sleep", "infinity"]', true],
    ['CMD celery -A shop worker', false],
    ['CMD [ -z "$DEBUG" ] && gunicorn shop.wsgi || python manage.py runserver', false],
  ])('that starts with %s: is it for developers alone?', async (start, expected) => {
    const text = `FROM python\nRUN uv sync\n${start}\n`;
    const { installs } = await dockerfile.read({ path: 'Dockerfile', text }, context);
    expect(installs.map(({ forDevelopers = false }) => forDevelopers)).toEqual([expected]);
  });

  test('is started by shell scripts, and no source in Python is one', async () => {
    const text = 'FROM python\nRUN uv sync\nCMD ["python", "/app/manage.py", "migrate"]\n';
    const textOf = async (path: string) => (path === 'manage.py' ? 'if sys.argv[1] == "runserver": pass' : null);
    const { installs } = await dockerfile.read({ path: 'Dockerfile', text }, { ...context, textOf });
    expect(installs.map(({ forDevelopers = false }) => forDevelopers)).toEqual([false]);
  });

  test('puts in its arguments and knows what it copied', async () => {
    const text =
      'ARG WHICH=prod\nCOPY config/$WHICH.txt /srv/requirements.txt\nRUN ["pip", "install", "-r", "/srv/requirements.txt"]\n';
    expect(await read(text)).toEqual([[3, 'production', 'weak', 'config/prod.txt']]);
  });

  test('counts lines over continuations, comments and here-documents', async () => {
    const text =
      'RUN apk add x \\\n# why\n\n  && pip install -r a.txt\nRUN <<EOF\nset -e\npip install -r b.txt\nEOF\nRUN pip install -r c.txt\n';
    expect((await read(text)).map(([line]) => line)).toEqual([4, 7, 9]);
  });

  test('takes the script of a shell, and of words in brackets', async () => {
    const text = 'RUN sh -ec "pip install -r a.txt"\nRUN ["/bin/sh", "-c", "pip install -r b.txt && x"]\n';
    expect(await read(text)).toEqual([
      [1, 'production', 'weak', 'a.txt'],
      [2, 'production', 'weak', 'b.txt'],
    ]);
  });

  test('an argument decides what is installed', async () => {
    const text =
      'FROM python\nARG DEV=false\nRUN if [ "$DEV" = true ]; then pip install -r dev.txt; else pip install -r a.txt; fi\n';
    expect(await read(text, 'Dockerfile.production')).toEqual([[3, 'production', 'strong', 'a.txt']]);
    const environment = 'FROM python\nENV UV_NO_SYNC=1\nCMD ["uv", "run", "gunicorn"]\n';
    expect(await read(environment)).toEqual([[3, 'production', 'strong']]);
    expect(await read(environment.replace('1', '0'))).toEqual([[3, 'production', 'strong', '']]);
  });

  test('a condition leaves doubt', async () => {
    const text = 'RUN if [ "$DEV" ]; then pip install -r dev.txt; fi\n';
    expect(await read(text, 'Dockerfile.production')).toEqual([[1, 'production', 'weak', 'dev.txt']]);
  });
});

describe('a requirement', () => {
  test.each([
    ['Django>=5.2,<6 ; python_version > "3"', 'django', []],
    ['django_silk [Formatting, x] ~= 5', 'django-silk', ['formatting', 'x']],
    ['zope.interface', 'zope-interface', []],
    ['x (>=1)', 'x', []],
    ['x @ git+https://example.org/y.git@main', 'x', []],
    ['git+ssh://git@example.org/team/django-silk.git@v1#egg=Django_Silk[dev]&subdirectory=a', 'django-silk', ['dev']],
    ['git+https://example.org/team/django-silk.git@v1', 'django-silk', []],
    ['git+https://example.org/team/django-silk.git@someone/branch', 'django-silk', []],
    ['git+https://someone@example.org/team/django-silk', 'django-silk', []],
    ['https://example.org/a/Some_Thing-1.2-py3-none-any.whl', 'some-thing', []],
    ['https://example.org/a.tar.gz#egg=old-dev', 'old', []],
  ])('%s', (written, name, extras) => {
    expect(parseRequirement(written)).toEqual({ name, extras });
  });

  test.each(['./a', '==5', '-x', '', 'a b', 'a !! b', 'https://example.org/page', '../x.whl'])(
    '%j names none',
    (written) => {
      expect(parseRequirement(written)).toBe(null);
    },
  );
});
