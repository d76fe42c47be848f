import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { variablesIn } from '../src/verify/variables.ts';
import { COMMAND, folderWith, program } from './command.ts';
import { env, expectEmptyNamed, expectNamed, REST, verifyWith, withSettings } from './missing-variables.ts';
import { pythonWorlds } from './world.ts';

const worlds = await pythonWorlds();
const python = worlds?.present ?? null;
const verify = verifyWith(python);

describe.skipIf(python === null)('a variable that is missing', { timeout: 60_000 }, () => {
  test.each([
    [
      'os.environ',
      'import os\nDEBUG = os.environ["APP_DEBUG"] == "1"\nSECRET_KEY = os.environ["APP_KEY"]\nX = os.environ.get("Y")',
      '--env APP_DEBUG=x --env APP_KEY=x',
    ],
    [
      'os.getenv, of a setting that Django finds empty',
      'import os\n\ntoken = os.getenv("TOKEN")\nOTHER = os.getenv("OTHER")\nSECRET_KEY = token',
      '--env TOKEN=x',
    ],
    [
      'os.getenv, of a line that can do without no value',
      'import os\nHOSTS = os.environ.get("HOSTS").split(",")\nPORT = int(os.getenv("PORT"))\ndef listed(text):\n    return text.split()\nALL = listed(os.getenv("ALL"))\nX = os.getenv("Y")\nZ = bool(os.getenv("Z"))\nSECRET_KEY = "x"',
      '--env HOSTS=x --env PORT=1 --env ALL=x',
    ],
    [
      "the project's own words",
      'import os\nfrom django.core.exceptions import ImproperlyConfigured\nSECRET_KEY = os.getenv("KEY")\n' +
        'if not SECRET_KEY:\n    raise ImproperlyConfigured("Set the KEY environment variable")',
      '--env KEY=x',
    ],
  ])('of %s is named, and the flags that are printed are enough', (_, code, flags) => expectNamed(verify, code, flags));

  test.each([
    ['os.environ', 'import os\nSECRET_KEY = os.environ.get("APP_KEY", "")', 'APP_KEY'],
    ['os.getenv', 'import os\nSECRET_KEY: str = os.getenv("APP_KEY") or ""', 'APP_KEY'],
  ])('an empty SECRET_KEY of %s is one', (_, code, variable) => expectEmptyNamed(verify, code, variable));

  test('the configuration gives it, to all settings or to one; the command line wins', async () => {
    const shared = 'import os\nassert os.environ["WHO"] == "all"\nSECRET_KEY = os.environ["APP_KEY"]\n';
    const toml = (body: string) => ({
      'pyproject.toml': `[tool.djguard.verify.env]\nWHO = "all"\nAPP_KEY = "all"\n${body}`,
    });
    const files = {
      ...withSettings(`${shared}assert SECRET_KEY == "all"`),
      'production.py': `${shared}assert SECRET_KEY == "own"${REST}`,
      ...toml('[tool.djguard.verify.env."production"]\nAPP_KEY = "own"\n'),
    };
    const both = ['--settings', 'site_settings', '--settings', 'production'];
    expect(await verify(folderWith(files), ...both)).toMatchObject({ code: 0 });
    expect(await verify(folderWith(files), '--settings', 'production', '--env', 'APP_KEY=all')).toMatchObject({
      code: 1,
    });
    const wrong = await verify(folderWith({ ...files, ...toml('PORT = 1\n') }));
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/pyproject\.toml:\d+: PORT in .+ must be a string/),
    });
    const unknown = await verify(folderWith({ ...files, 'pyproject.toml': '[tool.djguard.verify]\nenvs = {}\n' }));
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('not envs. Did you mean env?') });
  });

  test('files are read for its name alone, and for its value where one is given', async () => {
    const cwd = folderWith({
      ...withSettings('import os\nSECRET_KEY = os.environ["APP_KEY"]\nassert SECRET_KEY in ("from=file", "given")'),
      '.env': 'OTHER=1\nexport APP_KEY="from=file" # why\n',
      'compose.yaml': 'services:\n  web:\n    environment:\n      - APP_KEY=secret\n',
      '.github/workflows/ci.yml': 'env:\n  APP_KEY: secret\n',
    });
    const first = await verify(cwd);
    expect(first.stderr).toContain('note: named in files: APP_KEY (.env:2); --env-file .env takes its values\n');
    expect(first.stderr).toContain('note: named in files: APP_KEY (compose.yaml:4)\n');
    expect(first.stderr).toContain(`note: named in files: APP_KEY (${join('.github', 'workflows', 'ci.yml')}:2)\n`);
    expect(`${first.stdout}${first.stderr}`).not.toContain('secret');
    expect(await verify(cwd, '--env-file', '.env')).toMatchObject({ code: 0 });
    const script = 'import os; assert os.environ["APP_KEY"] == "given"';
    const given = ['--env-file', '.env', '--env', 'APP_KEY=given', '--', 'python', '-c', script];
    expect(await verify(cwd, ...given)).toMatchObject({ code: 0 });
    const { stdout } = await verify(cwd, '--output-format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      holds: false,
      outcome: 'unproven',
      missing: { environments: ['site_settings'], flags: '--env APP_KEY=x' },
      exitCode: 1,
    });
  });

  test('a variable without a value, and a file that is not there, are usage errors', async () => {
    const ran = await verify(folderWith(withSettings('SECRET_KEY = "x"')), '--env', 'NAME');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('--env takes NAME=VALUE, not "NAME"') });
    // Node.js 20 takes --env-file for its own, and ends by itself where there is no such file, unless -- stands before.
    const args = ['--', COMMAND, 'verify', '--python', python ?? '', '--env-file', 'nowhere'];
    const missing = await program(process.execPath, args, { cwd: folderWith(withSettings('SECRET_KEY = "x"')), env });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("can't read --env-file nowhere: ") });
    expect(() => variablesIn(['nowhere'], folderWith({}))).toThrow("can't read --env-file nowhere: ");
  });
});
