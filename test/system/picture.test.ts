import { expect, test } from 'vitest';
import { terminal } from '../../scripts/terminal.ts';
import { program } from '../command.ts';

test("the README's picture is what the commands print", { timeout: 600_000 }, async () => {
  const ran = await program('npx', ['tsx', 'scripts/picture.ts', '--check'], { cwd: '.' });
  expect(ran, ran.stderr).toMatchObject({ code: 0, stderr: '' });
});

test('a picture shows colours, what XML would read otherwise, and long lines broken between words', () => {
  const lines = ['a \x1b[1mb\x1b[22m \x1b[31m<&>\x1b[39m c', `${'word '.repeat(20)}end`];
  const svg = terminal([{ prompt: 'x', command: 'y', lines }]);
  expect(svg).toContain(
    '<tspan>a </tspan><tspan class="bold">b</tspan><tspan> </tspan><tspan class="red">&lt;&amp;&gt;</tspan>',
  );
  expect(svg.match(/(?:word ?)+(?:end)?/g)).toEqual(['word '.repeat(17).trim(), `${'word '.repeat(3)}end`]);
});
