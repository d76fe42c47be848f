import type { World } from '../python/semantics/values/world.ts';
import { bindings, importStatements } from '../python/syntax/imports.ts';
import type { Parse } from '../python/syntax/parser.ts';
import { position } from '../python/syntax/source.ts';
import { descendants, field, textOf } from '../python/syntax/tree.ts';
import type { TextFile } from './evidence/sources.ts';
import type { Variables } from './evidence/texts.ts';
import { type PythonSource, stepAt } from './link-step.ts';
import type { Modules } from './modules/module-index.ts';
import { filesMatching, filesNamed, mayName } from './modules/resolve.ts';
import { isPlain, scanImports } from './scan-imports.ts';
import { isFragment } from './setting-names.ts';
import { whereNotSet } from './settings-default.ts';
import { isDevelopersSettings } from './settings-names.ts';
import { COMMAND, type NamedFiles, namesIn } from './strings.ts';
import type { Doubt, Link, LoadStep, Loads } from './types.ts';

/** What the links of a file are read with. */
export interface Asked {
  readonly parse: Parse;
  readonly modules: Modules;
  /** What is known of the values of environment variables, for a file. */
  readonly variables: (path: string) => Variables;
  /** What is known of production, for the conditions in a file. */
  readonly worldOf: (path: string) => World;
  /** What names production's settings beside a settings module; undefined where nothing does. */
  readonly settingsBeside: (path: string) => LoadStep | undefined;
  /** Whether production is seen not to set a variable, for a file. */
  readonly isUnset: (path: string, variable: string) => boolean;
}

/** Whether a file may load any of the files in question; where it does not, `linksOf` need not parse it. */
export function mayLoad({ path, text }: TextFile, modules: Modules, isInQuestion: (path: string) => boolean): boolean {
  return (isPlain(text) && !isFragment(path, text)) || mayName(text, path, modules, isInQuestion);
}

/** What a file loads of the project: by imports, and by dotted strings as Django reads them. */
export function linksOf({ path, text }: TextFile, asked: Asked): Loads {
  const { parse, modules } = asked;
  const isOther = ({ target }: Link) => target !== path;
  if (isPlain(text) && !isFragment(path, text))
    return { links: scannedLinks(path, text, modules).filter(isOther), unfollowed: [] };
  const source = { path, text, root: parse(text), world: asked.worldOf(path) };
  const { links, unfollowed } = stringLinks(source, asked);
  return { links: [...importLinks(source, modules), ...links].filter(isOther), unfollowed };
}

function scannedLinks(path: string, text: string, modules: Modules): Link[] {
  return scanImports(text).flatMap(({ name, at, text: written }) => {
    const targets = filesNamed(name, path, modules);
    if (targets.length === 0) return [];
    const step = { file: path, line: position(text, at).line, text: written, condition: null };
    const isWhole = /\*$/.test(written) || !written.startsWith('from');
    const bound = isWhole ? `${name.replace(/\.$/, '')}.*` : name;
    const link = { step, developers: false, byName: false };
    return targets.map((target) => ({ target, ...link, ...taken(target, bound, path, modules) }));
  });
}

function importLinks(source: PythonSource, modules: Modules): Link[] {
  const { path, root } = source;
  return importStatements(root).flatMap((statement) => {
    const module = field(statement, 'module_name');
    // The target of `from . import a` is `..a`, with one dot too many: that between module and name.
    const bare = module !== null && /^\.+$/.test(textOf(module));
    const names = [...new Set(bindings(statement).map(({ target }) => (bare ? target.slice(1) : target)))];
    const from = module === null ? '.*' : '';
    return names.flatMap((name) =>
      filesNamed(nameOf(name), path, modules).map((target) => ({
        target,
        ...stepAt(source, statement, null),
        ...taken(target, name + from, path, modules),
      })),
    );
  });
}

/**
 * What an import takes of a file that it runs: names, nothing of the packages around a module, or all, for which nothing
 * is said.
 * @param name as it is bound, with `*` for all of a module.
 */
function taken(target: string, name: string, path: string, modules: Modules): Pick<Link, 'takes'> {
  const last = name.lastIndexOf('.');
  const [module, own] = [nameOf(`${name.slice(0, last + 1)}*`), name.slice(last + 1)];
  const isOf = (dotted: string) => filesMatching(dotted, path, modules).includes(target);
  if (isOf(own === '*' ? module : name)) return {};
  return { takes: own !== '*' && isOf(module) ? [own] : [] };
}

/** The module of `a.*`. */
function nameOf(target: string): string {
  return target.replace(/(?<=\w)\.\*$|\*$/, '');
}

function stringLinks(source: PythonSource, asked: Asked): Loads {
  const found: Link[] = [];
  const unfollowed: Doubt[] = [];
  for (const node of descendants(source.root)) {
    const named = namesIn(source, node, asked);
    if (named === null) continue;
    const at = stepAt(source, node, named.chosen);
    const { file, line } = at.step;
    if (named.open && mayTake(source))
      unfollowed.push({ file, line, why: 'loads a module that only running it tells' });
    for (const target of named.targets) found.push({ target, ...linkTo(target, named, at, asked) });
  }
  return { links: found, unfollowed };
}

/** What a string makes of one of the files that it names. */
function linkTo(target: string, named: NamedFiles, at: ReturnType<typeof stepAt>, asked: Asked): Omit<Link, 'target'> {
  const isTheirs = isDevelopersSettings(target);
  if (named.isDefault && isTheirs) return defaultLink(target, at, asked);
  // Of the files that the environment chooses from, those named for development are for developers, unless a default
  // decides.
  const chosenBy = named.chosen !== null && named.standard.length > 0 ? named.standardOf : undefined;
  const isLeft = isTheirs && named.chosen !== null && chosenBy === undefined && !named.standard.includes(target);
  const isCalled = at.step.condition === null && COMMAND.test(target);
  const standard = chosenBy && { ...chosenBy, holds: named.standard.includes(target), isTaken: false };
  const condition = isCalled ? { condition: 'when the command runs' } : standard && { standard };
  return {
    step: { ...at.step, ...condition },
    developers: at.developers || isLeft || named.forTests,
    byName: at.developers ? at.byName : isLeft && !named.isGiven,
    ...(named.tool !== null && { tool: named.tool }),
  };
}

/** A default of DJANGO_SETTINGS_MODULE that only its name marks as developers'. */
function defaultLink(target: string, at: ReturnType<typeof stepAt>, asked: Asked): Omit<Link, 'target'> {
  const overruled = asked.settingsBeside(target);
  if (overruled !== undefined) return { ...at, developers: true, overruled };
  const step = whereNotSet(at.step, target, asked);
  return { ...at, step, ...(step !== at.step && { assumed: true as const }) };
}

/** Whether what settings import may become a part of them: plugins and checks that they only import do not. */
function mayTake({ path, text }: PythonSource): boolean {
  return !isFragment(path, text) || /\b(globals|locals|vars|exec|getattr|setattr)\s*\(/.test(text);
}
