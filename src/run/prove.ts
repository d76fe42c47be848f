import { relative } from 'node:path';
import { whileLocked } from '../undo/lock.ts';
import { UsageError } from '../util/errors.ts';
import { type Findings, judge, requestOf } from '../verify/judge.ts';
import { bootEach } from '../verify/proof.ts';
import type { Question } from '../verify/question.ts';
import type { Verdict } from '../verify/verdict.ts';
import { type Application, putBack, showPlans, writePlans } from './apply.ts';
import { beforeOf } from './before.ts';
import type { ProofOptions } from './proof-options.ts';
import { ask, findingsFor, folderToLook, locate, type Say, untilInterrupted } from './proof-request.ts';
import { referringSettings } from './referring-settings.ts';
import type { Result } from './result.ts';
import { resultOf } from './result-of.ts';
import { type Options, settle } from './settings.ts';
import { look, type Survey } from './survey.ts';

/**
 * Proves that the project boots as it is, with and without the packages, and compares it with what it was.
 * @throws UsageError where it can't be run at all.
 */
export async function verify(
  options: Options,
  asked: ProofOptions,
  say: Say,
): Promise<{ readonly verdict: Verdict; readonly notes: readonly string[] }> {
  const project = await locate(options, asked);
  const folder = folderToLook(options, asked, project);
  const survey = await look({ ...options, paths: [folder] });
  options.delay?.();
  const question = withReferring(survey, await ask(project, survey, asked, options, say));
  const { before, note } = await beforeOf(question.project, asked, options);
  const verdict = await untilInterrupted(options, () =>
    judge({ ...question, before }, findingsFor(options, question.project, folder)),
  );
  // A program is compared with itself alone, and may well be none of Django's.
  if (asked.entries.length > 0) return { verdict, notes: question.remarks };
  const unguarded = survey.plans.flatMap(({ report }) => report.findings).length;
  const unreached = verdict.outcome === 'holds' && unguarded > 0 ? [unreachedNote(unguarded)] : [];
  const notes = [...question.remarks, ...survey.notes, ...(note === null ? [] : [note]), ...unreached];
  return { verdict, notes };
}

function unreachedNote(unguarded: number): string {
  const uses = unguarded === 1 ? '1 unguarded use' : `${unguarded} unguarded uses`;
  return `with these settings the project never comes to ${uses}, which djguard --check lists`;
}

/**
 * A run with a proof: `check` proves the project as it is; `fix` writes, proves what is then there, and puts the files
 * back unless the proof holds.
 * @throws UsageError where the project can't be run at all; nothing was touched then.
 */
export async function runProved(options: Options, asked: ProofOptions, say: Say): Promise<Result> {
  if (options.mode !== 'fix') return runProvedAlone(options, asked, say);
  const { folder } = await settle(options);
  return whileLocked(folder, () => runProvedAlone(options, asked, say));
}

async function runProvedAlone(options: Options, asked: ProofOptions, say: Say): Promise<Result> {
  const survey = await look(options);
  const project = await locate(options, asked);
  options.delay?.();
  const question = withReferring(survey, await ask(project, survey, asked, options, say));
  const findings = findingsFor(options, project, folderToLook(options, asked, project));
  if (options.mode === 'fix') return fixProved(options, survey, question, findings);
  const before = asked.before === null ? null : (await beforeOf(question.project, asked, options)).before;
  const verdict = await untilInterrupted(options, () => judge({ ...question, before }, findings));
  return withRemarks({ ...resultOf(survey, showPlans(survey.plans), options), verdict }, question);
}

async function fixProved(options: Options, survey: Survey, question: Question, findings: Findings): Promise<Result> {
  const { plans, settings } = survey;
  const changing = plans.some(({ before, after }) => !before.equals(after));
  // Before anything is written: what a project reads by ways of its own is then compared as well.
  const boots = changing ? await untilInterrupted(options, () => bootEach(requestOf(question))) : null;
  const application = await writePlans(plans, settings.cwd, options.signal);
  let verdict: Verdict;
  try {
    options.signal?.throwIfAborted();
    verdict = await judge(
      { ...question, before: boots && { boots, overlay: sourcesBefore(survey, question) } },
      findings,
    );
  } catch (error) {
    sayWhatIsLeft(await putBack(application), options);
    throw error;
  }
  const kept = verdict.outcome === 'fails' ? await putBack(application) : application;
  return withRemarks({ ...resultOf(survey, kept, options), verdict }, question);
}

function withRemarks(result: Result, { remarks }: Question): Result {
  return { ...result, notes: [...result.notes, ...remarks] };
}

function withReferring(survey: Survey, question: Question): Question {
  return { ...question, notRun: [...question.notRun, ...referringSettings(survey, question)] };
}

/** What a fix replaces, by path relative to the project. */
function sourcesBefore({ plans }: Survey, { project }: Question): ReadonlyMap<string, Buffer> {
  return new Map(plans.map(({ source, before }) => [relative(project.root, source.absolute), before]));
}

/** An interruption is told as such once everything is as it was; another error goes its own way. */
function sayWhatIsLeft({ applied }: Application, { signal }: Options): void {
  const stuck = applied.filter(({ report }) => report.written).map(({ plan }) => plan.source.shown);
  if (stuck.length > 0) {
    throw new UsageError(`no proof, and these files could not be put back: ${stuck.join(', ')}; try djguard undo`);
  }
  if (signal?.aborted) throw new UsageError('interrupted: the files are as they were');
}
