import { relative } from 'node:path';
import { isInside } from '../files/paths.ts';
import { titleOf } from '../verify/environment.ts';
import { lackingIn } from '../verify/lacking.ts';
import { submoduleWith } from '../verify/project/submodules.ts';
import { stepResult } from '../verify/step-results.ts';
import { titleOfStep, whatFails } from '../verify/trouble-lines.ts';
import type { Trouble } from '../verify/troubles.ts';
import { type Row, STEPS } from '../verify/types.ts';
import type { Verdict } from '../verify/verdict.ts';

/** What may help where a project does not start for reasons of its own, or a step took too long; a line each. */
export function hintLines(verdict: Verdict): readonly string[] {
  const { troubles, outcome } = verdict;
  if (outcome === 'holds') return isIdle(verdict) ? [`note: ${IDLE}`] : [];
  const old = troubles.filter(({ isOld }) => isOld);
  const told = [...new Set(troubles.flatMap((trouble) => hintFor(trouble, verdict) ?? []))];
  const isUnexplained = old.some((each) => hintFor(each, verdict) === null && lackingIn([each]).length === 0);
  return [...told, ...(isUnexplained ? unexplained(verdict) : [])].map((line) => `note: ${line}`);
}

/** What a project goes on to fail for with the variables that it is to be given; a line each. */
export function furtherLines(verdict: Verdict): readonly string[] {
  const afterwards = verdict.missing?.afterwards ?? [];
  const reasons = [...new Set(afterwards.map((trouble) => reasonOf(trouble)))];
  const lines = reasons.flatMap((reason) => {
    const alike = afterwards.filter((trouble) => reasonOf(trouble) === reason);
    const titles = alike.map(({ environment }) => titleOf(environment)).join(', ');
    const hint = alike.map((trouble) => hintFor(trouble, verdict)).find((each) => each !== null);
    const line = `with these values ${titles} then ${alike.length === 1 ? 'fails' : 'fail'} at ${reason}`;
    return hint === undefined ? [`${line}; where the error is about a value, give it another`] : [line, hint];
  });
  return lines.map((line) => `note: ${line}`);
}

function reasonOf(trouble: Trouble): string {
  return `${titleOfStep(trouble.step)}: ${whatFails(trouble)}`;
}

/** Where nothing else is known: the modules that the project looked for in vain, which may set what is not set. */
function unexplained({ proof: { rows }, nameOf }: Verdict): string[] {
  const seen = rows.filter(({ outcome }) => outcome === 'unproven').map(({ present }) => present.resolved);
  const absent = seen.flatMap((resolved) => (resolved.get('not there') ?? []) as readonly NotThere[]);
  const lines = absent.map(
    ([module, file, line]) =>
      `${nameOf(file)}:${line} looks for the module ${module}, which is not there: make it, if it is one that git does ` +
      "not keep; the project's documentation may say what goes into it",
  );
  return lines.length > 0 ? [...new Set(lines)] : [GENERAL];
}

type NotThere = readonly [module: string, file: string, line: number];

const GENERAL =
  'what stops it here has nothing to do with the packages, and the error is all that is known of it: mend what it ' +
  'names, or prove with other settings (--settings), another interpreter (--python) or environment variables (--env)';

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
    const submodule = submoduleWith(failure.missing, proof.root);
    if (submodule !== null) {
      return `${failure.missing} is in the git submodule ${submodule}, which is not checked out: git submodule update --init`;
    }
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
