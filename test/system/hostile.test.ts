import { afterAll, describe, test } from 'vitest';
import { HOSTILE } from '../hostile/cases.ts';
import { type Cost, tryHostile } from '../hostile/run.ts';

const costs: Cost[] = [];

describe.skipIf(process.platform === 'win32')('hostile input', () => {
  test.each(HOSTILE)('$name', async (hostile) => {
    costs.push(await tryHostile(hostile));
  });

  afterAll(() => {
    const worst = (key: 'ms' | 'megabytes') =>
      [...costs]
        .sort((one, other) => other[key] - one[key])
        .slice(0, 10)
        .map((cost) => `  ${cost[key]} ${key}: ${cost.name}`);
    console.info(
      [`${costs.length} cases; the slowest:`, ...worst('ms'), 'the largest:', ...worst('megabytes')].join('\n'),
    );
  });
});
