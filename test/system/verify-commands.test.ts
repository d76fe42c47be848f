import { describe, expect, test } from 'vitest';
import { folderWith } from '../command.ts';
import { CAUSE, MENDED, PROGRAM, python, verify, worlds } from './small-program.ts';

test.runIf(worlds !== null)('the frameworks can be installed', () => {
  expect(python).not.toBeNull();
});

describe.skipIf(python === null)('a command', { timeout: 120_000 }, () => {
  test.each([
    ['shop.main', ['import shop.main']],
    ['shop.main:app', ['import shop.main', 'take app']],
    ['shop.main:create_app(debug=True)', ['import shop.main', 'call create_app(debug=True)']],
    ['uvicorn shop.main:app --port 80 --workers 4', ['import uvicorn', 'import shop.main', 'load shop.main:app']],
    [
      'uv run python -u -m uvicorn --factory shop.main:create_app',
      ['import uvicorn', 'import shop.main', 'load shop.main:create_app'],
    ],
    [
      'gunicorn -b :80 "shop.main:create_app()"',
      ['import gunicorn', 'read its configuration', 'load shop.main:create_app()', 'import the worker class'],
    ],
    ['X=1 flask --app shop.web run', ['import flask', 'read its arguments', 'import shop.web', 'load the app']],
    ['celery -A shop.queue worker -l info', ['import shop.queue', 'find the app', 'import its tasks']],
    ['hypercorn -b :80 shop.main:app', ['import shop.main', 'take app']],
    ["python -c 'import shop.main'", ['run import shop.main']],
    ['python -m shop.main', ['run shop.main']],
  ])('%s is started as far as it imports, and told from a mended one', async (entry, steps) => {
    const [broken, mended] = await Promise.all([
      verify(folderWith(PROGRAM), '--entry', entry),
      verify(folderWith(MENDED), '--entry', entry),
    ]);
    expect(broken.code, broken.stdout + broken.stderr).toBe(1);
    expect(broken.stdout).toContain(CAUSE);
    const names = (stdout: string) => [...stdout.matchAll(/^ {2}(\S.*?) {2,}(pass|FAIL|-) /gm)].map(([, name]) => name);
    expect(names(mended.stdout)).toEqual(steps);
    expect(mended.stdout).not.toContain('FAIL');
    expect(mended, mended.stderr).toMatchObject({ code: 0 });
    expect(mended.stderr).toContain(
      `The proof holds: ${entry} starts with and without beautifulsoup4, nowhere-installed`,
    );
    expect(mended.stderr).toContain('note: nowhere_installed not installed for ');
  });
});
