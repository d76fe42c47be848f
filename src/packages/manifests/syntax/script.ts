import type { Install, Kind } from '../manifest.ts';
import { readCommand } from './installers.ts';
import { commandsIn } from './shell.ts';

/** Where a script stands, and who runs it. */
export interface ScriptContext {
  readonly file: string;
  /** From 1: the line of the file that the script starts on. */
  readonly line: number;
  /** The folder that paths count from, relative to the project. */
  readonly folder: string;
  readonly kind: Kind;
  readonly weight: Install['weight'];
  readonly variables?: ReadonlyMap<string, string>;
}

/** Whether a text may hold a command that installs Python packages: the rest is not parsed. */
export function mayInstall(text: string): boolean {
  return (
    (/\b(pip[\d.]*|pip-sync|uv|poetry|pipenv|pdm)\b/.test(text) &&
      /\b(install|wheel|sync|export|requirements|pip-sync)\b/.test(text)) ||
    /\bhatch\b[^\n]*\b(env|run)\b|\buv\b[^\n]*\brun\b/.test(text)
  );
}

/** The script of `sh -c 'script'`. */
function innerScript(words: readonly string[]): string | null {
  const at = words.findIndex((word) => /^(.*\/)?(ba|da|z)?sh$/.test(word));
  return at !== -1 && /^-\w*c$/.test(words[at + 1] ?? '') ? (words[at + 2] ?? null) : null;
}

/** The commands of a shell script that install Python packages. */
export function installsIn(script: string, context: ScriptContext): Install[] {
  if (!mayInstall(script)) return [];
  const { file, folder, kind, variables } = context;
  return commandsIn(script, variables).flatMap(({ words, line, conditional }) => {
    const inner = innerScript(words);
    if (inner !== null) return installsIn(inner, { ...context, line: context.line + line });
    const place = { file, line: context.line + line, text: words.join(' ') };
    const asked = readCommand(words, folder, place);
    if (asked === null) return [];
    const weight = conditional && context.weight === 'strong' ? 'weak' : context.weight;
    const { selections, declarations, isOpen } = asked;
    const flags = { ...(conditional && { forDevelopers: true }), ...(isOpen && { isOpen }) };
    return [{ ...place, kind, weight, selections, declarations, ...flags }];
  });
}
