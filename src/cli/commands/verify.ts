import { coloursFor } from '../../report/colours.ts';
import type { Output } from '../../report/render.ts';
import { verdictLines, verdictNotes } from '../../report/verdict.ts';
import { verdictObject } from '../../report/verdict-json.ts';
import type { Say } from '../../run/proof-request.ts';
import { verify } from '../../run/prove.ts';
import { asJson, asLines } from '../../util/shown.ts';
import { type Environment, titleOf } from '../../verify/environment.ts';
import type { Verdict } from '../../verify/verdict.ts';
import type { VerifyCommand } from '../command.ts';
import type { Interrupts } from '../interrupts.ts';

/** Raised when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/** Proves what a command line asks for, and puts the verdict into words and an exit code. */
export async function performVerify(
  { options, proof, view }: VerifyCommand,
  colour: { readonly report: boolean },
  say: Say,
  { signal, delay }: Interrupts,
): Promise<Output & { readonly exitCode: number }> {
  const { verdict, notes } = await verify({ ...options, signal, delay }, proof, say);
  const exitCode = exitCodeFor(verdict);
  const facts = view.verbose ? factLines(verdict) : [];
  const lines = [...facts, ...notes.map((note) => `note: ${note}`), ...verdictNotes(verdict)];
  const report =
    view.format === 'json'
      ? asJson({ version: VERSION, ...verdictObject(verdict), notes, exitCode }, 2)
      : asLines(verdictLines(verdict, coloursFor(colour.report)));
  return {
    report,
    code: null,
    notes: asLines(view.quiet ? [] : lines),
    exitCode,
  };
}

/** Somebody who asks for a proof wants to know where there is none. */
function exitCodeFor({ outcome }: Verdict): 0 | 1 {
  return outcome === 'nothing to prove' || outcome === 'holds' ? 0 : 1;
}

function factLines({ root, interpreter, proof }: Verdict): readonly string[] {
  const versions = `Python ${interpreter.python}${interpreter.django === null ? '' : `, Django ${interpreter.django}`}`;
  return [
    `project: ${root}`,
    `python: ${proof.python} (${versions})`,
    `packages: ${proof.packages.join(', ')}`,
    ...proof.rows.map(({ environment }) => `${kindOf(environment)}: ${titleOf(environment)} (${environment.source})`),
  ];
}

function kindOf({ entry }: Environment): string {
  return entry === undefined ? 'settings' : entry.kind;
}
