import { expect } from 'vitest';
import { djguard, folderWith, type Ran } from './command.ts';
import { cleanEnvironment } from './world.ts';

export const env = cleanEnvironment() as Record<string, string>;

export const REST = '\nROOT_URLCONF = "site_urls"\nSTATIC_URL = "/s/"\n';
const PROJECT = {
  'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
  'site_urls.py': 'try:\n    import debug_toolbar\nexcept ImportError:\n    debug_toolbar = None\n\nurlpatterns = []\n',
};

/** A project whose settings begin with some code. */
export const withSettings = (code: string) => ({ ...PROJECT, 'site_settings.py': `${code}${REST}` });

/** Proves a project in a folder. */
export type Verify = (cwd: string, ...args: string[]) => Promise<Ran>;

/** `djguard verify` with one interpreter, in an environment that holds no variable of the test's own. */
export function verifyWith(python: string | null): Verify {
  return (cwd, ...args) => djguard(['verify', '--python', python ?? '', ...args], { cwd, env });
}

/** What settings ask for is named, and the flags that are printed are enough. */
export async function expectNamed(verify: Verify, code: string, flags: string): Promise<void> {
  const cwd = folderWith(withSettings(code));
  const first = await verify(cwd);
  expect(first.code).toBe(1);
  const told = /^note: site_settings asks for environment variables that are not set; give them with (.+)$/m;
  const printed = told.exec(first.stderr)?.[1] ?? '';
  expect(printed.split(' ').sort()).toEqual(flags.split(' ').sort());
  const second = await verify(cwd, ...printed.split(' '));
  expect(second, second.stdout).toMatchObject({ code: 0, stderr: expect.stringContaining('The proof holds: ') });
}

/** A variable behind an empty SECRET_KEY is named as one that is missing. */
export async function expectEmptyNamed(verify: Verify, code: string, variable: string): Promise<void> {
  const cwd = folderWith(withSettings(code));
  const first = await verify(cwd);
  expect(first.stderr).toContain(
    `asks for environment variables that are not set; give them with --env ${variable}=x\n`,
  );
  expect(await verify(cwd, '--env', `${variable}=x`)).toMatchObject({ code: 0 });
}
