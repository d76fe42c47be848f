import type { Catalogue } from '../packages/catalogue/catalogue.ts';
import type { Problem } from '../util/errors.ts';
import { whatIsAsked } from './asked.ts';
import type { Desk } from './desk.ts';
import { Refused } from './lists/list.ts';
import { type LockCommand, lockCommands } from './locks.ts';
import { type Promotion, placedAnew, promote } from './promote.ts';
import type { Chosen } from './target.ts';

/** What came of the packages that somebody named. */
export interface Promoted {
  readonly promotions: readonly Promotion[];
  /** Why there is nothing to do for some. */
  readonly nothing: readonly string[];
  /** Why others are refused. */
  readonly problems: readonly Problem[];
  /** What brings the lock files up to date. */
  readonly commands: readonly LockCommand[];
}

/** What `promoteAll` may be told. */
export interface PromoteOptions {
  readonly catalogue: Catalogue;
  /** Where to declare them; null where the project says it. */
  readonly chosen: Chosen | null;
  /** Makes a path of the project one that the user knows. */
  readonly shown: (file: string) => string;
}

/**
 * Declares packages for production, one after the other, in the texts of the desk; nothing is written.
 * @param names distributions or import roots, which something knows.
 */
export async function promoteAll(desk: Desk, names: readonly string[], options: PromoteOptions): Promise<Promoted> {
  const { catalogue, chosen, shown } = options;
  const promotions: Promotion[] = [];
  const nothing: string[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    try {
      const asked = await whatIsAsked(name, desk.project, catalogue, shown);
      if ('nothing' in asked) nothing.push(asked.nothing);
      else {
        const done = promote(desk, asked.distribution, chosen, asked.version);
        promotions.push({ ...done, remarks: [...asked.remarks, ...done.remarks] });
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push({ path: name, line: null, column: null, message: error.message });
    }
  }
  const changed = desk.texts.changed().map(({ file }) => file);
  return {
    promotions: promotions.map((each) => placedAnew(desk, each)),
    nothing,
    problems,
    commands: lockCommands(desk, changed),
  };
}
