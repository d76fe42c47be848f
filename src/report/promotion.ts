import type { Promotion } from '../promote/promote.ts';
import type { Promoted } from '../promote/promote-all.ts';

/**
 * Says what moves from where to where, what somebody should look at, and what is left to do.
 * @param notes of the run that wrote it.
 * @param shown makes a path of the project one that the user knows.
 * @param isWritten whether the edit was made.
 */
export function promotionLines(
  { promotions, nothing, commands }: Promoted,
  notes: readonly string[],
  shown: (file: string) => string,
  isWritten: boolean,
): readonly string[] {
  const where = (folder: string | null) => (folder === null || shown(folder) === '.' ? '' : ` in ${shown(folder)}`);
  const run = commands.map(({ command, folder }) => `\`${command}\`${where(folder)}`).join(', then ');
  const todo = isWritten ? '' : 'djguard promote --fix writes it';
  const next =
    run === ''
      ? ''
      : `${isWritten ? 'Lock files' : 'lock files'} are not edited: ${isWritten ? 'run' : 'then run'} ${run}`;
  const last = [todo, next].filter((part) => part !== '').join('; ');
  return [
    ...nothing,
    ...promotions.map((promotion) => promotionText(promotion, shown, isWritten)),
    ...promotions.flatMap(({ distribution, remarks }) => remarks.map((remark) => `note: ${distribution}: ${remark}`)),
    ...notes.map((note) => `note: ${note}`),
    ...(promotions.length === 0 || last === '' ? [] : [`${last}.`]),
  ];
}

/** One edit in a line: `acme-lens: requirements-dev.txt:3 -> requirements.txt:2`. */
export function promotionText(
  { distribution, origins, target }: Promotion,
  shown: (file: string) => string,
  isWritten: boolean,
): string {
  const place = ({ file, group }: Pick<Promotion['target'], 'file' | 'group'>, line: number) =>
    `${shown(file)}:${line}${group === null ? '' : ` [${group}]`}`;
  const to = place(target, target.line);
  const moved = origins.filter(({ stays }) => !stays).map((origin) => place(origin, origin.line));
  return moved.length > 0
    ? `${distribution} ${isWritten ? 'was moved' : 'moves'} from ${moved.join(' and ')} to ${to}`
    : `${distribution} ${isWritten ? 'was' : 'is'} added to ${to}: \`${target.text}\``;
}
