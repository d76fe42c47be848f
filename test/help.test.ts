import { describe, expect, test } from 'vitest';
import { FLAGS } from '../src/cli/arguments/flags.ts';
import { COMMANDS } from '../src/cli/command.ts';
import { COMMAND_HELP } from '../src/cli/help/commands.ts';
import { helpText, helpWidth } from '../src/cli/help/help.ts';
import { TOPICS } from '../src/cli/help/topics.ts';
import { rules } from '../transforms/index.ts';
import { djguard, folderWith } from './command.ts';

describe('the help', () => {
  test('lists every command and every flag', async () => {
    const text = await helpText(null, 100);
    expect(Object.keys(COMMAND_HELP).sort()).toEqual([...COMMANDS].sort());
    for (const command of COMMANDS) expect(text).toContain(`djguard ${command}`);
    for (const flag of Object.keys(FLAGS)) expect(text).toContain(`--${flag}`);
  });

  test.each([40, 46, 80, 100])('fits into %d columns', async (width) => {
    for (const topic of [null, ...COMMANDS, ...Object.keys(TOPICS)]) {
      // The longest flag with its sign stands in no narrower column, and a line of code is not broken.
      const lines = (await helpText(topic, width)).split('\n').filter((line) => !line.startsWith('    '));
      expect([topic, lines.filter((line) => line.length > width)]).toEqual([topic, []]);
    }
  });

  test('has the width of the terminal, in bounds', () => {
    expect([46, 200, 10].map((columns) => helpWidth(columns, {}))).toEqual([46, 100, 40]);
    expect(helpWidth(undefined, { COLUMNS: '60' })).toBe(60);
    expect(helpWidth(undefined, { COLUMNS: 'wide' })).toBe(100);
  });

  test('of a command names its flags, and not those of others', async () => {
    const cwd = folderWith({});
    const asked = await djguard(['help', 'check'], { cwd });
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain('--fail-on');
    expect(asked.stdout).not.toContain('--to ');
    expect(await djguard(['check', '--help'], { cwd })).toMatchObject({ stdout: asked.stdout });
    expect(await djguard(['help'], { cwd })).toMatchObject({ stdout: (await djguard(['-h'], { cwd })).stdout });
  });

  test('of a rule is its explanation', async () => {
    const [{ code, why }] = rules as [(typeof rules)[number]];
    expect(await helpText(code.toLowerCase(), 80)).toContain(why);
  });

  test('of something else is refused, with what was meant', async () => {
    const ran = await djguard(['help', 'lvels'], { cwd: folderWith({}) });
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Did you mean levels?') });
  });
});

test('a command that is spelt wrong is recognised, and a folder of its name is still one', async () => {
  const wrong = await djguard(['chekc'], { cwd: folderWith({ 'a.py': '' }) });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean the command djguard check?') });
  const folder = { cwd: folderWith({ 'check/a.py': 'import debug_toolbar\n' }) };
  expect(await djguard(['./check'], folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('+try:') });
});

describe('rules as JSON', () => {
  test('hold what rules and explain print', async () => {
    const cwd = folderWith({});
    const all = JSON.parse((await djguard(['rules', '--output-format', 'json'], { cwd })).stdout);
    expect(all.map(({ code }: { code: string }) => code)).toEqual(rules.map(({ code }) => code));
    const one = JSON.parse((await djguard(['explain', 'DJG002', '--output-format', 'json'], { cwd })).stdout);
    expect(one).toEqual(all.find(({ code }: { code: string }) => code === 'DJG002'));
  });
});
