import { enclosing, field, lastName } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';

/** Settings that name a URLconf: https://docs.djangoproject.com/en/stable/ref/settings/#root-urlconf */
const URLCONF = /(^|_)URL_?CONFS?$/;
/** Variables of a URLconf that hold a dotted name: https://docs.djangoproject.com/en/stable/ref/urls/#handler400 */
const HANDLERS = /^handler\d+$/;
const APPS = /(^|_)APPS$/i;
/** Settings whose text is no module, whatever it looks like. */
const SECRETS = /(^|_)(SECRET|PASSWORD|PASSWD|TOKEN|SALT|DSN|KEY|SECRETS)(_|$)/;
/** Settings that test runners and factories read. */
const FOR_TESTS =
  /^(TEST_RUNNER|PYTEST_PLUGINS|NOSE_\w+|BEHAVE_\w+)$|(^|_)TESTS?(ING)?_|_(FACTORY|FACTORIES|FIXTURES?)$|^pytest_plugins$/;
/** Settings that one package reads: nothing else loads what they name. */
const TOOLS: readonly (readonly [RegExp, string])[] = [
  [/^DEBUG_TOOLBAR_(PANELS|CONFIG)$/, 'debug_toolbar'],
  [/^SILKY_\w+$/, 'silk'],
  [/^SHELL_PLUS\w*$|^RUNSERVER_?PLUS\w*$/, 'django_extensions'],
  [/^NOSE_PLUGINS$/, 'django_nose'],
];

/** The name of the setting whose value a node is part of. */
export function settingAround(node: Node): string | null {
  const statement = enclosing(node, 'assignment', 'augmented_assignment');
  return statement === null ? null : lastName(field(statement, 'left'));
}

/** Whether a setting's text is imported wherever it stands: the name of a URLconf, a handler or a plugin of pytest. */
export function isImported(setting: string): boolean {
  return HANDLERS.test(setting) || URLCONF.test(setting) || setting === 'pytest_plugins';
}

/** Whether a setting's text is no module, whatever it looks like. */
export function isSecret(setting: string): boolean {
  return SECRETS.test(setting);
}

/** Whether only what runs tests reads a setting. */
export function isForTests(setting: string): boolean {
  return FOR_TESTS.test(setting);
}

/** The package that alone reads a setting, and loads what it names; null for any other setting. */
export function toolReading(setting: string): string | null {
  return TOOLS.find(([name]) => name.test(setting))?.[1] ?? null;
}

/** Whether a node is an entry of a list of applications. */
export function inApps(node: Node): boolean {
  const name = settingAround(node);
  if (name !== null) return APPS.test(name);
  const called = field(enclosing(node, 'call') ?? node, 'function');
  return called?.type === 'attribute' && APPS.test(lastName(field(called, 'object')) ?? '');
}

const FRAGMENT = /(^|\/)(\w*settings\w*|configs?|conf)(\/|\.py$)/;

/** Whether a file holds a part of the settings, with dotted names that other settings get by a star import. */
export function isFragment(path: string, text: string): boolean {
  return FRAGMENT.test(path) && /^[A-Z][A-Z\d_]*\b[^=\n]*=(?!=)/m.test(text);
}
