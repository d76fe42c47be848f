// What npm runs after `npm ci`, and to install from git: a build.
import { execSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

if (!existsSync(join(top, 'node_modules/rolldown'))) installTools();
await import('./build.mjs');
await import('./build-types.mjs');
unlinkClone();

/**
 * `npm install --global git+...` passes `--global` on to the npm that should install what the build needs, which then
 * does not. https://github.com/npm/cli/issues/8440
 */
function installTools() {
  const passedOn = /^npm_config_(global|location|prefix|local_prefix|omit|include|production|dry_run)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !passedOn.test(name)));
  const command = 'npm ci --ignore-scripts --include=dev --no-audit --no-fund';
  execSync(command, { cwd: top, env: { ...env, NODE_ENV: 'development' }, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** That npm also links its clone into the global folder, where the package is about to be unpacked: into the clone. */
function unlinkClone() {
  const { npm_config_global: isGlobal, npm_config_prefix: prefix } = process.env;
  if (!isGlobal || !prefix || !/[\\/]_cacache[\\/]tmp[\\/][^\\/]+[\\/]$/.test(top)) return;
  const folder = join(prefix, process.platform === 'win32' ? '' : 'lib', 'node_modules', 'djguard');
  const isLink = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink();
  if (!isLink || realpathSync(folder) !== realpathSync(top)) return;
  rmSync(folder);
  mkdirSync(folder);
}
