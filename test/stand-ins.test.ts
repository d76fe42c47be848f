import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageNamed } from '../src/packages/catalogue/catalogue.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { rewrite } from './rewrite.ts';
import { pythonWorlds, runProgram } from './world.ts';

const worlds = await pythonWorlds();
const parse = await loadParser();

/** Everything that one can decorate, each with the decorator in the place of `DECORATOR`. */
const DECORATED = `
DECORATOR
def plain(a, *, b=2):
    """Adds."""
    return a + b

DECORATOR
async def later(a):
    return a * 2

DECORATOR
def numbers(count):
    yield from range(count)

DECORATOR
def fails():
    raise LookupError("as before")

class Shop:
    DECORATOR
    def method(self, a):
        return self, a

    @staticmethod
    DECORATOR
    def static(a):
        return a

    @classmethod
    DECORATOR
    def of_class(cls, a):
        return cls, a

    @property
    DECORATOR
    def name(self):
        return "shop"

DECORATOR
class Whole:
    value = 3
`;

const ASK_DECORATED = `
import asyncio, inspect
shop = Shop()
assert plain(1) == 3 and plain(1, b=1) == 2 and plain.__name__ == "plain" and plain.__doc__ == "Adds."
assert inspect.iscoroutinefunction(later) and asyncio.run(later(2)) == 4
assert inspect.isgeneratorfunction(numbers) and list(numbers(3)) == [0, 1, 2]
assert shop.method(1) == (shop, 1) and Shop.static(2) == 2 and Shop.of_class(3) == (Shop, 3) and shop.name == "shop"
assert inspect.isclass(Whole) and Whole().value == 3
try:
    fails()
except LookupError as error:
    assert str(error) == "as before"
else:
    raise AssertionError("the error is gone")
`;

const BLOCKS = `
def inside(log):
    with BLOCK:
        log.append("in")
        return "returned"

def failing():
    with BLOCK:
        raise LookupError("as before")

def nested():
    with BLOCK, BLOCK:
        return 1

async def awaiting():
    with BLOCK:
        return 2
`;

const ASK_BLOCKS = `
import asyncio
log = []
assert inside(log) == "returned" and log == ["in"] and inside([]) == "returned"
assert nested() == 1 and asyncio.run(awaiting()) == 2
try:
    failing()
except LookupError as error:
    assert str(error) == "as before"
else:
    raise AssertionError("the error is gone")
`;

const ECHO = `
first = ic()
second = ic(None)
third = ic((1, 2))
fourth = ic(1, 2)
fifth = ic([3])[0] + ic(*[4])
`;
const ASK_ECHO = 'assert (first, second, third, fourth, fifth) == (None, None, (1, 2), (1, 2), 7)\n';

const decorated = (decorator: string) => DECORATED.replaceAll('DECORATOR', decorator);
const blocks = (block: string) => BLOCKS.replaceAll('BLOCK', block);
const SILK = 'from silk.profiling.profiler import silk_profile';

/** What is used how: the package, its import, the code that uses it, and what must hold without the package. */
const USES: readonly (readonly [string, string, string, string, string])[] = [
  ['a bare decorator', 'memory_profiler', 'from memory_profiler import profile', decorated('@profile'), ASK_DECORATED],
  ['a called decorator', 'silk', SILK, decorated('@silk_profile(name="x")'), ASK_DECORATED],
  [
    'a decorator of both kinds',
    'line_profiler',
    'from line_profiler import profile',
    decorated('@profile') + decorated('@profile()'),
    ASK_DECORATED,
  ],
  ['a block with a keyword', 'silk', SILK, blocks('silk_profile(name="x")'), ASK_BLOCKS],
  ['a block with nothing', 'zeal', 'from zeal import zeal_ignore', blocks('zeal_ignore()'), ASK_BLOCKS],
  ['a block with one value', 'zeal', 'from zeal import zeal_ignore', blocks('zeal_ignore([{}])'), ASK_BLOCKS],
  [
    'a block in a module that has its own nullcontext',
    'silk',
    `${SILK}\nnullcontext = None`,
    blocks('silk_profile(name="x")'),
    ASK_BLOCKS,
  ],
  [
    'a decorator and a block',
    'silk',
    SILK,
    decorated('@silk_profile("x")') + blocks('silk_profile()'),
    ASK_DECORATED + ASK_BLOCKS,
  ],
  ['a function that only others use', 'icecream', 'from icecream import ic', '', ECHO + ASK_ECHO],
  ['a function that gives back', 'icecream', 'from icecream import ic', ECHO, ASK_ECHO],
];

describe.skipIf(worlds === null)('without its package', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'djguard-stand-ins-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(USES)('%s does nothing, and everything else is as without it', async (_, root, imported, code, ask) => {
    const before = `import sys\n${imported}\n${code}`;
    const outcome = rewrite(parse, 'views.py', before, [packageNamed(root)]);
    if (outcome.status !== 'found') throw new Error(`the code is ${outcome.status}`);
    expect(outcome.findings).toMatchObject([{ code: 'DJG001', fixable: true }]);
    expect((await ran(folder, root, before + ask)).stderr).toContain('ModuleNotFoundError');
    expect(await ran(folder, root, outcome.after + ask)).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
  });
});

/** Runs a module where the package is missing. */
async function ran(folder: string, root: string, code: string): ReturnType<typeof runProgram> {
  await writeFile(join(folder, 'views.py'), code);
  const script = `import sys; sys.modules[${JSON.stringify(root)}] = None; import views; print("done")`;
  return runProgram(worlds?.absent ?? '', ['-c', script], { cwd: folder });
}
