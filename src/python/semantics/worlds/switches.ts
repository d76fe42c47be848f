import type { Node } from '../../../types.ts';
import { calledName, enclosing, field, items, lastName, stringValue, textOf, unwrap } from '../../syntax/tree.ts';

/** What a name may have before and after the word that makes it a switch. */
const BEFORE = '(?:(?:IS|RUN|RUNNING|IN|ON|DJANGO|USE|ENABLE|ENABLED|SHOW|APP|TEMPLATE)_)*';
const AFTER = '(?:_(?:ENABLED|AVAILABLE|MODE|ON|ENV))*';
const SWITCH = new RegExp(
  `^_*${BEFORE}(?:DEBUG|DEV|DEVEL|DEVELOPMENT|DEVMODE|LOCAL|LOCALHOST|LOCAL_DEV|TESTS?|TESTING|(?:DEBUG_|DJANGO_)?TOOLBAR|DJDT)${AFTER}$`,
  'i',
);
/** Words that in lower case are ordinary variable names too. */
const ANYTHING = /^_*(local|localhost|tests?|testing|toolbar|dev)$/;
const SERVERS = /^_*(?:(?:IS|IN|ON|RUNNING|DJANGO|APP)_)*(?:PROD|PRODUCTION|LIVE)(?:_(?:MODE|ENV))*$/i;
const PLACE = /(^|_)(env|environment|stage|mode|state|tier|target|instance|profile|settings|configuration)(_|$)/i;
/** Objects that hold settings, whose attributes may be switches in lower case. */
const SETTINGS = /^(settings|conf|config|env|self|cls)$/i;
const ENVIRONMENT = /(^|_)(env|environ|environment|config|getenv)(_|$)/i;

/** Whether a name, an attribute or a look-up is a switch that only developers turn on. */
export function isDevelopersSwitch(node: Node): boolean {
  const name = nameAsked(node);
  if (name === null || !SWITCH.test(name)) return false;
  return unwrap(node).type !== 'identifier' || !(ANYTHING.test(name) || isParameter(node, name));
}

/** Whether a name is a parameter of the function around it, which any caller may turn on. */
function isParameter(node: Node, name: string): boolean {
  const parameters = field(enclosing(node, 'function_definition', 'lambda') ?? node, 'parameters');
  return parameters !== null && new RegExp(`\\b${name}\\b`).test(textOf(parameters));
}

/** Whether a name, an attribute or a look-up is a switch that is on in production, such as `IS_PROD`. */
export function isServersSwitch(node: Node): boolean {
  return SERVERS.test(nameAsked(node) ?? '');
}

/** Whether a name, an attribute or a look-up tells which of several environments this is, such as `ENVIRONMENT`. */
export function isEnvironmentName(node: Node): boolean {
  return PLACE.test(nameAsked(node) ?? '');
}

/** The name of a variable, a setting or an environment key whose value an expression reads; null for anything else. */
function nameAsked(given: Node): string | null {
  const node = unwrap(given);
  if (node.type === 'identifier') return textOf(node);
  if (node.type === 'attribute') return settingAsked(node);
  if (node.type === 'subscript') return keyAsked(field(node, 'value'), field(node, 'subscript'));
  if (node.type !== 'call') return null;
  const called = field(node, 'function');
  const list = field(node, 'arguments');
  const [first, second] = list?.type === 'argument_list' ? items(list) : [];
  if (first === undefined) {
    const changes = called?.type === 'attribute' && /^(lower|upper|strip|casefold)$/.test(calledName(node) ?? '');
    return changes ? nameAsked(field(called, 'object') as Node) : null;
  }
  const name = calledName(node) ?? '';
  if (name === 'getattr' && second !== undefined) return keyAsked(first, second);
  const key = keyAsked(called, first);
  return key ?? (/^(bool|int|str|eval|literal_eval|loads|\w*strtobool)$/.test(name) ? nameAsked(first) : null);
}

/** `settings.DEBUG`; an attribute in lower case only where its object is named like settings. */
function settingAsked(node: Node): string | null {
  const name = lastName(node);
  const holder = lastName(field(node, 'object')) ?? '';
  return name === null || /^[A-Z\d_]+$/.test(name) || SETTINGS.test(holder) ? name : null;
}

/** The key of `environ["DEBUG"]`, `env.bool("DEBUG")`, `getattr(settings, "DEBUG")`. */
function keyAsked(holder: Node | null, key: Node | null): string | null {
  const name = key === null ? null : stringValue(unwrap(key));
  if (name === null || holder === null) return null;
  return isEnvironment(holder) || namesOf(holder).includes('settings') ? name : null;
}

/** Whether something is named like the environment, or like what reads it: `os.environ`, `env.bool`, `config`. */
export function isEnvironment(holder: Node): boolean {
  return namesOf(holder).some((name) => ENVIRONMENT.test(name));
}

function namesOf(holder: Node): readonly string[] {
  const owner = holder.type === 'attribute' ? lastName(field(holder, 'object')) : null;
  return [lastName(holder) ?? '', owner ?? ''];
}
