import { instructionsIn } from '../packages/manifests/docker/instructions.ts';
import { type Stage, stagesOf } from '../packages/manifests/docker/stages.ts';
import type { Given } from '../python/semantics/values/world.ts';
import { readerOf, type TextFile } from './entry-points.ts';
import { nameOf } from './modules/paths.ts';

/** What production's files say of the processes that they start. */
export interface Environment {
  /** What they give an environment variable; null where none of them names it. */
  given(variable: string): Given | null;
  /** Whether they run a command of manage.py. */
  runs(command: string): boolean;
}

/** Reads the files of a project that only production's servers use. */
export function environmentIn(files: readonly TextFile[]): Environment {
  let sources: readonly Source[] | null = null;
  const used = () => {
    sources ??= files.filter(({ path }) => readerOf(path) === 'server').map(({ path, text }) => sourceOf(path, text));
    return sources;
  };
  const given = new Map<string, Given | null>();
  return {
    given(variable) {
      const known = given.get(variable) ?? valuesIn(used(), variable);
      given.set(variable, known);
      return known;
    },
    runs: (command) =>
      used().some(({ code }) =>
        new RegExp(String.raw`(manage\.py|django-admin)["',\s]+${escaped(command)}\b`).test(code),
      ),
  };
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

function sourceOf(path: string, text: string): Source {
  const code = text.replace(/^[ \t]*(#|\/\/).*/gm, '');
  const isImage = /^(Dockerfile|dockerfile|Containerfile)|\.(Dockerfile|dockerfile)$/.test(nameOf(path));
  return { path, code, setting: isImage ? environmentOfImage(text) : code, open: path.endsWith('.py') };
}

/** The `ENV` instructions of a Dockerfile's last stage and of those that it is built from. */
function environmentOfImage(text: string): string {
  const stages = stagesOf(instructionsIn(text), new Map());
  const found: string[] = [];
  let stage: Stage | undefined = stages.at(-1);
  while (stage !== undefined) {
    const own = stage.instructions.filter(({ name }) => name === 'ENV').map((each) => `ENV ${each.text}`);
    found.unshift(...own);
    stage = stage.base === null ? undefined : stages[stage.base];
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
