import type { Condition, Level } from '../types.ts';
import type { FileLoading } from './types.ts';

/** What decides how bad code is. */
export interface Facts {
  /** What loads its file. */
  readonly loading: Pick<FileLoading, 'kind' | 'condition' | 'developers'>;
  /** Whether the file, seen to be loaded by developers alone, is loaded by something whose use is not known, too. */
  readonly doubted: boolean;
  /** The conditions that the code stands under in its file. */
  readonly conditions: readonly Condition[];
}

/**
 * How bad it is that code is unguarded. A condition that only developers meet decides whatever loads the file; what
 * nothing is seen to load may be loaded in ways that can't be seen.
 */
export function levelOf({ loading, doubted, conditions }: Facts): Level {
  if (conditions.some(({ holds }) => holds === false)) return 'developers';
  if (loading.kind === 'unreached') return 'unknown';
  if (loading.kind === 'development' || loading.developers) return doubted ? 'unknown' : 'developers';
  return loading.condition === null && conditions.every(({ holds }) => holds === true) ? 'production' : 'condition';
}
