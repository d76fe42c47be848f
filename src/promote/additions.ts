import type { Declaring } from './declarations.ts';
import { type Added, type List, Refused } from './lists/list.ts';
import { asWrittenIn } from './syntax/convert.ts';
import { requirementFor } from './version-style.ts';

/** What comes into production's list. */
export type Addition = Added;

/**
 * What declares a distribution in a list as it is declared for development; else with the locked version, in the way of
 * the list's other entries.
 * @throws Refused where it is declared in several ways, or the list can't hold it.
 */
export function additionsTo(
  list: List,
  declaring: readonly Declaring[],
  { distribution, version }: { readonly distribution: string; readonly version: string | null },
): readonly Addition[] {
  const ways = declaring
    .filter(({ entries }) => entries.length > 0)
    .map(({ list: from, entries }) => entries.map((entry) => asWrittenIn(from, entry, list)));
  const written = (way: readonly Addition[]) => way.map((each) => each.written).join('\n');
  const saying = ways.filter((way) => !isBare(written(way)));
  const different = [...new Map((saying.length > 0 ? saying : ways).map((way) => [alike(written(way)), way])).values()];
  if (different.length > 1) {
    const all = different.map((way) => `\`${written(way)}\``).join(' and ');
    throw new Refused(`it is declared in different ways, ${all}: make them the same first`);
  }
  const additions = different[0] ?? [{ ...requirementFor(list, distribution, version), above: [], behind: '' }];
  refuseHashless(list, additions);
  return additions;
}

/** What is the same in requirements that ask for the same. */
function alike(written: string): string {
  return written
    .toLowerCase()
    .replace(/[-_.]+/g, '-')
    .replace(/\s+/g, '');
}

/** Whether a requirement asks for nothing but a name. */
function isBare(written: string): boolean {
  return /^[\w.-]+$/.test(written) || /^["']?[\w.-]+["']?\s*=\s*["']\*["']$/.test(written);
}

/** With one hash in a file pip wants one for each requirement. https://pip.pypa.io/en/stable/topics/secure-installs/ */
function refuseHashless({ entries }: List, additions: readonly Addition[]): void {
  const has = ({ written }: Pick<Added, 'written'>) => /\s--hash[=\s]/.test(written);
  if (entries.some(has) && !additions.every(has)) {
    throw new Refused(
      'all that it lists has hashes, and none is known of this one: let the tool that writes the file add it',
    );
  }
}
