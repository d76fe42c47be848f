import { sourceAt } from '../files/walk/collect.ts';
import { type Application, putBack, writePlans } from './apply.ts';
import type { Plan } from './plan.ts';

/** A file that is no Python, and what is to stand in it. */
export interface TextChange {
  /** With links resolved. */
  readonly absolute: string;
  /** Null for a file that is not there yet. */
  readonly before: string | null;
  readonly after: string;
}

/** @param root the folder of the project, absolute. */
export function planOfText({ absolute, before, after }: TextChange, root: string, cwd: string): Plan {
  const source = sourceAt(absolute, root, cwd);
  const { shown: path, patchPath } = source;
  const isNew = before === null ? { isNew: true } : {};
  const texts = { before: before ?? '', after };
  return {
    source,
    before: Buffer.from(texts.before, 'utf8'),
    after: Buffer.from(after, 'utf8'),
    report: { path, patchPath, encoding: 'utf-8', ...isNew, ...texts, findings: [], remaining: [], written: false },
  };
}

/** Writes every file or none. */
export async function writeTogether(plans: readonly Plan[], cwd: string, signal?: AbortSignal): Promise<Application> {
  const application = await writePlans(plans, cwd, signal);
  const isWhole =
    application.problems.length === 0 && application.applied.every(({ problem }) => problem === undefined);
  return isWhole ? application : putBack(application);
}
