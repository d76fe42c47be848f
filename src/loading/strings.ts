import { posix } from 'node:path';
import { ofType } from '../python/syntax/query.ts';
import { positionIn } from '../python/syntax/source.ts';
import { ancestors, calledName, enclosing, field, stringValue, textOf } from '../python/syntax/tree.ts';
import type { Default, Node } from '../types.ts';
import { ANY, textsOf, type Variables } from './evidence/texts.ts';
import type { PythonSource } from './link-step.ts';
import type { Asked } from './links.ts';
import { isLoaded, isLoadedValue, isSettingsDefault, mayBeOpen } from './loaded-values.ts';
import type { Modules } from './modules/module-index.ts';
import { appFiles, filesMatching, filesNamed, matching } from './modules/resolve.ts';
import { inApps, isForTests, isFragment, isSecret, settingAround, toolReading } from './setting-names.ts';

/** What the strings of an expression name. */
export interface NamedFiles {
  readonly targets: readonly string[];
  /** The expression, where it names several files of which the environment chooses; else null. */
  readonly chosen: Node | null;
  /** Those of which the expression's default, or production's environment, chooses one. */
  readonly standard: readonly string[];
  /** Whether it is a default that production's environment overrides. */
  readonly isDefault: boolean;
  /** Whether evidence gives production the variable that chooses. */
  readonly isGiven: boolean;
  /** The default of the variable that chooses, where production is not seen to set it; left out for any other. */
  readonly standardOf?: Default;
  /** Whether only a test runner loads it. */
  readonly forTests: boolean;
  /** The package that alone loads it; null where others do. */
  readonly tool: string | null;
  /** Whether more may be meant, that the text does not tell. */
  readonly open: boolean;
}

const DOTTED = /^\.*[A-Za-z_][\w]*(\.[A-Za-z_]\w*)+$/;
const NAME = /^[A-Za-z_]\w*$/;
/** Calls that run files, by their paths: https://django-split-settings.readthedocs.io/en/stable/ and Python's own. */
const RUNS_FILES =
  /\bsplit_settings\b|\b[Dd]ynaconf\b|\bexec(?:file)?\s*\(|\brun_path\s*\(|\bspec_from_file_location\b|\bSourceFileLoader\b|\bload_source\b/;
/** Commands, loaded when called: https://docs.djangoproject.com/en/stable/howto/custom-management-commands/ */
export const COMMAND = /\/management\/commands\/(?!__init__)\w+\.py$/;

/** Code that `exec()` is given: `from .local import *`. */
const STATEMENT = /^\s*(?:from|import)\s+([.\w*]+)/;

/** The files that the string at a node, or the expression that it starts, names; null for any other node. */
export function namesIn(source: PythonSource, node: Node, asked: Asked): NamedFiles | null {
  const expression = expressionFrom(node);
  if (expression === null) return null;
  const asks = asking(asked.variables(source.path));
  const { variables } = asks;
  const all = expression.type === 'string' ? textsAt(expression, variables) : textsOf(expression, variables);
  // The star of an import stands for no part that is not known.
  const texts = all.map((text) => text.replace(/(?<= import) \*$/, ''));
  const named = (text: string) => filesOf(source, node, text, asked.modules);
  const targets = new Set(texts.flatMap(named));
  const open = mayBeOpen(node, source) && texts.some((text) => /^[*.]*$/.test(text));
  if (targets.size === 0 && !open) return null;
  const isChosen = targets.size > 1 && (texts.length > 1 || texts.some((text) => text.includes(ANY)));
  const [first] = texts;
  const setting = settingAround(node) ?? '';
  return {
    targets: [...targets],
    // All that a pattern in a string matches is meant.
    chosen: stringValue(expression) === null && (isChosen || (first?.includes(ANY) ?? false)) ? expression : null,
    standard: texts.some((text) => text.includes(ANY))
      ? texts.filter((text) => !text.includes(ANY)).flatMap(named)
      : [],
    isDefault: isSettingsDefault(node),
    ...asks.told(source),
    forTests: isForTests(setting),
    tool: toolReading(setting),
    open,
  };
}

/** Looks up variables, and remembers the first of them of which nothing is known. */
function asking(variables: Variables) {
  let isGiven = false;
  let open: { readonly variable: string; readonly at: Node } | null = null;
  return {
    variables: (variable: string, at?: Node) => {
      const given = variables(variable, at);
      if (given === null && at !== undefined) open ??= { variable, at };
      else isGiven ||= given !== null && given.length > 0;
      return given;
    },
    told: ({ path }: PythonSource): Pick<NamedFiles, 'isGiven' | 'standardOf'> => {
      if (isGiven || open === null) return { isGiven };
      const { variable, at } = open;
      const { line } = positionIn(at.tree, at.start);
      return { isGiven, standardOf: { variable, file: path, line, text: textOf(at) } };
    },
  };
}

function textsAt(node: Node, variables: Variables): readonly string[] {
  const value = stringValue(node);
  return value === null ? textsOf(node, variables) : [value];
}

/** The whole expression that a string begins, such as `"a.%s" % b`, or that a loading call is given; null for no such. */
function expressionFrom(node: Node): Node | null {
  if (node.type !== 'string') return isLoadedValue(node) ? node : null;
  let at = node;
  for (const parent of ancestors(node)) {
    const isWhole = /^(binary_operator|concatenated_string|parenthesized_expression)$/.test(parent.type);
    const isChanged = parent.type === 'attribute' || (parent.type === 'call' && at.field === 'function');
    if (!isWhole && !isChanged) break;
    // What does not begin with this string is found from another one, or from no string at all.
    if (isWhole && parent.start !== at.start && parent.type !== 'parenthesized_expression')
      return isFirst(at) ? at : null;
    at = parent;
  }
  return at;
}

/** Whether a string stands behind what is no string: `BASE_DIR / "local.py"`. */
function isFirst(node: Node): boolean {
  const left = node.parent === null ? null : field(node.parent, 'left');
  return node.parent?.type === 'binary_operator' && left !== null && ofType(left, 'string').length === 0;
}

function filesOf(source: PythonSource, node: Node, text: string, modules: Modules): readonly string[] {
  if (/\.py$/.test(text)) return pathFiles(source, node, text, modules);
  const { path } = source;
  const [, module] = calledName(enclosing(node, 'call')) === 'exec' ? (STATEMENT.exec(text) ?? []) : [];
  if (module !== undefined) return filesMatching(module, path, modules);
  const app = inApps(node);
  if (app && (NAME.test(text) || DOTTED.test(text))) return appFiles(text, path, modules);
  const isOne = isLoaded(node, source);
  if (text.includes(ANY)) return isOne ? filesMatching(text, path, modules) : [];
  if (NAME.test(text)) return isOne ? filesNamed(text, path, modules) : [];
  if (!DOTTED.test(text)) return [];
  const isSettings =
    /^[ \t]*(INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF)\b/m.test(source.text) || isFragment(path, source.text);
  if (!isOne && (!isSettings || isSecret(settingAround(node) ?? ''))) return [];
  return filesNamed(text, path, modules);
}

/** The files of `include("common.py", optional("*.py"))`, and of what else runs files by their paths. */
function pathFiles({ path, text }: PythonSource, node: Node, value: string, modules: Modules): readonly string[] {
  const called = calledName(enclosing(node, 'call')) ?? '';
  // `pytest_plugins = [... for path in Path().glob("fixtures/*.py")]`
  const isListed = /glob$/.test(called) && settingAround(node) === 'pytest_plugins';
  if (!isListed && !/^(include|optional)$/.test(called) && !RUNS_FILES.test(text)) return [];
  const wanted = posix.join(posix.dirname(path), value.replace(/^\*\//, ''));
  return matching(wanted, modules);
}
