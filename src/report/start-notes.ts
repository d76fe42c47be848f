import { titleOf } from '../verify/environment.ts';
import type { Row } from '../verify/types.ts';
import { listed } from './text.ts';

/** What a project did as it was started that a proof does not undo, or compare; a line each. */
export function startNotes(rows: readonly Row[], nameOf: (file: string) => string): readonly string[] {
  const written = writtenBy(rows).map(nameOf);
  const lost = lostLogsOf(rows);
  const changed = rows.flatMap((row) => {
    const names = changedByApps(row);
    return names.length === 0 ? [] : [`${listed(names)} (${titleOf(row.environment)})`];
  });
  return [
    ...(written.length === 0
      ? []
      : [`note: the project itself writes files as it starts, which stay there: ${listed(written)}`]),
    ...(lost.length === 0
      ? []
      : [`note: log files that could not be opened here, so that nothing was logged to them: ${listed(lost)}`]),
    ...(changed.length === 0
      ? []
      : [`note: its apps change settings as they load, which are compared as they were before: ${changed.join(', ')}`]),
  ];
}

/** The log files that could not be opened here in either world; absolute. */
export function lostLogsOf(rows: readonly Row[]): readonly string[] {
  return namesIn(seenBy(rows, 'lost logs'));
}

/** The files that a project wrote in either world; relative to it where they are inside. */
export function writtenBy(rows: readonly Row[]): readonly string[] {
  return namesIn(seenBy(rows, 'written'));
}

function seenBy(rows: readonly Row[], subject: string): readonly unknown[] {
  return rows.flatMap(({ present, absent }) => [present, absent]).map(({ resolved }) => resolved.get(subject));
}

/** The settings that are others once the apps are loaded, where it is not the packages that change them. */
export function changedByApps({ absent }: Row): readonly string[] {
  return namesIn([absent.resolved.get('changed by apps')]);
}

function namesIn(lists: readonly unknown[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => (list ?? []) as readonly string[]))].sort();
}
