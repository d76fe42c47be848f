import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentedBy } from '../../src/rewrite/documented-settings.ts';
import { titleOf } from '../../src/verify/environment.ts';
import { bootEach, prove } from '../../src/verify/proof.ts';
import { troublesIn } from '../../src/verify/troubles.ts';
import type { Pair, Proof } from '../../src/verify/types.ts';
import { cleanEnvironment } from '../../test/world.ts';
import { rules } from '../../transforms/index.ts';
import type { Subject } from './subjects.ts';
import type { Worlds } from './worlds.ts';

const MUTANTS = fileURLToPath(new URL('./mutants.py', import.meta.url));
const { atFirstUse } = documentedBy(rules);

/** A fixed source with one thing broken. */
export interface Mutant {
  readonly file: string;
  readonly operator: string;
  /** In the fixed source. */
  readonly line: number;
  /** What of several things the operator did; may be empty. */
  readonly what: string;
  readonly text: string;
}

/** What became of a mutant: what killed it, or null where it survived. */
export interface Judged extends Mutant {
  readonly subject: string;
  /** The line of the fixed source. */
  readonly code: string;
  readonly killedBy: 'a step' | 'values with the packages' | 'values without them' | 'a broken package' | null;
  /** Whether the proof says that no step runs what is broken. */
  readonly isNamed: boolean;
}

/** The mutants of what a fix changed, at most `most` for each operator in a file. */
export function mutantsOf({ root, before, packages }: Subject, most: number): readonly Mutant[] {
  return [...before.keys()].flatMap((file) => {
    const input = readFileSync(join(root, file));
    const made = spawnSync('python3', [MUTANTS, ...packages], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (made.status !== 0) throw new Error(`${file}: ${made.stderr}`);
    const found = (JSON.parse(made.stdout) as Omit<Mutant, 'file'>[]).map((mutant) => ({ ...mutant, file }));
    const operators = [...new Set(found.map(({ operator }) => operator))];
    return operators.flatMap((operator) =>
      spread(
        found.filter((mutant) => mutant.operator === operator),
        most,
      ),
    );
  });
}

/** Some of a list, evenly from its beginning to its end. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, at) => list[Math.floor((at * list.length) / most)] as T);
}

/**
 * Has `djguard verify` judge the mutants of a subject, one after the other.
 * @throws where the proof does not hold of the fix itself.
 */
export async function judgeAll(
  subject: Subject,
  mutants: readonly Mutant[],
  python: string,
  worlds: Worlds,
): Promise<readonly Judged[]> {
  const provers = await Promise.all(subject.starts.map((start) => proverOf(subject, start, python, worlds)));
  for (const prover of provers) {
    const proof = await prover();
    const isWhole = troublesIn(proof).length === 0;
    if (proof.outcome !== 'holds' || !isWhole) {
      throw new Error(`${subject.name}: no proof of the fix itself: ${whyNot(proof)}`);
    }
  }
  const judged: Judged[] = [];
  for (const mutant of mutants) {
    const path = join(subject.root, mutant.file);
    const fixed = readFileSync(path, 'utf8');
    writeFileSync(path, mutant.text);
    let killedBy: Judged['killedBy'] = null;
    let isNamed = true;
    for (const prover of provers) {
      if (killedBy !== null) break;
      const proof = await prover();
      killedBy = killerIn(proof);
      isNamed &&= killedBy === null && namesLine(proof, mutant);
    }
    writeFileSync(path, fixed);
    const code = fixed.split('\n')[mutant.line - 1]?.trim() ?? '';
    judged.push({ ...mutant, subject: subject.name, code, killedBy, isNamed });
  }
  return judged;
}

/** Proves a subject in one of its environments, as often as it is called. */
async function proverOf(subject: Subject, start: Subject['starts'][number], python: string, worlds: Worlds) {
  const { root, packages, before: overlay } = subject;
  const environment = { settings: start.settings, configuration: start.configuration ?? null, source: 'subjects.ts' };
  const env = cleanEnvironment({ PYTHONPATH: subject.path.join(delimiter), ...start.env });
  const asked = {
    python,
    root,
    packages,
    atFirstUse,
    environments: [environment],
    env,
    timeout: 30,
    start: worlds.start,
  };
  const started = (request: Parameters<Worlds['start']>[0]) => worlds.start({ ...request, overlay });
  const boots: readonly Pair[] = await bootEach({ ...asked, before: null, start: started });
  return () => prove({ ...asked, before: { boots, overlay } });
}

/** Whether a proof says that what is broken, or a line beside it, runs in no step. */
function namesLine({ unreached }: Proof, { file, line }: Mutant): boolean {
  return unreached.some((span) => span.file === file && span.first <= line + 1 && line - 1 <= span.last);
}

function killerIn({ outcome, rows }: Proof): Judged['killedBy'] {
  if (outcome !== 'fails') return null;
  const differences = rows.flatMap(({ compared }) => compared.differences);
  if (differences.some(({ world }) => world === 'broken')) return 'a broken package';
  if (differences.some(({ world }) => world === 'present')) return 'values with the packages';
  return differences.length > 0 ? 'values without them' : 'a step';
}

function whyNot(proof: Proof): string {
  const failures = troublesIn(proof).map(({ step, failure }) => `${step}: ${failure?.chain.at(-1)?.message}`);
  const differences = proof.rows.flatMap(({ compared }) => compared.differences);
  const told = differences.map(({ subject, message, world }) => `${subject}, ${world}: ${message}`);
  return [...proof.rows.map(({ environment }) => titleOf(environment)), ...failures, ...told].join('; ');
}
