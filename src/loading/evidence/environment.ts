import type { Given } from '../../python/semantics/values/world.ts';
import { position } from '../../python/syntax/source.ts';
import { codeOf } from './patterns.ts';
import type { Readers } from './readers.ts';
import { DOCKERFILE, type TextFile } from './sources.ts';

/** A value that a place gives a variable. */
export interface Value {
  readonly value: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What production's files say of the processes that they start. */
export interface Environment {
  /** What they give an environment variable; null where none of them names it. */
  given(variable: string): Given | null;
  /** What they give a variable, those of code that only gives it where nothing else does apart. */
  set(variable: string): readonly string[];
  /** Whether they run a command of manage.py. */
  runs(command: string): boolean;
  /** The classes of django-configurations that servers take where nothing gives them one. */
  readonly configurations: readonly Value[];
}

/** What a file may give. */
interface Source {
  readonly path: string;
  readonly code: string;
  /** What gives variables. */
  readonly setting: string;
  /** Whether only one way into the program runs it: by another, such as manage.py, the variable is not set. */
  readonly open: boolean;
}

/** https://django-configurations.readthedocs.io/en/stable/#quickstart */
const CONFIGURATION = /["']DJANGO_CONFIGURATION["']\]?\s*[,=]\s*["'](\w+)["']/g;

/** Reads what only production's servers use: of files that others use too, the lines that servers do. */
export async function environmentIn(files: readonly TextFile[], readers: Readers): Promise<Environment> {
  const used: Source[] = [];
  const ran: string[] = [];
  const configurations: Value[] = [];
  for (const file of files) {
    const { code, running } = await linesOf(file, readers);
    ran.push(running);
    if (code.trim() === '') continue;
    const open = file.path.endsWith('.py');
    used.push({ path: file.path, code, setting: DOCKERFILE.test(file.path) ? environmentOfImage(code) : code, open });
    if (!open) continue;
    for (const { 1: value = '', index } of code.matchAll(CONFIGURATION))
      configurations.push({ value, file: file.path, line: position(code, index).line });
  }
  const given = new Map<string, Given | null>();
  const set = used.filter(({ open }) => !open).map(({ code, ...rest }) => ({ ...rest, code, setting: code }));
  return {
    given(variable) {
      const known = given.get(variable) ?? valuesIn(used, variable);
      given.set(variable, known);
      return known;
    },
    set: (variable) => valuesIn(set, variable)?.values ?? [],
    runs: (command) =>
      ran.some((code) => new RegExp(String.raw`(manage\.py|django-admin)["',\s]+${escaped(command)}\b`).test(code)),
    configurations,
  };
}

/** A file's code with only those lines that production's servers use, and with those that they may use. */
async function linesOf(file: TextFile, readers: Readers): Promise<{ code: string; running: string }> {
  const lines: [string, string][] = [];
  for (const [at, line] of codeOf(file).split('\n').entries()) {
    const reader = line.trim() === '' ? 'development' : (await readers.at(file, at + 1)).reader;
    lines.push([reader === 'server' ? line : '', reader === 'development' ? '' : line]);
  }
  return { code: lines.map(([served]) => served).join('\n'), running: lines.map(([, used]) => used).join('\n') };
}

/** The `ENV` instructions of a Dockerfile: what other instructions set is gone when they end. */
function environmentOfImage(code: string): string {
  const found: string[] = [];
  let isEnvironment = false;
  for (const line of code.split('\n')) {
    if (/^\s*[A-Z]+\s/.test(line)) isEnvironment = /^\s*ENV\s/i.test(line);
    found.push(isEnvironment ? line : '');
  }
  return found.join('\n');
}

const VALUE = String.raw`(?:"([^"\n]*)"|'([^'\n]*)'|(\$\{[^}\n]*\}|[^\s"',;#{}[\])]+))`;

/**
 * `NAME=value`, `NAME: value` and `"NAME": {"value": "x"}`; `ENV NAME value`; `name: NAME` above `value: x`.
 * @see https://docs.docker.com/reference/dockerfile/#env https://fly.io/docs/reference/configuration/#the-env-variables-section
 */
function patternsFor(variable: string): readonly RegExp[] {
  const name = escaped(variable);
  const inside = String.raw`(?:\{[^{}]*?["']?value["']?\s*:\s*)?`;
  return [
    new RegExp(String.raw`(?<![\w$.{%-])${name}["']?[ \t]*(?:=(?!=)|:(?!-))[ \t]*${inside}${VALUE}`, 'g'),
    new RegExp(String.raw`^\s*ENV[ \t]+${name}[ \t]+${VALUE}`, 'gm'),
    new RegExp(String.raw`\b(?:name|key)["']?\s*:\s*["']?${name}["']?\s*,?\s*["']?value["']?\s*:\s*${VALUE}`, 'g'),
  ];
}

/** `os.environ.setdefault("NAME", "value")`, `os.environ["NAME"] = "value"`, and `"NAME=value"` in a gunicorn.conf.py. */
function patternsInPython(variable: string): readonly RegExp[] {
  const name = escaped(variable);
  return [
    new RegExp(
      String.raw`\benviron(?:\.setdefault\(|\[)\s*["']${name}["']\s*(?:,|\]\s*=(?!=))\s*["']([^"'\n]*)["']`,
      'g',
    ),
    new RegExp(String.raw`["']${name}=([^"'\n]*)["']`, 'g'),
  ];
}

function valuesIn(sources: readonly Source[], variable: string): Given | null {
  const found = sources.flatMap(({ path, setting, open }) => {
    if (!setting.includes(variable)) return [];
    const patterns = path.endsWith('.py') ? patternsInPython(variable) : patternsFor(variable);
    const written = patterns.flatMap((pattern) =>
      Array.from(setting.matchAll(pattern), ([, double, single, bare]) => double ?? single ?? bare ?? ''),
    );
    return written.map((value) => ({ ...resolved(value), isElsewhere: open }));
  });
  if (found.length === 0) return null;
  return {
    values: [...new Set(found.flatMap(({ value }) => value ?? []))],
    open: found.some(({ value, open }) => value === null || open) || found.every(({ isElsewhere }) => isElsewhere),
  };
}

/** A value, or the default of `${X:-1}`; null where something else puts it in. */
function resolved(written: string): { value: string | null; open: boolean } {
  const standard = /^\$\{\w+:?-([^{}]*)\}$/.exec(written)?.[1];
  if (standard !== undefined) return { value: standard, open: true };
  return /[$<]|\{\{|%\(/.test(written) ? { value: null, open: true } : { value: written, open: false };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
