import { UsageError } from '../../util/errors.ts';
import type { InitCommand } from '../command.ts';
import type { Parsed } from './parsed.ts';
import { refuseOthers } from './proof-arguments.ts';
import { viewOf } from './run-arguments.ts';

/** The flags that go with `djguard init`. */
export const INIT_FLAGS: ReadonlySet<string> = new Set(['diff', 'fix', 'write', 'color', 'output-file']);

/** The folder that `djguard init` is to set up. @throws UsageError where a flag does not go with it. */
export function initCommand(parsed: Parsed, words: readonly string[]): InitCommand {
  refuseOthers('init', parsed, INIT_FLAGS);
  const [folder = '.', ...more] = words;
  if (more.length > 0) throw new UsageError('init takes one folder');
  if (parsed.diff && parsed.fix) throw new UsageError('--fix and --diff exclude each other');
  return { name: 'init', folder, fix: Boolean(parsed.fix), view: viewOf(parsed, ['text']) };
}
