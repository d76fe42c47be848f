import { titleOf } from '../verify/environment.ts';
import type { Proof, Row } from '../verify/types.ts';
import type { Verdict } from '../verify/verdict.ts';
import { count, listed } from './text.ts';

/** Where the package comes from that could not be imported. */
export function declarerLines(missing: string | null, { declarers }: Verdict): readonly string[] {
  const declarer = declarers.find(({ root }) => root === missing?.split('.')[0]);
  if (declarer === undefined) return [];
  const { distribution, through, place } = declarer;
  const at = place === null ? '' : `${place.path}:${place.line} `;
  const how =
    through === null ? `${at}declares ${distribution}` : `only ${through} brings ${distribution}, which ${at}declares`;
  return [`${how} for development: declare ${distribution} for production, or do without it there`];
}

/** What of a program was not imported, and what was cut off. */
export function programLines({ environment, present, absent }: Row): string[] {
  const left = present.resolved.get('left out') as readonly string[] | undefined;
  const running = absent.resolved.get('still running');
  return [
    ...(left?.length
      ? [`note: not imported, as they are tests, migrations or scripts by their names: ${listed(left)}`]
      : []),
    ...(running === undefined
      ? []
      : [
          `note: ${titleOf(environment)} was really run, and ended while it was still running; --timeout gives it more time`,
        ]),
  ];
}

/** Which programs start, in words. */
export function startsIn(rows: Proof['rows']): string {
  const proven = rows.filter(({ outcome }) => outcome === 'holds').map(({ environment }) => titleOf(environment));
  return `${proven.join(', ')} ${proven.length === 1 ? 'starts' : 'start'}`;
}

/** A program goes without all that development has: that may be many. */
export function packagesIn({ proof, declarers, isProgram }: Verdict): string {
  if (!isProgram || declarers.length === 0) return proof.packages.join(', ');
  const names = (isOwn: boolean) => [
    ...new Set(declarers.filter(({ through }) => (through === null) === isOwn).map((each) => each.distribution)),
  ];
  const brought = names(false).length;
  return `${names(true).join(', ')}${brought === 0 ? '' : ` and what only these bring (${count(brought, 'package')})`}`;
}
