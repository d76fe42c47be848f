import { describe, expect, test } from 'vitest';
import { position } from '../src/python/syntax/source.ts';
import { wantsColour } from '../src/report/colours.ts';
import { FORMATS, formatNamed } from '../src/report/formats.ts';
import type { FileReport, Result } from '../src/run/result.ts';
import type { Finding } from '../src/types.ts';
import { rules } from '../transforms/index.ts';
import { djguard, FIXABLE, FOR_A_HUMAN, folderWith, MIXED } from './command.ts';

const TEXT = 'é = "日"; import silk\nimport (\n  silk)\n';

function finding(start: number, end: number, rest: Partial<Finding> = {}): Finding {
  const { line, column } = position(TEXT, start);
  const given = { start, end, line, column, message: 'a <b> & 50%, c: d', advice: null, fixable: true, conditions: [] };
  return { code: 'DJG001', rule: 'imports', package: 'silk', ...given, ...rest };
}

const FIRST = finding(9, 20, { level: 'production' });
const SECOND = finding(21, 36, { advice: 'do\r\nthis', fixable: false, level: 'developers' });

const RESULT: Result = {
  mode: 'check',
  failOn: 'any',
  maxFindings: 0,
  baseline: null,
  files: [
    {
      path: 'a dir/ä,b.py',
      patchPath: 'a dir/ä,b.py',
      encoding: 'utf-8',
      before: TEXT,
      after: TEXT.replace('import silk', 'pass'),
      findings: [FIRST, SECOND],
      remaining: [SECOND],
      written: false,
    },
  ],
  problems: [
    { path: 'broken.py', line: 3, column: 7, message: 'a syntax error' },
    { path: 'closed', line: null, column: null, message: 'permission denied' },
  ],
  doubts: [],
  notes: [],
  examined: 3,
  packages: ['silk'],
  configFile: null,
  output: null,
  verdict: null,
};

const EMPTY: Result = { ...RESULT, files: [], problems: [] };

async function rendered(format: string, result = RESULT): Promise<string> {
  return (await formatNamed(format)?.render(result, async () => rules)) ?? '';
}

test('json holds everything, and its places', async () => {
  const report = JSON.parse(await rendered('json'));
  expect(report).toMatchObject({ version: 1, mode: 'check', packages: ['silk'], examined: 3, exitCode: 2, notes: [] });
  expect(report.findings).toEqual([
    {
      path: 'a dir/ä,b.py',
      line: 1,
      column: 10,
      endLine: 1,
      endColumn: 21,
      code: 'DJG001',
      rule: 'imports',
      package: 'silk',
      message: 'a <b> & 50%, c: d',
      advice: null,
      fixable: true,
      level: 'production',
    },
    expect.objectContaining({
      level: 'developers',
      line: 2,
      column: 1,
      endLine: 3,
      endColumn: 7,
      advice: 'do\r\nthis',
      fixable: false,
    }),
  ]);
  expect(report.errors).toEqual(RESULT.problems);
  expect(report.files[0].diff).toContain('\n-é = "日"; import silk\n+é = "日"; pass\n');
});

test('jsonl has a finding or an error in each line', async () => {
  const lines = (await rendered('jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ type, path, line }) => [type, path, line])).toEqual([
    ['finding', 'a dir/ä,b.py', 1],
    ['finding', 'a dir/ä,b.py', 2],
    ['error', 'broken.py', 3],
    ['error', 'closed', null],
  ]);
});

test('github escapes, and gives no columns where a finding spans lines', async () => {
  expect((await rendered('github')).split('\n')).toEqual([
    '::error title=djguard DJG001 (production),file=a dir/ä%2Cb.py,line=1,endLine=1,col=10,endColumn=21::a <b> & 50%25, c: d',
    '::notice title=djguard DJG001 (developers),file=a dir/ä%2Cb.py,line=2,endLine=3::a <b> & 50%25, c: d%0Ado%0D%0Athis',
    '::error title=djguard,file=broken.py,line=3,col=7::a syntax error',
    '::error title=djguard,file=closed::permission denied',
    '',
  ]);
});

describe('gitlab', () => {
  test('has what the code quality schema asks for', async () => {
    const issues = JSON.parse(await rendered('gitlab'));
    expect(issues).toHaveLength(4);
    for (const issue of issues) {
      expect(issue).toEqual({
        description: expect.any(String),
        check_name: expect.any(String),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
        location: { path: expect.any(String), lines: expect.objectContaining({ begin: expect.any(Number) }) },
      });
    }
  });

  test('has fingerprints that are unique, and outlive lines put in above', async () => {
    const twice = `${FIXABLE}INSTALLED_APPS += ["debug_toolbar"]\nINSTALLED_APPS += ["debug_toolbar"]\n`;
    const prints = async (source: string): Promise<string[]> => {
      const cwd = folderWith({ 'a.py': source });
      const { stdout } = await djguard(['--check', '--output-format', 'gitlab'], { cwd });
      return JSON.parse(stdout).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    };
    const before = await prints(twice);
    expect(new Set(before).size).toBe(3);
    expect(await prints(`# a line\n\n${twice}`)).toEqual(before);
  });
});

test('sarif 2.1.0 has its rules, its results, and a fix that leads to the fixed text', async () => {
  const log = JSON.parse(await rendered('sarif'));
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  const [run] = log.runs;
  const ids = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(run.results.map(({ ruleId }: { ruleId: string }) => ids.includes(ruleId))).toEqual([true, true]);
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'a%20dir/%C3%A4%2Cb.py' },
    region: { startLine: 1, startColumn: 10, endLine: 1, endColumn: 21 },
  });
  expect(run.results[0].fixes[0].artifactChanges[0].replacements).toEqual([
    {
      deletedRegion: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 1 },
      insertedContent: { text: 'é = "日"; pass\n' },
    },
  ]);
  expect(run.results[1].fixes).toBeUndefined();
  expect(run.invocations[0].executionSuccessful).toBe(false);
  expect(run.invocations[0].toolExecutionNotifications).toHaveLength(2);
});

test.each([
  ['with a newline at its end', FIXABLE],
  ['without a newline at its end', FIXABLE.trimEnd()],
  ['changed in its last line', 'DEBUG = True\nimport debug_toolbar'],
  ['with a byte order mark', '\uFEFFimport debug_toolbar\r\nDEBUG = True\r\n'],
  ['with a carriage return in a string', `A = """x\ry"""\n${FIXABLE}`],
])('sarif’s replacements, put into a file %s, are what --fix writes', async (_, before) => {
  const cwd = folderWith({ 'a.py': before });
  const { stdout } = await djguard(['--check', '--output-format', 'sarif'], { cwd });
  const [{ newlineSequences, results }] = JSON.parse(stdout).runs;
  // Lines and columns as the report says that they are counted, without the mark.
  const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
  let text = before.slice(mark.length);
  const starts = [
    0,
    ...Array.from(text.matchAll(new RegExp(newlineSequences.join('|'), 'g')), (at) => at.index + at[0].length),
  ];
  const offset = (line: number, column: number) => {
    const start = starts[line - 1] ?? Number.NaN;
    expect(start + column - 1).toBeLessThanOrEqual(text.length);
    return start + column - 1;
  };
  for (const {
    deletedRegion: at,
    insertedContent,
  } of results[0].fixes[0].artifactChanges[0].replacements.toReversed()) {
    const [start, end] = [offset(at.startLine, at.startColumn), offset(at.endLine, at.endColumn)];
    text = text.slice(0, start) + insertedContent.text + text.slice(end);
  }
  const { stdout: fixed } = await djguard(['--fix', '-'], { cwd, input: before });
  expect(mark + text).toBe(fixed);
});

// Editors and Python count so: the mark is no character of the first line.
test.each([
  ['text', 'a.py:1:1: DJG001'],
  ['json', '"line":1,"column":1,"endLine":1,"endColumn":21,'],
  ['jsonl', '"line":1,"column":1,"endLine":1,"endColumn":21,'],
  ['github', 'line=1,endLine=1,col=1,endColumn=21::'],
  ['sarif', '{"startLine":1,"startColumn":1,"endLine":1,"endColumn":21}'],
  ['junit', 'name="DJG001:1:1"'],
  ['checkstyle', '<error line="1" column="1" '],
  ['rdjson', '{"start":{"line":1,"column":1},"end":{"line":1,"column":21}}'],
])('%s does not count a byte order mark', async (format, place) => {
  const cwd = folderWith({ 'a.py': '\uFEFFimport debug_toolbar\r\n' });
  const { stdout } = await djguard(['--check', '--output-format', format], { cwd });
  expect(stdout.startsWith('{\n') ? JSON.stringify(JSON.parse(stdout)) : stdout).toContain(place);
});

test('junit counts findings as failures and errors as errors', async () => {
  const xml = await rendered('junit');
  expect(xml).toMatch(
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="djguard" tests="4" failures="2" errors="2">/,
  );
  expect(xml.match(/<testcase /g)).toHaveLength(4);
  expect(xml).toContain('message="a &#60;b&#62; &#38; 50%, c: d"');
  expect(await rendered('junit', EMPTY)).toContain('tests="1" failures="0" errors="0"');
});

test('checkstyle groups by file', async () => {
  const xml = await rendered('checkstyle');
  expect(xml.match(/<file name="[^"]*"/g)).toEqual([
    '<file name="a dir/ä,b.py"',
    '<file name="broken.py"',
    '<file name="closed"',
  ]);
  expect(xml).toContain(
    '<error line="2" column="1" severity="info" message="a &#60;b&#62; &#38; 50%, c: d&#10;do&#13;&#10;this"',
  );
  expect(await rendered('checkstyle', EMPTY)).toContain('<checkstyle version="4.3"/>');
});

test('rdjson counts columns in bytes', async () => {
  const { source, diagnostics } = JSON.parse(await rendered('rdjson'));
  expect(source).toEqual({ name: 'djguard' });
  expect(diagnostics[0]).toEqual({
    message: 'a <b> & 50%, c: d',
    location: {
      path: 'a dir/ä,b.py',
      range: { start: { line: 1, column: 13 }, end: { line: 1, column: 24 } },
    },
    severity: 'ERROR',
    code: { value: 'DJG001' },
  });
  expect(diagnostics).toHaveLength(4);
});

describe('markdown', () => {
  test('has a table, the errors, and the fix', async () => {
    expect(
      await rendered('markdown'),
    ).toBe(`### djguard: Found 2 unguarded uses (1 fixable with --fix, 1 for you). 2 errors.

2 findings: 1 breaks production, 1 for developers only.

| place | rule | level | what is wrong | who mends it |
|---|---|---|---|---|
| \`a dir/ä,b.py:1\` | DJG001 | production | a \\<b\\> \\& 50%, c: d | \`--fix\` |
| \`a dir/ä,b.py:2\` | DJG001 | developers | a \\<b\\> \\& 50%, c: d<br>do<br>this | you |

- \`broken.py:3\`: error: a syntax error
- \`closed\`: error: permission denied

<details>
<summary>What <code>djguard --fix</code> would change</summary>

\`\`\`diff
--- "a/a dir/\\303\\244,b.py"
+++ "b/a dir/\\303\\244,b.py"
@@ -1,3 +1,3 @@
-é = "日"; import silk
+é = "日"; pass
 import (
   silk)
\`\`\`

</details>
`);
    expect(await rendered('markdown', EMPTY)).toBe('### djguard: All checks passed!\n');
  });

  test('shows names and code as they are, whatever they hold', async () => {
    const [file] = RESULT.files as [FileReport];
    const findings = [finding(9, 20, { message: 'a|b `c` @all **d** [e](f) <img>' })];
    const files = [{ ...file, path: 'a`|b.py', after: '```\n', findings, remaining: [] }];
    const shown = await rendered('markdown', { ...RESULT, files, problems: [] });
    expect(shown).toContain('| ``a`\\|b.py:1`` |');
    expect(shown).toContain('| a\\|b \\`c\\` @\u200Ball \\*\\*d\\*\\* \\[e\\](f) \\<img\\> |');
    expect(shown).toContain('\n````diff\n');
    expect(shown).toContain('\n+```\n````\n');
  });

  test('fits into a comment, and says what it leaves out', async () => {
    const [file] = RESULT.files as [FileReport];
    const findings = Array.from({ length: 250 }, () => FIRST);
    const after = 'a = "something long enough to be left out"\n'.repeat(2000);
    const shown = await rendered('markdown', { ...RESULT, files: [{ ...file, after, findings }] });
    expect(shown).toContain('150 more findings left out here.');
    expect(shown).toMatch(/\d+ more lines left out here\./);
    expect(shown.length).toBeLessThan(65_536);
  });
});

test.each(FORMATS.filter((format) => formatNamed(format) !== null))(
  '%s goes through every mode, and xml and json parse',
  async (format) => {
    for (const mode of ['--diff', '--check', '--fix']) {
      const cwd = folderWith({ 'a.py': FIXABLE, 'b.py': FOR_A_HUMAN, 'c.py': 'debug_toolbar = (\n' });
      const ran = await djguard([mode, '--output-format', format, '--color', 'always'], { cwd });
      expect(ran.code).toBe(2);
      expect(ran.stdout).toContain('b.py');
      expect(ran.stdout).not.toContain('\u001b');
      if (['json', 'sarif', 'gitlab', 'rdjson'].includes(format)) JSON.parse(ran.stdout);
    }
  },
);

test('a finding of a fixed file counts in the fixed text', async () => {
  const cwd = folderWith({ 'a.py': MIXED });
  const { stdout } = await djguard(['--fix', '--output-format', 'json'], { cwd });
  const report = JSON.parse(stdout);
  const check = JSON.parse((await djguard(['--check', '--output-format', 'json'], { cwd })).stdout);
  expect(report.files).toEqual([expect.objectContaining({ path: 'a.py', written: true })]);
  expect(report.findings).toEqual(check.findings);
});

test.each([
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { NO_COLOR: '1' }, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '0' }, true, false],
  ['auto', { FORCE_COLOR: 'false' }, true, false],
  ['auto', { FORCE_COLOR: '' }, false, false],
  ['auto', { FORCE_COLOR: '1', TERM: 'dumb' }, false, true],
  ['always', { NO_COLOR: '1', TERM: 'dumb' }, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
] as const)('--color %s with %j, on a terminal: %s, colours: %s', (choice, environment, terminal, coloured) => {
  expect(wantsColour(choice, environment, terminal)).toBe(coloured);
});

describe('what is not known', () => {
  const doubt = { path: 'a.py', line: 2, column: 3, package: 'rosetta', message: 'whether production has it' };
  const open = { ...EMPTY, doubts: [doubt] };

  test.each([
    ['json', '"package": "rosetta"'],
    ['jsonl', '{"type":"doubt","path":"a.py","line":2,"column":3,"package":"rosetta"'],
    ['github', '::notice title=djguard%3A not known,file=a.py,line=2,col=3::whether production has it\n'],
    ['gitlab', '"severity": "info"'],
    ['sarif', '"kind": "open"'],
    ['junit', 'skipped="1"'],
    ['checkstyle', 'severity="info"'],
    ['rdjson', '"severity": "INFO"'],
    ['markdown', '- `a.py:2`: not known: whether production has it\n'],
  ])('stands in %s', async (format, part) => {
    const report = await rendered(format, open);
    expect(report).toContain(part);
    expect(report).toContain('whether production has it');
    expect(await rendered(format, EMPTY)).not.toContain(part);
  });

  test('is counted in the summary, and changes no exit code', async () => {
    const settings = 'INSTALLED_APPS = ["rosetta", "hijack"]\n';
    const cwd = folderWith({ 'settings.py': settings, 'urls.py': 'import rosetta\n' });
    const ran = await djguard(['--check', '--output-format', 'json'], { cwd });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.stdout).doubts).toMatchObject([
      { path: 'settings.py', line: 1, column: 19, package: 'rosetta' },
      { path: 'settings.py', line: 1, column: 30, package: 'hijack' },
    ]);
    expect(ran.stderr).toMatch(/\nAll checks passed! Of 2 packages it is not known whether production has them\.\n$/);
  });
});
