import type { World } from '../../python/semantics/values/world.ts';
import { conditionsAround } from '../../python/semantics/worlds/conditions-around.ts';
import type { Parse } from '../../python/syntax/parser.ts';
import { position } from '../../python/syntax/source.ts';
import { descendants, enclosing, field, items, lineEnd, lineStart, stringValue } from '../../python/syntax/tree.ts';
import type { Condition, Node } from '../../types.ts';
import type { Modules } from '../modules/module-index.ts';
import { filesMatching } from '../modules/resolve.ts';
import type { Doubt, LoadStep } from '../types.ts';
import { codeOf, filled, IN_CODE, SERVED, SETTINGS } from './patterns.ts';
import type { Reader, Readers } from './readers.ts';
import { type TextFile, WORKFLOW } from './sources.ts';
import { ANY, textsOf, type Variables } from './texts.ts';

/** A place that says what a process starts with. */
export interface Named {
  /** As it is written, with `*` for parts that are not known. */
  readonly module: string;
  /** The file that is meant; of several that a computed name may mean, each is named by itself. */
  readonly target: string;
  readonly step: LoadStep;
  readonly reader: Reader;
  /** Whether it is a server's own module, and not a settings module. */
  readonly serves: boolean;
  /** Whether another place may say something else, and then counts: a default, or the variables of one job of CI. */
  readonly isDefault: boolean;
  /** Whether it is one of several that a computed name may mean. */
  readonly chosen: boolean;
  /** Whether it is the one of these that is taken where the environment says nothing. */
  readonly standard: boolean;
}

/** What a search for what files name needs. */
export interface Asked {
  readonly modules: Modules;
  readonly readers: Readers;
  readonly parse: Parse;
  /** What is known of the values of environment variables, for a file. */
  readonly variables: (path: string) => Variables;
  /** What is known of production, for the conditions in a file. */
  readonly worldOf: (path: string) => World;
  /** Whether production is seen not to set a variable, for a file. */
  readonly isUnset: (path: string, variable: string) => boolean;
  /** Gets the places where production starts with what the text does not tell. */
  readonly unfollowed: Doubt[];
}

/** The project's modules that a file starts processes with. */
export async function namedIn(file: TextFile, asked: Asked): Promise<readonly Named[]> {
  const code = codeOf(file);
  const found: Named[] = [];
  for (const pattern of [...SETTINGS, ...(file.path.endsWith('.py') ? [IN_CODE] : []), ...SERVED]) {
    const serves = SERVED.includes(pattern);
    if (serves && file.path.endsWith('.py') && !/gunicorn|uwsgi|supervisor/.test(file.path)) continue;
    for (const match of code.matchAll(pattern))
      found.push(...(await namedBy(match, { ...file, text: code }, serves, asked)));
  }
  return found;
}

async function namedBy(
  match: RegExpExecArray,
  file: TextFile,
  serves: boolean,
  asked: Asked,
): Promise<readonly Named[]> {
  const { path, text } = file;
  const [, quote = '', written = ''] = match;
  const { line } = position(text, match.index + match[0].search(/\S/));
  const isPython = path.endsWith('.py');
  const isKey = /^["']?\w+["']/.test(match[0]);
  const computed =
    isPython && isKey && (quote === '' || /^f/i.test(quote) || /[%{]/.test(written) || /\.$/.test(written));
  if (!computed && !/[${%]/.test(written) && filesMatching(written, path, asked.modules).length === 0) return [];
  const { reader: whose, variables } = await asked.readers.at(file, line);
  const around = isPython ? conditionAt(file, match.index, asked) : null;
  const reader = around?.holds === false ? 'development' : whose;
  const names = computed
    ? inCode(file, match.index, asked)
    : [...new Set(filled(written, variables, asked.variables(path)))];
  const before = text.slice(Math.max(0, match.index - 40), match.index + 1);
  const isDefault = WORKFLOW.test(path) || (isPython && /(setdefault|get|getenv)\(\s*["']?.?$/.test(before));
  if (reader === 'server' && names.some((name) => /^[*.]*$/.test(name)))
    asked.unfollowed.push({ file: path, line, why: 'starts production with settings that only its environment tells' });
  return names.flatMap((module) => {
    const targets = filesMatching(module, path, asked.modules);
    const chosen = module.includes(ANY) || names.length > 1;
    const standard = !module.includes(ANY) && names.some((name) => name.includes(ANY));
    const condition = chosen ? `what ${written || 'DJANGO_SETTINGS_MODULE'} is` : (around?.written ?? null);
    const step = { file: path, line, text: shown(text, match), condition };
    return targets.map((target) => ({ module, target, step, reader, serves, isDefault, chosen, standard }));
  });
}

/** All of the lines that a match touches, joined into one. */
function shown(text: string, match: RegExpExecArray): string {
  const end = match.index + match[0].length;
  return text
    .slice(lineStart(text, match.index), lineEnd(text, end))
    .trim()
    .replace(/\s*\\?\s*\n\s*|\s+/g, ' ');
}

/** The condition that an indented statement stands under, one for developers first. */
function conditionAt({ path, text }: TextFile, offset: number, { parse, worldOf }: Asked): Condition | null {
  if (!/^[ \t]/.test(text.slice(lineStart(text, offset))) || !/^[ \t]*(if|else|elif)\b(?! __name__)/m.test(text))
    return null;
  const node = descendants(parse(text)).findLast(({ start, end }) => start <= offset && offset < end);
  const around = node === undefined ? [] : conditionsAround(node, worldOf(path));
  const open = around.filter(({ holds, written }) => holds !== true && !/__name__/.test(written));
  return around.find(({ holds }) => holds === false) ?? open[0] ?? null;
}

/** The names that code computes for a variable that stands at an offset. */
function inCode({ path, text }: TextFile, offset: number, { parse, variables }: Asked): readonly string[] {
  const root = parse(text);
  const key = descendants(root).find(
    (node) => node.start >= offset - 1 && stringValue(node) === 'DJANGO_SETTINGS_MODULE',
  );
  const value = key === undefined ? null : valueBeside(key);
  return value === null ? [] : textsOf(value, variables(path));
}

/** What `setdefault(key, value)`, `environ[key] = value` and `{key: value}` give a key. */
function valueBeside(key: Node): Node | null {
  const parent = key.parent;
  if (parent?.type === 'argument_list') return items(parent)[items(parent).indexOf(key) + 1] ?? null;
  if (parent?.type === 'pair') return field(parent, 'value');
  const assignment = enclosing(key, 'assignment');
  return parent?.type === 'subscript' && assignment !== null ? field(assignment, 'right') : null;
}
