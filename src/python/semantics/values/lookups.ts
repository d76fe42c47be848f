import type { Node } from '../../../types.ts';
import { importedNames } from '../../syntax/imports.ts';
import { ofType } from '../../syntax/query.ts';
import { calledName, compact, field, items, lastName, stringValue, textOf, unwrap } from '../../syntax/tree.ts';
import { defaultOf, keyword, read, type Value } from '../calls.ts';
import { isEnvironment } from '../worlds/switches.ts';
import type { Asking } from './asking.ts';
import { byDefault } from './defaults.ts';
import { changed, either, type Possible, possible, UNKNOWN, weakened } from './possible.ts';
import type { Taken, World } from './world.ts';

/** What a look-up of an environment variable, a setting or a name of another module gives; null for anything else. */
export function lookedUp(node: Node, asking: Asking): Possible | null {
  const key = environmentKey(node);
  if (key !== null) return fromEnvironment(node, key, asking);
  if (node.type === 'call' && calledName(node) === 'getattr') return attributeAsked(node, asking);
  if (node.type !== 'attribute') return null;
  const name = textOf(field(node, 'attribute') as Node);
  return valueTaken(taken(field(node, 'object'), name, asking), name);
}

/** Helpers that read a variable which a keyword names: `get_bool(name="X", default=False)`. */
const READER = /^(get|read|env)_(bool|int|float|str|string|any)$/;

/** The variable that `environ["X"]`, `environ.get("X")`, `env.bool("X")` or `config("X")` asks for. */
function environmentKey(node: Node): string | null {
  if (node.type === 'call' && READER.test(calledName(node) ?? '')) {
    const name = keyword(items(field(node, 'arguments') ?? node), 'name');
    return name === null ? null : stringValue(unwrap(name));
  }
  const [holder, key] =
    node.type === 'subscript'
      ? [field(node, 'value'), field(node, 'subscript')]
      : node.type === 'call'
        ? [field(node, 'function'), items(field(node, 'arguments') ?? node)[0] ?? null]
        : [null, null];
  return holder !== null && key !== null && isEnvironment(holder) ? stringValue(unwrap(key)) : null;
}

/** @see https://django-environ.readthedocs.io/en/latest/types.html https://pypi.org/project/python-decouple/ */
function fromEnvironment(node: Node, key: string, asking: Asking): Possible | null {
  const given = asking.world.environment(key);
  const cast = castOf(node);
  if (cast === undefined) return UNKNOWN;
  const scheme = schemeDefault(node.tree.root, key);
  const standard =
    defaultOf(node) ?? keyword(items(field(node, 'arguments') ?? node), 'default') ?? scheme ?? defaultSet(node, key);
  const reads = cast || scheme !== null;
  const isNone = standard === null && isNoneWhereUnset(node);
  const fallback = isNone ? possible([null]) : standard === null ? null : asking.evaluate(standard, asking);
  const told = given && changed(possible(given.values, given.open), reads ? read : asItIs);
  if (told !== null && !told.open) return told;
  if (fallback === null) return told === null ? UNKNOWN : either(told, UNKNOWN);
  const mayBeUnset = byDefault(node, key, changed(fallback, reads ? read : asItIs), asking.world);
  if (told === null) return mayBeUnset;
  // What evidence gives decides before a default does.
  const { standard: _, ...otherwise } = mayBeUnset;
  return either(told, told.values.length > 0 ? otherwise : mayBeUnset);
}

/** Whether a variable is set: `"RENDER" in os.environ`; null for anything else. */
export function isSetInEnvironment(left: Node, right: Node, world: World): Possible | null {
  const key = stringValue(unwrap(left));
  if (key === null || !/(^|\.)environ$/.test(compact(right))) return null;
  const given = world.environment(key);
  if (given !== null) return possible([true], given.open);
  return byDefault(left, key, possible([false]), world);
}

const asItIs = (value: Value) => value;

/** `os.environ.get("X")` and `os.getenv("X")`: https://docs.python.org/3/library/os.html#os.getenv */
function isNoneWhereUnset(node: Node): boolean {
  return node.type === 'call' && /(^|\.)(environ\.get|getenv)$/.test(compact(field(node, 'function') ?? node));
}

/** Whether a look-up makes a truth value of what it finds; undefined where it makes something else of it. */
function castOf(node: Node): boolean | undefined {
  if (node.type !== 'call') return false;
  const given = items(field(node, 'arguments') ?? node);
  const cast = keyword(given, 'cast');
  if (cast !== null)
    return /bool|^int$|^float$/i.test(compact(cast)) ? true : /^str$/.test(compact(cast)) ? false : undefined;
  const name = calledName(node) ?? '';
  if (/bool|^int$/i.test(name)) return true;
  return /^(list|dict|json|tuple|url|db_url|cache_url|db|cache|path|float)$/.test(name) ? undefined : false;
}

/** The default that `Env(DEBUG=(bool, False))` gives a variable: https://django-environ.readthedocs.io/ */
function schemeDefault(root: Node, key: string): Node | null {
  for (const call of ofType(root, 'call')) {
    if (!/^(Env|FileAwareEnv)$/.test(calledName(call) ?? '')) continue;
    const pair = keyword(items(field(call, 'arguments') ?? call), key);
    const [, standard] = pair === null ? [] : items(pair);
    if (standard !== undefined) return standard;
  }
  return null;
}

/** What `environ.setdefault("X", "a")` above a look-up of a variable gives it; null where nothing does. */
export function defaultSet(node: Node, key: string): Node | null {
  for (const call of ofType(node.tree.root, 'call')) {
    if (call.start >= node.start || calledName(call) !== 'setdefault') continue;
    const holder = field(field(call, 'function') ?? call, 'object');
    const [name, standard] = items(field(call, 'arguments') ?? call);
    if (holder === null || !isEnvironment(holder) || name === undefined || standard === undefined) continue;
    if (stringValue(unwrap(name)) === key) return standard;
  }
  return null;
}

/** `getattr(settings, "X", standard)`. */
function attributeAsked(node: Node, asking: Asking): Possible | null {
  const [object, key, standard] = items(field(node, 'arguments') ?? node);
  const name = key === undefined ? null : stringValue(unwrap(key));
  if (object === undefined || name === null) return null;
  const found = taken(object, name, asking);
  if (typeof found !== 'string') return found;
  const fallback = standard === undefined ? UNKNOWN : asking.evaluate(standard, asking);
  return found === 'unbound' ? weakened(fallback, 'default') : { ...fallback, open: true, truth: null };
}

/** An attribute of `django.conf.settings`, or of a module of the project. */
function taken(object: Node | null, name: string, { world }: Asking): Taken {
  if (object === null || !/^(identifier|attribute)$/.test(object.type)) return 'elsewhere';
  const written = compact(object);
  const targets = importedNames(object.tree.root).filter((at) => at.name === written || at.target === written);
  if (targets.some(({ target }) => target === 'django.conf.settings')) return world.setting(name);
  const [only, ...more] = new Set(targets.map(({ target }) => target));
  if (only === undefined || more.length > 0)
    return lastName(object) === 'settings' && targets.length === 0 ? world.setting(name) : 'elsewhere';
  // Of `from . import x` the target has a dot between the module and the name.
  return world.imported(only.replace(/^\.(\.+[^.]+)$/, '$1'), name);
}

/** Django's own default of DEBUG: https://docs.djangoproject.com/en/stable/ref/settings/#debug */
function valueTaken(found: Taken, name: string): Possible | null {
  if (typeof found !== 'string') return found;
  return found === 'unbound' && name === 'DEBUG' ? weakened(possible([false]), 'default') : null;
}
