import { definitionsOf } from '../src/python/semantics/definitions/bindings.ts';
import { isDefault } from '../src/python/semantics/destination.ts';
import { enclosing, field, stringValue, textOf } from '../src/python/syntax/tree.ts';
import type { Rule, RuleContext } from '../src/rewrite/rule.ts';
import type { Node } from '../src/types.ts';

/** Words in a name of what is left out, or only spoken of: what is named there is not imported. */
const SPOKEN_OF =
  /exclu|ignor|skip|omit|silenc|exempt|migration|disab|remov|hid|block|deny|forbid|mock|optional|filter|logger|verbose|help|descri|label|title|name(s|d)?$|known|first_party|third_party|permission|role|panel|args|arguments|options/i;

/** Functions that look something up by a name, show it, or make a text of it. */
const ASKED =
  /^(include|path|re_path|url|reverse.*|resolve|print|.*[lL]og(ger)?|debug|info|warn(ing)?|error|get|pop|setdefault|startswith|endswith|join|split|replace|format|strip|getattr|hasattr|open|Path|.*patch.*|override_settings|importorskip|skip.*|mark|filterwarnings|get_app_config|get_model|is_.*|has_.*|_|n?gettext.*|render.*|get_template|.*Field|.*Exception|.*Error|run|check_call|check_output|call_command|version|metadata|distribution|setup)$/;

export const notUnderstood: Rule = {
  code: 'DJG011',
  name: 'not-understood',
  summary:
    'A dotted name of the package in code that runs as a module loads, of which nothing tells what becomes of it',
  why: 'What imports it fails where the package is missing, and what only speaks of it does not. Silence would be a claim that nothing imports it.',
  source: 'https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.module_loading.import_string',
  example: {
    before: `PLUGINS = ["shop.plugins.Cart", "debug_toolbar.plugins.Timer"]
`,
    after: `from importlib.util import find_spec

PLUGINS = ["shop.plugins.Cart"]

if find_spec("debug_toolbar") is not None:
    PLUGINS += ["debug_toolbar.plugins.Timer"]
`,
  },
  finds: (context) =>
    isRun(context) || (context.reference.kind === 'string' && isTelling(context) && !isSpokenOf(context)),
  message: (_, root) => `name of ${root}, of which it is not known what becomes of it`,
  reportsOnly:
    'guard it by hand if anything imports it where the package may be missing, else say `# djguard: ignore[DJG011]` and why',
  isDoubt: 'what becomes of the name is not understood',
  fix: [],
};

/** Whether a string is code that names the package. */
function isRun({ reference: { node, kind } }: RuleContext): boolean {
  const call = kind === 'fragment' ? enclosing(node, 'call') : null;
  const called = call === null ? null : field(call, 'function');
  return called?.type === 'identifier' && /^(exec|eval)$/.test(textOf(called));
}

/** Whether a string names a module or class of the package, or is hardly a word for something else. */
function isTelling({ reference: { node }, package: { root } }: RuleContext): boolean {
  const value = stringValue(node) ?? '';
  return value.includes('.') || (root.includes('_') && /^[a-z_][\w.]*$/.test(value));
}

/** Whether the names around it are the package's own, or of what only speaks of packages. */
function isSpokenOf({ reference: { node, destination }, package: { root }, isOwn }: RuleContext): boolean {
  const { names, calls, unread } = destination;
  // What a name or a default holds is followed to where it is used.
  if (
    node.field === 'key' ||
    node.parent?.type === 'assignment' ||
    isDefault(node) ||
    (names.length === 0 && calls.length === 0)
  )
    return true;
  if ((unread || names.length === 0) && isOfModule(node)) return true;
  const tool = root.replace(/^django_|_django$/, '').toUpperCase();
  const isAbout = (name: string) => isOwn(name) || name.startsWith(`${tool}_`) || SPOKEN_OF.test(name);
  return calls.some((name) => ASKED.test(name)) || names.some(isAbout);
}

/** Whether a function or class of the module gets it: what that makes of it stands in the module. */
function isOfModule(node: Node): boolean {
  const call = enclosing(node, 'call');
  const called = call === null ? null : field(call, 'function');
  if (called?.type !== 'identifier') return false;
  return definitionsOf(called, textOf(called)).some(({ kind }) => kind !== 'import');
}
