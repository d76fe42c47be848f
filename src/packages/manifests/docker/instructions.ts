import { isStrings } from '../../../util/table.ts';

/** One instruction of a Dockerfile with its continuation lines. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  /** Everything behind the name; lines and comments are kept so that lines can be counted. */
  readonly text: string;
  readonly line: number;
}

/**
 * The instructions of a Dockerfile; a here-document belongs to its instruction.
 * https://docs.docker.com/reference/dockerfile/
 */
export function instructionsIn(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split(/\r\n|\n/);
  for (let at = 0; at < lines.length; at++) {
    const match = /^\s*([A-Za-z]+)\s+(.*)$/.exec(lines[at] ?? '');
    if (match === null) continue;
    const line = at + 1;
    const held = [match[2] as string];
    const here = /<<-?\s*["']?(\w+)["']?/.exec(held[0] ?? '')?.[1];
    if (here !== undefined) {
      while (at + 1 < lines.length && lines[at + 1]?.trim() !== here) held.push(lines[++at] as string);
      at++;
    } else while (continues(held.at(-1) as string) && at + 1 < lines.length) held.push(lines[++at] as string);
    const [first = '', ...others] = held.map((part) => (/^\s*(#.*)?$/.test(part) ? '\\' : part));
    found.push({ name: (match[1] as string).toUpperCase(), text: [first, ...others].join('\n'), line });
  }
  return found;
}

/** A comment or an empty line between continuation lines ends nothing. */
function continues(line: string): boolean {
  return /\\\s*$/.test(line) || /^\s*(#.*)?$/.test(line);
}

/** The script of an instruction: `RUN ["pip", "install"]`, a here-document, and options of RUN such as `--mount` off. */
export function scriptOf({ text }: Instruction): string {
  const argument = text.trim();
  if (argument.startsWith('[')) return execForm(argument);
  return argument
    .replace(/<<-?\s*["']?\w+["']?/, '')
    .replace(/^(--\w+=\S+(\s|\\\n)+)+/, (options) => options.replace(/[^\n]/g, ''));
}

/** `["pip", "install", "x"]`, or `["sh", "-c", "pip install x"]`: https://docs.docker.com/reference/dockerfile/#exec-form */
function execForm(argument: string): string {
  try {
    const words: unknown = JSON.parse(argument);
    const isShell = isStrings(words) && /(^|\/)(ba|da|z)?sh$/.test(words[0] ?? '');
    if (isShell && /^-\w*c$/.test(words[1] ?? '')) return words.slice(2).join(' ');
  } catch {
    // Lines that go on are no JSON; what stands in them is found all the same.
  }
  return argument.replace(/[[\],]/g, ' ');
}

/** The words of an instruction without its line continuations; options are those with a `--`. */
export function wordsOf({ text }: Instruction): {
  readonly words: readonly string[];
  readonly options: readonly string[];
} {
  const all = text.split(/[\s\\]+/).filter((word) => word !== '');
  const options = all.filter((word) => word.startsWith('--'));
  return {
    words: all.filter((word) => !word.startsWith('--')).map((word) => word.replace(/^\[?"|",?\]?$/g, '')),
    options,
  };
}
