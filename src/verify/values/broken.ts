import type { BootRequest } from '../boot.ts';
import { titleOfStep } from '../trouble-lines.ts';
import { type Boot, type Difference, type DjangoStep, STEPS, type StepName } from '../types.ts';

type Broken = NonNullable<BootRequest['broken']>;

/** Starts the project with a package that raises as it is imported, as it is or as it was before the fix. */
type StartBroken = (broken: Broken, steps: readonly StepName[], version: 'now' | 'before') => Promise<Boot>;

/**
 * Where a fix hides that a package is broken. A guard is for a package that is not there; one that is there and raises
 * something else than ImportError has to stop the project as it did before.
 * Each package is broken for everybody, and then for each file that the fix changed by itself: what the first one tells,
 * the next one may hide.
 * @param files what the fix changed, with the text that is there now.
 */
export async function hiddenErrors(
  packages: readonly string[],
  files: ReadonlyMap<string, string>,
  start: StartBroken,
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const root of packages) {
    const naming = [...files].filter(([, text]) => new RegExp(`\\b${root}\\b`).test(text)).map(([file]) => file);
    if (naming.length === 0) continue;
    const each = await Promise.all([null, ...naming].map((file) => hiddenError({ package: root, file }, start)));
    found.push(...each.flatMap((difference) => difference ?? []));
  }
  return found.filter(({ where, subject }, at) => at === firstWith(found, subject, where));
}

async function hiddenError(broken: Broken, start: StartBroken): Promise<Difference | null> {
  const now = await start(broken, STEPS, 'now');
  const where = now.resolved.get('broken import') as readonly [string, number] | null | undefined;
  // Nothing asks for it any more.
  if (where === undefined) return null;
  const told = failedStep(now);
  const earlier = STEPS.slice(0, told === null ? STEPS.length : STEPS.indexOf(told));
  if (earlier.length === 0) return null;
  const failed = failedStep(await start(broken, earlier, 'before'));
  if (failed === null) return null;
  const instead = told === null ? 'now nothing tells of it' : `now it is ${titleOfStep(told)}`;
  return {
    subject: broken.package,
    message: `raises as it is imported: before the fix that failed ${titleOfStep(failed)}, ${instead}`,
    world: 'broken',
    where: where && { file: where[0], line: where[1] },
  };
}

/** The first step that failed for the broken package. */
function failedStep({ steps }: Boot): DjangoStep | null {
  const failed = STEPS.find((name) => {
    const step = steps.get(name);
    return step?.outcome === 'failed' && step.failure.chain.some(({ type }) => type === 'Broken');
  });
  return failed ?? null;
}

function firstWith(found: readonly Difference[], subject: string, where: Difference['where']): number {
  return found.findIndex(
    (other) => other.subject === subject && other.where?.file === where?.file && other.where?.line === where?.line,
  );
}
