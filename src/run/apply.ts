import { dirname } from 'node:path';
import { createFile, removeCreated } from '../files/create.ts';
import { sweep } from '../files/durable.ts';
import { replaceFile, WriteError } from '../files/write.ts';
import type { Journal } from '../undo/journal.ts';
import type { Problem } from '../util/errors.ts';
import { turn } from '../util/process.ts';
import type { Plan } from './plan.ts';
import type { FileReport } from './result.ts';

/** What became of one plan. */
export interface Applied {
  readonly plan: Plan;
  readonly report: FileReport;
  readonly problem?: Problem;
  readonly note?: string;
}

/** What became of all of them. */
export interface Application {
  readonly applied: readonly Applied[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** What `djguard undo` will read; null where nothing was written, or no record could be kept. */
  readonly journal: Journal | null;
}

/** Leaves the files alone. */
export function showPlans(plans: readonly Plan[]): Application {
  return { applied: plans.map((plan) => ({ plan, report: plan.report })), problems: [], notes: [], journal: null };
}

/** Leaves the fixed bytes to the caller. */
export function handPlans(plans: readonly Plan[]): Application {
  const applied = plans.map((plan) => ({ plan, report: { ...plan.report, written: changes(plan) } }));
  return { applied, problems: [], notes: [], journal: null };
}

/**
 * Puts the fixed bytes in the files' places, each whole or not at all, and keeps on record what was there.
 * @param signal ends it after the file that is being written.
 */
export async function writePlans(plans: readonly Plan[], cwd: string, signal?: AbortSignal): Promise<Application> {
  const changing = plans.filter(changes);
  if (changing.length === 0) return showPlans(plans);
  sweep(changing.map(({ source }) => dirname(source.absolute)));
  const { journal, notes } = await begin(changing, cwd);
  const applied: Applied[] = [];
  for (const plan of plans) {
    if (signal !== undefined) await turn();
    applied.push(signal?.aborted ? { plan, report: left(plan) } : write(plan, journal !== null));
  }
  const written = applied.filter(({ report }) => report.written).length;
  const isWhole = signal?.aborted !== true || written === changing.length;
  const problems = isWhole ? [] : [interruption(written, changing.length)];
  return { applied, problems, notes, journal: isWhole ? await finish(journal, applied) : journal };
}

/**
 * Puts back what was written, as long as nobody has changed it meanwhile. What can't be put back stays on record.
 * @returns the same plans, with what became of them.
 */
export async function putBack({ applied, notes, problems, journal }: Application): Promise<Application> {
  const back = applied.map((each) => (each.report.written ? restore(each) : each));
  return { applied: back, notes, problems, journal: await finish(journal, back) };
}

function changes({ before, after }: Plan): boolean {
  return !before.equals(after);
}

function left({ report }: Plan): FileReport {
  return { ...report, remaining: report.findings };
}

function write(plan: Plan, hasCopy: boolean): Applied {
  const { source, before, after, report } = plan;
  if (!changes(plan)) return { plan, report };
  const written = { plan, report: { ...report, written: true } };
  try {
    if (report.isNew) {
      createFile(source.absolute, after);
      return written;
    }
    const { otherNames, isInPlace } = replaceFile(source.absolute, before, after, hasCopy);
    if (isInPlace) return { ...written, note: `${source.shown}: ${IN_PLACE}` };
    if (otherNames === 0) return written;
    return { ...written, note: `${source.shown}: its other hard links (${otherNames}) keep the old text` };
  } catch (error) {
    return { plan, report: left(plan), problem: problemOf(plan, error) };
  }
}

const IN_PLACE =
  'it was written itself, as a new file could not have its owner and group; djguard undo has the old text';

function restore(applied: Applied): Applied {
  const { plan } = applied;
  try {
    if (plan.report.isNew) removeCreated(plan.source.absolute, plan.after, []);
    else replaceFile(plan.source.absolute, plan.after, plan.before, true);
    return { plan, report: left(plan) };
  } catch (error) {
    return { ...applied, problem: problemOf(plan, error) };
  }
}

function problemOf({ source }: Plan, error: unknown): Problem {
  if (!(error instanceof WriteError)) throw error;
  return { path: source.shown, line: null, column: null, message: error.message };
}

async function begin(changing: readonly Plan[], cwd: string) {
  const { record } = await import('../undo/record.ts');
  const recorded = record(
    changing.map(({ source, before, after, report }) => {
      return { path: source.absolute, before: report.isNew ? null : before, after };
    }),
    cwd,
  );
  if (recorded.journal === null) {
    return {
      journal: null,
      notes: [`djguard undo can't take this run back: no journal was written: ${recorded.reason}`],
    };
  }
  const { journal, elsewhere } = recorded;
  return { journal, notes: elsewhere === null ? [] : [`djguard undo ${elsewhere} takes this run back`] };
}

/**
 * Keeps on record what was written, beside what an earlier run had left there.
 * A journal that can't be finished says the same as one of a run that was killed: undo reads both.
 */
async function finish(journal: Journal | null, applied: readonly Applied[]): Promise<Journal | null> {
  if (journal === null) return null;
  const { finishJournal } = await import('../undo/journal.ts');
  const unwritten = new Set(applied.filter(({ report }) => !report.written).map(({ plan }) => plan.source.absolute));
  try {
    return finishJournal(
      journal,
      journal.entries.filter(({ path }) => !unwritten.has(path)),
    );
  } catch {
    return journal;
  }
}

function interruption(written: number, planned: number): Problem {
  const rest = 'run djguard --fix again for the rest, or djguard undo to take them back';
  return {
    path: null,
    line: null,
    column: null,
    message: `interrupted: ${written} of ${planned} files were written; ${rest}`,
  };
}
