import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reaching } from '../src/python/semantics/definitions/reaching.ts';
import { loadParser } from '../src/python/syntax/parser.ts';
import { ofType } from '../src/python/syntax/query.ts';
import { calledName, field, items, textOf } from '../src/python/syntax/tree.ts';
import { runProgram } from './world.ts';

const parse = await loadParser();

/** The numbers that reach each `see(use, x)`, by its number; `unbound` among them where x may have no value. */
function told(source: string): Record<string, string[]> {
  const root = parse(source);
  const found: Record<string, string[]> = {};
  for (const call of ofType(root, 'call').filter((at) => calledName(at) === 'see')) {
    const [use, name] = items(field(call, 'arguments') ?? call);
    if (use === undefined || name === undefined) continue;
    const { definitions, unbound } = reaching(name, textOf(name));
    const numbers = definitions.map(({ node, kind }) =>
      kind === 'deletion' ? 'unbound' : (numberAt(textOf(node.tree.root), node.start) ?? '?'),
    );
    found[textOf(use)] = [...numbers, ...(unbound ? ['unbound'] : [])];
  }
  return found;
}

/** Each definition stands on a line that ends in a comment with its number. */
function numberAt(text: string, offset: number): string | undefined {
  return /^.*#(\d+)/.exec(text.slice(text.lastIndexOf('\n', offset) + 1))?.[1];
}

describe('what reaches a place', () => {
  test.each([
    ['x = 1 #1\nsee(0, x)', ['1']],
    ['x = 1 #1\nx = 2 #2\nsee(0, x)', ['2']],
    ['x, y = 1, 2 #1\nsee(0, x)', ['1']],
    ['if a:\n  x = 1 #1\nsee(0, x)', ['1', 'unbound']],
    ['if a:\n  x = 1 #1\nelse:\n  x = 2 #2\nsee(0, x)', ['1', '2']],
    ['try:\n  import x #1\nexcept ImportError:\n  x = None #2\nsee(0, x)', ['1', '2']],
    ['with f() as x: #1\n  pass\nsee(0, x)', ['1']],
    ['x = 1 #1\ndef f():\n  x = 2 #2\n  see(0, x)', ['2']],
    ['x = 1 #1\ndef f():\n  see(0, x)\nx = 2 #2', ['1', '2', 'unbound']],
    ['x = 1 #1\ndef f(x): #2\n  see(0, x)', ['2']],
    ['x = 1 #1\n[see(0, x) for x in y] #2', ['2']],
    ['x = 1 #1\nclass C:\n  see(0, x)', ['1', 'unbound']],
    ['x = 1 #1\nclass C:\n  x = 2 #2\n  def f(self):\n    see(0, x)', ['1', 'unbound']],
    ['x = 1 #1\ndef f():\n  global x\n  x = 2 #2\nsee(0, x)', ['1', '2']],
    ['x = 1 #1\ndel x #2\nsee(0, x)', ['unbound']],
    ['match y:\n  case [x, *_]: #1\n    see(0, x)', ['1']],
    ['if (x := f()) is not None: #1\n  see(0, x)', ['1']],
    ['from m import *\nsee(0, x)', ['unbound']],
    ['f = lambda x: see(0, x) #1', ['1']],
  ])('%j', (source, expected) => {
    expect(new Set(told(source)['0'])).toEqual(new Set(expected));
  });
});

describe('every value that Python sees at a place', () => {
  test('is that of a definition that reaches it', async () => {
    const programs = fc.sample(program(), { numRuns: 300, seed: Number(process.env.DJGUARD_SEED ?? 1) });
    const ran = await runProgram('python3', ['-c', RUN], { input: JSON.stringify(programs) });
    expect(ran.stderr).toBe('');
    const seen: Record<string, string[]>[] = JSON.parse(ran.stdout);
    let checked = 0;
    const missed = seen.flatMap((uses, i) => {
      const source = programs[i] ?? '';
      const reached = told(source);
      return Object.entries(uses).flatMap(([use, values]) => {
        checked += values.length;
        const left = values.filter((value) => reached[use]?.includes(value) !== true);
        return left.length === 0 ? [] : [`use ${use} sees ${left}, not only ${reached[use]}:\n${source}`];
      });
    });
    expect(missed.sort((one, other) => one.length - other.length)[0]).toBeUndefined();
    expect(checked).toBeGreaterThan(1000);
  });
});

/** Runs each program twenty times, with other outcomes of `flip` and `boom`, and says what each use has seen. */
const RUN = `
import builtins, json, random, sys
from contextlib import contextmanager, suppress

class Boom(Exception): pass

def run(source):
    seen = {}
    code = compile(source, "m", "exec")
    for seed in range(20):
        chance = random.Random(seed)
        steps = [0]
        def flip():
            steps[0] += 1
            return steps[0] < 60 and chance.random() < 0.5
        def boom():
            if chance.random() < 0.4: raise Boom
        def see(use, value): seen.setdefault(str(use), set()).add(str(value))
        @contextmanager
        def gives(value): yield value
        builtins.x = "unbound"
        with suppress(Boom):
            exec(code, dict(flip=flip, boom=boom, see=see, gives=gives, Boom=Boom))
    return {use: sorted(values) for use, values in seen.items()}

print(json.dumps([run(source) for source in json.load(sys.stdin)]))
`;

type Line = (indent: string, next: () => number, loop: boolean) => string;

/** Programs of nested statements that bind x here and there, each to another number, and look at it. */
function program(): fc.Arbitrary<string> {
  const { block } = fc.letrec<{ block: Line; line: Line }>((tie) => {
    const inner = tie('block') as fc.Arbitrary<Line>;
    const binds = fc.constantFrom<Line>(
      (indent, next) => numbered(next(), (at) => `${indent}x = ${at}`),
      (indent, next) => numbered(next(), (at) => `${indent}(x := ${at})`),
      (indent, next) => numbered(next(), (at) => `${indent}x, y = ${at}, 0`),
      (indent, next) => numbered(next(), (at) => `${indent}with gives(${at}) as x: pass`),
      (indent, next) => numbered(next(), (at) => `${indent}if flip() and (x := ${at}): pass`),
    );
    const sees: fc.Arbitrary<Line> = fc.constant((indent, next) => `${indent}see(${next()}, x)`);
    const leaves = fc.constantFrom<Line>(
      (indent) => `${indent}boom()`,
      (indent, _, loop) => `${indent}${loop ? 'break' : 'boom()'}`,
      (indent, _, loop) => `${indent}${loop ? 'continue' : 'raise Boom'}`,
    );
    const nested = fc.tuple(fc.integer({ min: 0, max: 7 }), inner, inner, inner).map(
      ([kind, a, b, c]): Line =>
        (indent, next, loop) =>
          compound(kind, [a, b, c], { indent, next, loop }),
    );
    return {
      line: fc.oneof({ depthSize: 'small' }, binds, sees, sees, leaves, nested, nested),
      block: fc.array(tie('line') as fc.Arbitrary<Line>, { minLength: 1, maxLength: 4 }).map(
        (lines): Line =>
          (indent, next, loop) =>
            lines.map((line) => line(indent, next, loop)).join('\n'),
      ),
    };
  });
  return block.map((write) => {
    let count = 0;
    return `${write('', () => ++count, false)}\nsee(0, x)\n`;
  });
}

function numbered(number: number, write: (number: number) => string): string {
  return `${write(number)} #${number}`;
}

interface Around {
  readonly indent: string;
  readonly next: () => number;
  readonly loop: boolean;
}

function compound(kind: number, [a, b, c]: readonly [Line, Line, Line], { indent, next, loop }: Around): string {
  const deeper = `${indent}  `;
  const suite = (line: Line, inLoop = loop) => line(deeper, next, inLoop);
  switch (kind) {
    case 0:
      return `${indent}if flip():\n${suite(a)}`;
    case 1:
      return `${indent}if flip():\n${suite(a)}\n${indent}elif flip():\n${suite(b)}\n${indent}else:\n${suite(c)}`;
    case 2:
      return `${indent}try:\n${suite(a)}\n${indent}except Boom:\n${suite(b)}\n${indent}else:\n${suite(c)}`;
    case 3:
      return `${indent}try:\n${suite(a)}\n${indent}except Boom:\n${suite(b)}\n${indent}finally:\n${suite(c, false)}`;
    case 4:
      return `${indent}while flip():\n${suite(a, true)}\n${indent}else:\n${suite(b)}`;
    case 5: {
      const at = next();
      return `${indent}for x in [${at}] * flip(): #${at}\n${suite(a, true)}`;
    }
    case 6: {
      const at = next();
      return `${indent}with gives(${at}) as x: #${at}\n${suite(a)}`;
    }
    default: {
      const at = next();
      return `${indent}match [${at}] if flip() else 0:\n${deeper}case [x]: #${at}\n${a(`${deeper}  `, next, loop)}\n${deeper}case _:\n${b(`${deeper}  `, next, loop)}`;
    }
  }
}
