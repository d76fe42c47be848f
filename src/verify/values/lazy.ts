import { titleOfStep } from '../trouble-lines.ts';
import { type Difference, type Pair, STEPS } from '../types.ts';

/**
 * What fails for want of a package only where every import waits for its first use, and so may fall out of its guard.
 * What the project can't do there with the packages either says nothing.
 * The project as it is, with all imports lazy, is what it takes.
 * @see https://peps.python.org/pep-0810/
 */
export function fallenOut({ present, absent }: Pair): readonly Difference[] {
  return STEPS.flatMap((name) => {
    const failed = absent.steps.get(name);
    if (present.steps.get(name)?.outcome !== 'passed' || failed?.outcome !== 'failed') return [];
    const { where, chain } = failed.failure;
    const [last] = chain;
    return [
      {
        subject: titleOfStep(name),
        message: `fails without the packages where imports are lazy: ${last?.type}: ${last?.message}`,
        world: 'lazy' as const,
        where: where && { file: where.file, line: where.line },
      },
    ];
  });
}
