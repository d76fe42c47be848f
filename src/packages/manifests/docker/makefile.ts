import type { Install } from '../manifest.ts';
import { installsIn, type ScriptContext } from '../syntax/script.ts';

/** One target's recipe, and the targets that are made before it. */
interface Rule {
  /** From 1: the line that its recipe starts on. */
  readonly line: number;
  readonly recipe: readonly string[];
  readonly before: readonly string[];
}

/** The targets that a command makes, and the folder of the Makefile; null where it is no `make`. */
export function madeBy(script: string): { readonly targets: readonly string[]; readonly folder: string } | null {
  const found = /(?:^|[\s;&|])make((?:\s+[\w./=-]+)+)/.exec(script);
  if (found === null) return null;
  const words = (found[1] ?? '').trim().split(/\s+/);
  const at = words.indexOf('-C');
  const isFolder = (index: number) => at !== -1 && index === at + 1;
  const targets = words.filter((word, index) => /^\w[\w.-]*$/.test(word) && !isFolder(index));
  return { targets, folder: at === -1 ? '' : (words[at + 1] ?? '') };
}

/**
 * What making some targets installs, those that they ask for included.
 * https://www.gnu.org/software/make/manual/html_node/Rule-Syntax.html
 */
export function installsOfTargets(
  text: string,
  targets: readonly string[],
  context: ScriptContext,
): readonly Install[] {
  const { rules, variables } = read(text);
  const seen = new Set<string>();
  const found: Install[] = [];
  for (const queue = [...targets]; queue.length > 0; ) {
    const target = queue.pop() as string;
    const rule = rules.get(target);
    if (rule === undefined || seen.has(target)) continue;
    seen.add(target);
    const script = rule.recipe.map((line) => asShell(line, variables)).join('\n');
    found.push(...installsIn(script, { ...context, line: rule.line }));
    queue.push(...rule.before, ...[...script.matchAll(/\b(?:make|MAKE\})\s+([\w.-]+)/g)].map(([, name = '']) => name));
  }
  return found;
}

function read(text: string): { rules: ReadonlyMap<string, Rule>; variables: ReadonlyMap<string, string> } {
  const rules = new Map<string, Rule>();
  const variables = new Map<string, string>();
  const lines = text.split(/\r\n|\n/);
  lines.forEach((line, index) => {
    const [, name, value = ''] = /^(?:export\s+)?(\w+)\s*[:?]?=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) variables.set(name, value.trim());
    const [, targets, before = ''] = /^([\w.-]+(?:\s+[\w.-]+)*)\s*::?(?!=)\s*([^#=]*)/.exec(line) ?? [];
    if (targets === undefined || name !== undefined) return;
    const end = lines.findIndex((other, at) => at > index && other !== '' && !/^[\t#]/.test(other));
    const recipe = lines.slice(index + 1, end === -1 ? lines.length : end);
    const rule = { line: index + 2, recipe, before: before.trim().split(/\s+/) };
    for (const target of targets.split(/\s+/)) rules.set(target, rule);
  });
  return { rules, variables };
}

/** A line of a recipe as the shell gets it; what the Makefile does not say stays a variable. */
function asShell(line: string, variables: ReadonlyMap<string, string>): string {
  return line
    .replace(/^\t[-@+]*/, '')
    .replace(/\$[({](\w+)[)}]/g, (_, name: string) => variables.get(name) ?? `\${${name}}`);
}
