/** Lines of which each is indented one more than the one before, and the indentation of the next. */
export const nested = (depth: number, line: (level: number) => string): string =>
  Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}${line(level)}\n`).join('') + ' '.repeat(depth);

/** Texts that abort the grammar's scanner, overflow a stack, or take the square of their length. */
export const NESTED: Readonly<Record<string, string>> = {
  'levels of indentation': `${nested(600, (level) => `for x${level} in ['debug_toolbar']:`)}INSTALLED_APPS.append(x0)\n`,
  'levels of indentation by tabs': nested(600, () => 'if x:')
    .replaceAll(' ', '\t')
    .concat('import debug_toolbar\n'),
  'indentation over lines that go on': Array.from({ length: 600 }, (_, at) => `${' '.repeat(at)}\\\n  if x:\n`).join(
    '',
  ),
  'levels of indentation in strings within strings': `${nested(380, () => 'if x:')}${"f'{".repeat(300)}debug_toolbar`,
  parentheses: `X = ${'('.repeat(20_000)}debug_toolbar${')'.repeat(20_000)}\n`,
  lists: `X = ${'['.repeat(20_000)}debug_toolbar${']'.repeat(20_000)}\n`,
  dictionaries: `X = ${'{"a": '.repeat(20_000)}debug_toolbar${'}'.repeat(20_000)}\n`,
  'brackets that stay open': `X = [debug_toolbar, ${'['.repeat(20_000)}\n`,
  'brackets that were never opened': `X = [debug_toolbar]${']'.repeat(20_000)}\n`,
  operators: `X = debug_toolbar${' + a'.repeat(20_000)}\n`,
  'not after not': `X = ${'not '.repeat(20_000)}debug_toolbar\n`,
  lambdas: `X = ${'lambda: '.repeat(20_000)}debug_toolbar\n`,
  'choices in choices': `X = ${'a if b else '.repeat(20_000)}debug_toolbar\n`,
  attributes: `X = debug_toolbar${'.a'.repeat(20_000)}\n`,
  calls: `X = debug_toolbar${'()'.repeat(20_000)}\n`,
  'f-strings in f-strings': `X = ${"f'{".repeat(300)}debug_toolbar${"}'".repeat(300)}\n`,
  'backslashes at the ends of lines': `X = debug_toolbar + ${'\\\n'.repeat(200_000)}1\n`,
  'comments that hold quotes': `X = debug_toolbar\n${"# it's\n".repeat(50_000)}`,
};
