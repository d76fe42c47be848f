import { writeFileSync } from 'node:fs';
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
      '--env HOSTS=localhost --env PORT=1 --env ALL=x',
    ],
    [
      "the project's own words",
      'import os\nfrom django.core.exceptions import ImproperlyConfigured\nSECRET_KEY = os.getenv("KEY")\n' +
        'if not SECRET_KEY:\n    raise ImproperlyConfigured("Set the KEY environment variable")',
      '--env KEY=x',
    ],
    [
      'a function that asks for one after the other',
      'import os\ndef need(name):\n    value = os.getenv(name)\n    if value is None:\n' +
        '        raise RuntimeError("not without " + name)\n    return value\n' +
        'SECRET_KEY = need("APP_KEY")\nif SECRET_KEY:\n    PLACE = need("PLACE")\nassert need("REDIS_URL")[:8] == "redis://"',
      '--env APP_KEY=x --env PLACE=x --env REDIS_URL=redis://localhost',
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

  test('what a project fails for with the values that are printed is told with them', async () => {
    const level = 'import os\nLEVEL = os.environ["LEVEL"]\nassert LEVEL in ("a", "b"), "1 error:\\n  LEVEL is a or b"';
    const first = await verify(folderWith(withSettings(`SECRET_KEY = "x"\n${level}`)));
    expect(first.stderr).toContain('give them with --env LEVEL=x\n');
    expect(first.stderr).toContain(
      'note: with these values site_settings then fails at import settings: site_settings.py:4: ' +
        'AssertionError: 1 error: | LEVEL is a or b; where the error is about a value, give it another\n',
    );
  });

  test("what production's settings ask for is printed too, though they were not run", async () => {
    const own = (name: string) => `import os\nSECRET_KEY = os.environ["${name}"]${REST}`;
    const cwd = folderWith({
      ...withSettings(''),
      'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "conf.settings.local")\n',
      'conf/__init__.py': '',
      'conf/settings/__init__.py': '',
      'conf/settings/local.py': own('APP_KEY'),
      'conf/settings/production.py': own('PROD_KEY'),
    });
    const first = await verify(cwd);
    const told = 'conf.settings.local, conf.settings.production ask for environment variables that are not set';
    expect(first.stderr).toContain(`note: ${told}; give them with --env APP_KEY=x --env PROD_KEY=x\n`);
    expect(first.stderr).toContain('not run: conf.settings.production (settings named for production)');
  });

  test('where a module of its own is not there, that may set what is not set', async () => {
    const code = 'try:\n    from local_things import *\nexcept ImportError:\n    pass\n';
    const cwd = folderWith(withSettings(code));
    const first = await verify(cwd);
    expect(first.stderr).toContain('note: site_settings.py:2 looks for the module local_things, which is not there: ');
    expect(first.stderr).not.toContain('--python');
    writeFileSync(join(cwd, 'local_things.py'), 'SECRET_KEY = "x"\n');
    expect(await verify(cwd)).toMatchObject({ code: 0 });
  });

  test('a file of variables is found in a folder of the project', async () => {
    const code = 'import os\nSECRET_KEY = os.environ["APP_KEY"]\nOTHER = os.environ["OTHER"]';
    const files = { '.env': 'OTHER=1\n', 'dev/.env.local': 'APP_KEY=1\nOTHER=1\n' };
    const path = join('dev', '.env.local');
    const first = await verify(folderWith({ ...withSettings(code), ...files }));
    expect(first.stderr).toContain(
      `APP_KEY (${path}:1), OTHER (${path}:2), all of them; --env-file ${path} takes its values\n` +
        'note: named in files: OTHER (.env:1); --env-file .env takes its values\n',
    );
  });

  test('files are read for its name alone, and for its value where one is given', async () => {
    const cwd = folderWith({
      ...withSettings('import os\nSECRET_KEY = os.environ["APP_KEY"]\nassert SECRET_KEY in ("from=file", "given")'),
      '.env': 'OTHER=1\nexport APP_KEY="from=file" # why\n',
      'compose.yaml': 'services:\n  web:\n    environment:\n      - APP_KEY=secret\n',
      '.github/workflows/ci.yml': 'env:\n  APP_KEY: secret\n',
    });
    const first = await verify(cwd);
    expect(first.stderr).toContain(
      'note: named in files: APP_KEY (.env:2), all of them; --env-file .env takes its values\n',
    );
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
