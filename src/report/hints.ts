import { relative } from 'node:path';
import { isInside } from '../files/paths.ts';
import { titleOf } from '../verify/environment.ts';
import { stepResult } from '../verify/step-results.ts';
import type { Trouble } from '../verify/troubles.ts';
import { type Row, STEPS } from '../verify/types.ts';
import type { Verdict } from '../verify/verdict.ts';

/** What may help where a project does not start for reasons of its own, or a step took too long; a line each. */
export function hintLines(verdict: Verdict): readonly string[] {
  const { troubles, missing, outcome } = verdict;
  if (outcome === 'holds') return isIdle(verdict) ? [`note: ${IDLE}`] : [];
  const old = troubles.filter(({ isOld }) => isOld);
  const told = [...new Set(troubles.flatMap((trouble) => hintFor(trouble, verdict) ?? []))];
  const isUnexplained = old.some((trouble) => hintFor(trouble, verdict) === null) && missing === null;
  const general =
    'it does not start as it is installed here either: --python, --settings or environment variables may help';
  return [...told, ...(isUnexplained ? [general] : [])].map((line) => `note: ${line}`);
}

const IDLE =
  'the project started without the package before as well: with these settings it never comes to what was fixed; ' +
  'where a condition asks for an environment variable, --env turns it on';

/** Whether the fix changed nothing that was tried: no step failed before that passes now. */
function isIdle({ proof: { rows, packages } }: Verdict): boolean {
  const isCured = (row: Row) => STEPS.some((step) => stepResult(row, step, packages) === 'cured');
  return rows.every(({ before }) => before !== null) && !rows.some(isCured);
}

function hintFor({ outcome, environment, failure, isOld }: Trouble, { proof }: Verdict): string | null {
  if (outcome === 'timed out') return 'a step took too long: --timeout 300 gives each five minutes';
  if (!isOld || failure === null) return null;
  const { type, message } = failure.chain.at(-1) ?? { type: '', message: '' };
  if (type === 'ModuleNotFoundError' && failure.missing !== null) {
    return (
      `${failure.missing} is neither in the project nor installed for ${proof.python}: ` +
      "install it, name the project's own interpreter with --python, or make the file, if it is one that git does not keep"
    );
  }
  const path = /No such file or directory: '(.+)'/.exec(message)?.[1];
  if (path === undefined) return null;
  const shown = isInside(path, proof.root) ? relative(proof.root, path) : path;
  return `${titleOf(environment)} reads ${shown}, which is not there: the project's documentation may say what goes into it`;
}
