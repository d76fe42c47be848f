import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The built command, as users get it. */
export const COMMAND = fileURLToPath(new URL('../dist/djguard.js', import.meta.url));

/** What a program left behind. */
export interface Ran {
  readonly code: number | null;
  /** Bytes as they came, one character for each (ISO 8859-1), so that nothing is lost. */
  readonly bytes: Buffer;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** A user to run as; needs root. */
  readonly uid?: number;
}

/** Runs the built command. */
export function djguard(args: readonly string[], circumstances: Circumstances): Promise<Ran> {
  return program(process.execPath, [COMMAND, ...args], circumstances);
}

/**
 * Runs a program to its end. The environment is the test's own, without what would colour the output or say that a CI
 * system reads it, and without certificates, which nothing here asks for and Node 20 takes as long to read as it takes to start.
 */
export function program(file: string, args: readonly string[], { cwd, input, env, uid }: Circumstances): Promise<Ran> {
  const left = /^(NO_COLOR|FORCE_COLOR|CI|GITHUB_ACTIONS|TF_BUILD|TEAMCITY_VERSION|NODE_EXTRA_CA_CERTS)$/;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...inherited, ...env },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const bytes = Buffer.concat(stdout);
      resolve({ code, bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Whether the tests run as a user whom permissions do not hold for. */
export const isRoot = process.getuid?.() === 0;

/** The user that root's tests of permissions run the command as. */
export const NOBODY = 65534;

/** Runs the command as somebody whom permissions hold for; root gets a copy of it that everybody can read. */
export function asUser(args: readonly string[], circumstances: Circumstances): Promise<Ran> {
  if (!isRoot) return djguard(args, circumstances);
  const copy = folderWith({ 'package.json': '{"type": "module"}' });
  cpSync(dirname(COMMAND), join(copy, 'dist'), { recursive: true });
  return program(process.execPath, [join(copy, 'dist/djguard.js'), ...args], { ...circumstances, uid: NOBODY });
}

/** Makes a folder with these files, which is gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'djguard-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Whether a program is there to be run. */
export function isInstalled(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** A settings file whose one use is fixable. */
export const FIXABLE = 'DEBUG = True\n\nINSTALLED_APPS = [\n    "django.contrib.admin",\n    "debug_toolbar",\n]\n';

/** A file whose uses a human must guard: a base class needs its value. */
export const FOR_A_HUMAN = `from debug_toolbar.panels import Panel


class Own(Panel):
    title = "own"
`;

/** A file with nothing to say about. */
export const CLEAN = 'DEBUG = True\n';

/** A file with one use that is fixable, and below it one that a human must decide: a single value. */
export const MIXED = `${FIXABLE}\nEMAIL_BACKEND = "debug_toolbar.mail.Backend"\n`;
