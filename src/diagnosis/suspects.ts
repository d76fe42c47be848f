import type { Frame } from '../log/types.ts';
import type { CausePlace } from '../run/log-cause.ts';
import { oneLine } from '../util/shown.ts';
import type { Found } from './knowledge.ts';

const MOST_PLACES = 3;

/** What of Django or Python goes through a list or a value of settings, and the rule that is about it. */
const READERS: readonly (readonly [RegExp, string])[] = [
  [/\/django\/apps\/(?:config|registry)\.py$/, 'installed-apps'],
  [/\/django\/core\/handlers\/base\.py$/, 'middleware'],
  [/\/django\/urls\/conf\.py$/, 'urlpatterns'],
  [/\/logging\/config\.py$/, 'startup-values'],
  [/\/django\/template\//, 'startup-lists'],
];

/**
 * The findings that a traceback without a line of the project's may come from: those of the setting that was being read
 * last, and of these what production loads.
 * @param isToBeGuarded whether to call them unguarded.
 */
export function suspects(
  found: readonly Found[],
  frames: readonly Frame[],
  isToBeGuarded: boolean,
): readonly CausePlace[] {
  const paths = frames.map(({ path }) => path.replaceAll('\\', '/')).reverse();
  const read = paths.flatMap((path) => READERS.flatMap(([pattern, rule]) => (pattern.test(path) ? [rule] : [])))[0];
  const lists = [
    found.filter(({ finding }) => finding.rule === read),
    found.filter(({ finding }) => finding.level !== 'developers'),
    found,
  ];
  const chosen = lists.find((list) => list.length > 0) ?? [];
  const inProduction = chosen.filter(({ finding }) => finding.level === 'production');
  return (inProduction.length > 0 ? inProduction : chosen)
    .slice(0, MOST_PLACES)
    .map((at) => placeOf(at, isToBeGuarded));
}

function placeOf({ path, code, finding: { line, message } }: Found, isToBeGuarded: boolean): CausePlace {
  const said = isToBeGuarded ? message : message.replace(/^unguarded /, '');
  return { path: oneLine(path), line, text: `\`${oneLine(code)}\`, ${oneLine(said)}` };
}
