import { UsageError } from '../../util/errors.ts';
import type { PromoteCommand } from '../command.ts';
import { last, type Parsed } from './parsed.ts';
import { refuseOthers } from './proof-arguments.ts';
import { viewOf } from './run-arguments.ts';

/** The flags that go with `djguard promote`. */
export const PROMOTE_FLAGS: ReadonlySet<string> = new Set([
  'diff',
  'fix',
  'write',
  'to',
  'project',
  'config',
  'color',
  'output-file',
]);

/** The packages that `djguard promote` is to declare for production. @throws UsageError where a flag does not go with it. */
export function promoteCommand(parsed: Parsed, words: readonly string[]): PromoteCommand {
  refuseOthers('promote', parsed, PROMOTE_FLAGS);
  if (words.length === 0) throw new UsageError('promote takes the packages to declare for production');
  if (parsed.diff && parsed.fix) throw new UsageError('--fix and --diff exclude each other');
  return {
    name: 'promote',
    packages: [...new Set(words)],
    folder: last(parsed, 'project') ?? '.',
    to: last(parsed, 'to'),
    fix: Boolean(parsed.fix),
    config: last(parsed, 'config'),
    view: viewOf(parsed, ['text']),
  };
}
