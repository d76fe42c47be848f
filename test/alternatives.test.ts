import { describe, expect, test } from 'vitest';
import { CATALOGUE, packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { rewrite } from './rewrite.ts';
import { pythonWorlds, runProgram } from './world.ts';

const worlds = await pythonWorlds();
const SCRIPT = `
import sys
from django.conf import settings
from django.utils.module_loading import import_string
settings.configure()
for name in sys.argv[1:]:
    import_string(name)
print(len(sys.argv[1:]))
`;

const alternatives = CATALOGUE.rows.flatMap((row) => Object.values(row.alternatives ?? {}));

describe.skipIf(worlds === null)('what stands in for a class', () => {
  test('can be imported where only Django is', async () => {
    const ran = await runProgram(worlds?.absent ?? '', ['-c', SCRIPT, ...alternatives]);
    expect(ran).toEqual({ code: 0, stdout: `${alternatives.length}\n`, stderr: '' });
    expect(alternatives.length).toBeGreaterThan(3);
  });

  test('of a log handler is what logging makes of the rewritten setting', async () => {
    const handler =
      "{'class': 'rich.logging.RichHandler', 'level': 'INFO', 'rich_tracebacks': True, 'show_path': False}";
    const before = `LOGGING = {'version': 1, 'handlers': {'a': ${handler}}, 'root': {'handlers': ['a']}}\n`;
    const outcome = rewrite(await loadParser(), 'settings.py', before, [packageNamed('rich')]);
    if (outcome.status !== 'found') throw new Error(`the code is ${outcome.status}`);
    const ask = 'import logging.config\nlogging.config.dictConfig(LOGGING)\nprint(logging.getLogger().handlers)\n';
    const ran = await runProgram(worlds?.absent ?? '', ['-c', outcome.after + ask]);
    expect(ran).toEqual({ code: 0, stdout: '[<StreamHandler <stderr> (INFO)>]\n', stderr: '' });
    expect((await runProgram(worlds?.absent ?? '', ['-c', before + ask])).stderr).toContain('ValueError');
  });

  test('of a log handler takes no arguments', async () => {
    const named = CATALOGUE.rows.flatMap((row) => row.alternatives?.['handlers.class'] ?? []);
    const script = `${SCRIPT}print(all(import_string(name)() for name in sys.argv[1:]))`;
    const ran = await runProgram(worlds?.absent ?? '', ['-c', script, ...named]);
    expect(ran).toMatchObject({ code: 0, stdout: `${named.length}\nTrue\n` });
    expect(named).not.toEqual([]);
  });
});
