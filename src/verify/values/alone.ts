import { titleOfStep } from '../trouble-lines.ts';
import { type Boot, type Comparison, type Difference, type Pair, STEPS } from '../types.ts';
import { compare, type Starts } from './comparison.ts';

/** Starts of a project in which one package is missing and the others are there. */
export interface AloneStarts {
  now(root: string): Promise<Boot>;
  before(root: string): Promise<Boot>;
  /** Starts for a closer look, whose world `absent` lacks this package alone. */
  closer(root: string): Starts;
}

/**
 * What one package takes with it that is another one's, or nobody's: each is to be missing by itself as well.
 * @param now the project with all packages and with none.
 * @param before null where nothing is known of the project before a fix.
 */
export async function whereAlone(
  now: Pair,
  before: Pair | null,
  packages: readonly string[],
  starts: AloneStarts,
): Promise<Pick<Comparison, 'differences'>> {
  const found: Difference[] = [];
  for (const root of packages.length > 1 ? packages : []) {
    const alone = { present: now.present, absent: await starts.now(root) };
    const old = before && { present: before.present, absent: await starts.before(root) };
    const { differences } = await compare(alone, old, [root], starts.closer(root));
    const told = differences.filter(({ world }) => world === 'absent');
    found.push(...told.map((each) => ({ ...each, message: `${each.message}, where ${root} alone is missing` })));
    found.push(...failuresIn(alone.absent, now.absent, root));
  }
  return { differences: found };
}

/** The steps that fail where one package is missing, and pass where all are. */
function failuresIn({ steps }: Boot, without: Boot, root: string): readonly Difference[] {
  return STEPS.flatMap((name) => {
    const step = steps.get(name);
    if (step?.outcome !== 'failed' || without.steps.get(name)?.outcome !== 'passed') return [];
    const { where, chain } = step.failure;
    return [
      {
        subject: titleOfStep(name),
        message: `fails where ${root} alone is missing: ${chain[0]?.type}: ${chain[0]?.message}`,
        world: 'absent' as const,
        where: where && { file: where.file, line: where.line },
      },
    ];
  });
}
