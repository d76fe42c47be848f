import { join } from 'node:path';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Codec, codecNamed } from '../src/files/codecs.ts';
import { decode, encode } from '../src/files/encoding.ts';
import { folderWith, program } from './command.ts';

/** What Python says of a name in a coding line: the codec that reads the source, or null where it does not. */
type Names = Readonly<Record<string, string | null>>;

const ASK = `
import codecs, encodings, json, pkgutil, warnings
from encodings.aliases import aliases
warnings.simplefilter("ignore")
names = sorted({*aliases, *aliases.values(), *(each.name for each in pkgutil.iter_modules(encodings.__path__))})
more = [form(name) for name in names for form in (str.upper, lambda name: name.replace("_", "-"), lambda name: name.replace("_", "."), lambda name: name.replace("_", ""), lambda name: name + "-unix", lambda name: "_" + name)]
def reads(name):
    try:
        compile(("# coding: " + name + "\\nX = 1\\n").encode(), "source.py", "exec")
    except (SyntaxError, ValueError, LookupError):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "by the tokenizer"
print(json.dumps({name: reads(name) for name in [*names, *more]}))
`;
const SAME = `
import sys
name, source, text = sys.argv[1:]
with open(source, "rb") as one, open(text, "rb") as other:
    print(one.read().decode(name) == other.read().decode("utf-8"))
`;

/** Codecs that Python reads such a source by, and djguard does not: they keep a state, differ from ASCII, or iconv-lite lacks them. */
const LEFT_OUT =
  /^(charmap|cp1006|cp864|euc_jis.*|hz|idna|iso2022.*|johab|mac-(arabic|farsi)|palmos|raw-unicode-escape|shift_jis.+|unicode-escape|utf-7|utf-8-sig)$/;

/** Characters by their code points, surrogates left out. */
function charactersOf(from: number, below: number, step = 1): readonly string[] {
  const points = Array.from({ length: Math.ceil((below - from) / step) }, (_, at) => from + at * step);
  return points.filter((point) => point < 0xd800 || point > 0xdfff).map((point) => String.fromCodePoint(point));
}

const PLANE = 0x10000;
/** What any codec but those of OTHERS can have. */
const BASIC = charactersOf(0x80, PLANE);
/** The planes beyond, which gb18030 counts off; and what big5hkscs writes as one. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  gb18030: [...charactersOf(PLANE, 17 * PLANE, 97), ...charactersOf(17 * PLANE - 97, 17 * PLANE)],
  big5hkscs: [...charactersOf(2 * PLANE, 3 * PLANE), 'Ê̄', 'Ê̌', 'ê̄', 'ê̌'],
};

const asked = await program('python3', ['-c', ASK], { cwd: '/' }).catch(() => null);
if (asked === null && process.env.CI === 'true') throw new Error('no python3: nothing says how it reads sources');
if (asked === null) console.warn('no python3: how it reads sources is not compared');
const names: Names = asked === null ? {} : JSON.parse(asked.stdout);
const codecs = [...new Map(Object.keys(names).map((name) => [known(name)?.name, known(name)])).values()].filter(
  (codec) => codec !== null,
);

function known(name: string): Codec | null {
  const codec = codecNamed(name);
  return codec === 'utf-8' ? null : codec;
}

describe.skipIf(asked === null)('beside Python', () => {
  beforeAll(async () => {
    await decode(Buffer.from('# coding: latin-1\n'));
  });

  test('a coding line is read where Python reads it, or it is refused by name', async () => {
    const wrong: string[] = [];
    for (const [name, codec] of Object.entries(names)) {
      const line = Buffer.from(`# coding: ${name}\nX = 1\n`);
      const read = await decode(line).catch((error: Error) => error);
      if (read instanceof Error) {
        if (!read.message.includes(name)) wrong.push(`${name}: ${read.message}`);
        if (codec !== null && !LEFT_OUT.test(codec) && codec !== 'by the tokenizer') wrong.push(`${name} is left out`);
      } else if (codec === null) wrong.push(`${name} is none of Python's`);
    }
    expect(wrong).toEqual([]);
    expect(codecs.length).toBeGreaterThan(65);
  });

  test.each(codecs.map((codec) => [codec.name, codec] as const))(
    '%s: every character that is read is what Python reads, and comes back',
    async (name, { iconv: as, differing }) => {
      const all = [...BASIC, ...(OTHERS[name] ?? [])];
      const rows = iconv.decode(iconv.encode(all.join('\n'), as), as).split('\n');
      const codeOf = (text: string) => iconv.encode(text, as).toString('hex');
      const kept = rows.filter((row, at) => row === all[at] && row !== '\uFFFD' && !differing?.test(codeOf(row)));
      const given = `# coding: ${name}\n${kept.join('\n')}\n`;
      const source = iconv.encode(given, as);
      const { text, encoding } = await decode(source);
      expect(text).toBe(given);
      expect(encode(text, encoding)).toEqual(source);
      const cwd = folderWith({ source, text });
      const same = await program('python3', ['-c', SAME, name, join(cwd, 'source'), join(cwd, 'text')], { cwd });
      expect(same).toMatchObject({ code: 0, stdout: 'True\n' });
      expect(kept.length).toBeGreaterThan(name === 'ascii' ? -1 : 50);
    },
  );
});
