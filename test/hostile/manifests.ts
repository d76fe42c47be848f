const long = 'a'.repeat(200_000);

/** Manifests that are damaged, nested, endless, or made for what reads them, by file name and what is special. */
export const MANIFESTS: readonly (readonly [file: string, what: string, text: string])[] = [
  ...['pyproject.toml', 'Pipfile', 'uv.lock', 'poetry.lock', 'pdm.lock', 'pylock.toml'].flatMap((file) =>
    [
      ['nested lists', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
      ['nested tables', `x = ${'{a='.repeat(20_000)}1${'}'.repeat(20_000)}\n`],
      ['dotted keys', `${'a.'.repeat(50_000)}a = 1\n`],
      ['a long key', `${long} = 1\n`],
      ['an open string', `x = "${long}\n`],
      ['blank lines', '\n'.repeat(500_000)],
      ['empty comments', '#\n'.repeat(400_000)],
      ['more tables than anybody writes', '[a]\n'.repeat(120_000)],
      ['tables by the thousand', Array.from({ length: 5000 }, (_, at) => `[[package]]\nname = "p${at}"\n`).join('')],
      [
        'a prototype',
        '[__proto__]\npolluted = true\n[project]\ndependencies = ["django"]\n__proto__ = 1\nconstructor.prototype.x = 1\n',
      ],
      ['bytes', '\xff\xfe\0\x01'],
    ].map(([what = '', text = '']) => [file, what, text] as const),
  ),
  ...['requirements.txt', 'setup.cfg', 'tox.ini', 'Makefile', 'Procfile', 'Dockerfile', 'deploy.sh'].flatMap((file) =>
    [
      ['a long line', `${long}\n`],
      ['blanks', `django${' '.repeat(200_000)}x\n`],
      ['lines that go on', `RUN pip install \\\n${'  a \\\n'.repeat(20_000)}  b\n`],
      ['brackets', `django${'['.repeat(100_000)}\n`],
      ['quotes', `RUN pip install ${'"\''.repeat(50_000)}\n`],
      ['substitutions', `RUN pip install ${'$('.repeat(20_000)}${'${A:-'.repeat(20_000)}\n`],
      ['dashes and dots', `${'-'.repeat(50_000)}${'._-'.repeat(30_000)}!\n`],
      ['itself', `-r ${file}\n-c ${file}\ninclude ${file}\n`],
      ['markers', `django; ${'python_version > "3" and ('.repeat(5000)}\n`],
      [
        'stages',
        Array.from({ length: 2000 }, (_, at) => `FROM s${at + 1} AS s${at}\nRUN pip install a${at}\n`).join(''),
      ],
      ['bytes', '\xff\xfe\0\x01'],
    ].map(([what = '', text = '']) => [file, what, text] as const),
  ),
  ...['compose.yaml', '.github/workflows/ci.yml', 'environment.yml', 'app.yaml'].flatMap((file) =>
    [
      ['lists in lists', `x: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
      [
        'names for names',
        `a: &a [x, x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? 'a' : `b${at - 1}`}, *${at === 0 ? 'a' : `b${at - 1}`}]\n`).join('')}`,
      ],
      ['a name for itself', 'a: &a\n  b: *a\n'],
      ['tags', 'x: !!python/object/apply:os.system ["false"]\n'],
      ['indentation', Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
      [
        'services',
        `services:\n${Array.from({ length: 2000 }, (_, at) => `  s${at}: {build: {context: ., target: t${at}}, command: python manage.py}\n`).join('')}`,
      ],
      ['an open quote', `x: "${long}\n`],
      ['bytes', '\xff\xfe\0\x01'],
    ].map(([what = '', text = '']) => [file, what, text] as const),
  ),
  ['Pipfile.lock', 'nested objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['Pipfile.lock', 'a prototype', '{"__proto__": {"polluted": 1}, "default": {"__proto__": {"version": "1"}}}'],
  ['app.json', 'nested objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['setup.py', 'operators', `from setuptools import setup\nsetup(install_requires=${'["a"] + '.repeat(5000)}[])\n`],
  ['setup.py', 'itself', 'from setuptools import setup\nx = x + x\nsetup(install_requires=x)\n'],
  [
    'noxfile.py',
    'sessions',
    Array.from({ length: 1000 }, (_, at) => `@nox.session\ndef s${at}(session):\n    session.install("a${at}")\n`).join(
      '',
    ),
  ],
  ['.gitignore', 'stars', `${'*'.repeat(5000)}a\n${'**/'.repeat(2000)}a\n${'a*'.repeat(40)}b\n`],
  ['.gitignore', 'brackets', `${'['.repeat(5000)}\n[z-a]\n\\\n`],
  ['.gitignore', 'lines', Array.from({ length: 20_000 }, (_, at) => `name${at}*x\n`).join('')],
];
