import fc from 'fast-check';
import { anyOf, around, type Code, indented, type Tool } from './code.ts';
import { APPS, brackets, entry, type Holding, type Kind, literal, withEntry } from './literals.ts';

/** Lists in settings other than apps and middleware. */
export function startUp(tool: Tool): fc.Arbitrary<Code> {
  const { root, processor } = tool;
  const row = literal('list', withEntry(OPTION(tool), tool, 2));
  const keys = fc.constantFrom('context_processors', 'builtins', 'loaders');
  return anyOf(
    keys.map((key) => [`TEMPLATES[0]["OPTIONS"]["${key}"].append("${processor}")`]),
    keys.map((key) => [`TEMPLATES[0]["OPTIONS"]["${key}"] += ["${processor}"]`]),
    fc
      .tuple(keys, row)
      .map(([key, code]) => [
        ...['TEMPLATES = [', '    {', '        "BACKEND": "django.template.backends.django.DjangoTemplates",'],
        ...indented(indented(['"OPTIONS": {', ...indented(around(`"${key}": `, code, ',')), '},'])),
        ...['    },', ']'],
      ]),
    row.map((code) => around('STATICFILES_FINDERS = ', code)),
    row.map((code) => around('AUTHENTICATION_BACKENDS = ', code)),
    fc.constant<Code>(['TEMPLATES[0]["OPTIONS"]["libraries"] = {', `    "tool": "${root}.templatetags.tool",`, '}']),
    row.map((code) => [...around('GRAPHENE = {"MIDDLEWARE": ', code, '}')]),
    row.map((code) => [
      'REST_FRAMEWORK = {',
      ...indented(around('"DEFAULT_RENDERER_CLASSES": ', code, ',')),
      '    "PAGE_SIZE": 10,',
      '}',
    ]),
    fc.constant<Code>([`EMAIL_BACKEND = "${root}.mail.Backend"`]),
    fc.constant<Code>([`CACHES = {"default": {"BACKEND": "${root}.cache.Cache"}}`]),
    fc.constant<Code>([
      ...['LOGGING = {', '    "handlers": {', '        "console": {"class": "logging.StreamHandler"},'],
      ...[`        "tool": {"class": "${root}.handlers.Handler"},`, '    },', '}'],
    ]),
  );
}

const OPTION = ({ processor }: Tool): Holding => ({
  name: '',
  kept: ['django.template.context_processors.debug', 'shop.processors.cart'],
  anchor: '',
  entries: () => [processor],
});

/** Classes as django-configurations has them. */
export function classes(holding: Holding, kind: Kind, tool: Tool): fc.Arbitrary<Code> {
  const { name } = holding;
  const row = literal(kind, withEntry(holding, tool, 2));
  const string = entry(holding, tool);
  const body = anyOf(
    row.map((code) => around(`${name} = Common.${name} + `, code)),
    row.map((code) => around(`${name} = `, code)),
    string.map((text) => ['@property', `def ${name}(self):`, `    return super().${name} + [${text}]`]),
    string.map((text) => ['@property', `def ${name}(self):`, `    return [*super().${name}, ${text}]`]),
    row.map((code) => [`${name} = Common.${name}`, 'if DEBUG:', ...indented(around(`${name} = ${name} + `, code))]),
    string.map((text) => [
      ...['@classmethod', 'def setup(cls):', '    super().setup()'],
      `    cls.${name} = list(cls.${name}) + [${text}]`,
    ]),
  );
  return body.map((code) => ['class Development(Common):', '    DEBUG = True', '', ...indented(code)]);
}

/** Functions: called while the module loads, or later. */
export function functions({ name }: Holding, kind: Kind, tool: Tool, string: fc.Arbitrary<string>): fc.Arbitrary<Code> {
  const { root } = tool;
  const [open, close] = brackets(kind);
  const one = (item: string) => (kind === 'list' ? `[${item}]` : `(${item},)`);
  return string.chain((text) =>
    fc.constantFrom<Code>(
      ['def add_tools(apps):', `    return ${open}*apps, ${text}${close}`, '', `${name} = add_tools(${name})`],
      ['def add_tools():', `    ${name}.append(${text})`, '', 'add_tools()'],
      ['def add_tools(apps):', `    apps += ${one(text)}`, '', `add_tools(${name})`],
      ['def add_to(value, item):', `    return value + ${one('item')}`, '', `${name} = add_to(${name}, ${text})`],
      [
        'def tools():',
        '    if DEBUG:',
        `        return ${one(text)}`,
        `    return ${open}${close}`,
        '',
        `${name} += tools()`,
      ],
      ['def show(request):', `    import ${root}`, '', `    return ${root}.show(request)`],
      ['def show(request):', `    return ${text} in ${name}`],
      [`settings.configure(INSTALLED_APPS=["shop", ${text}], DEBUG=True)`],
      [`${name} = (lambda apps: ${open}*apps, ${text}${close})(${name})`],
    ),
  );
}

/** Lines that name the package and must stay as they are. */
export function harmless({ root }: Tool): fc.Arbitrary<Code> {
  return fc.constantFrom<Code>(
    ['DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": "debug_toolbar.middleware.show"}'],
    ['DEBUG_TOOLBAR_PANELS = [', '    "debug_toolbar.panels.sql.SQLPanel",  # sql', '    "own.Panel",', ']'],
    [`SILENCED_SYSTEM_CHECKS = ["${root}.E001"]`],
    [`MIGRATION_MODULES = {"${root}": None}`],
    [`if "${root}" in INSTALLED_APPS:`, `    INSTALLED_APPS.remove("${root}")`],
    [`# INSTALLED_APPS += ["${root}"]`],
    [`def show_${root}(request):`, '    return False'],
    [`NOTE = "see ${root} for more"`],
    [`if TYPE_CHECKING:`, `    import ${root}`],
    [`TOOLS_ON = "${root}" in INSTALLED_APPS`],
  );
}

/** Adds both of two packages at once. */
export function together(kind: Kind, tools: readonly Tool[]): fc.Arbitrary<Code> {
  const rows = tools.map((tool) => withEntry(APPS, tool, 1));
  return literal(
    kind,
    fc.tuple(...rows).map((all) => all.flat()),
  ).map((code) => around('INSTALLED_APPS += ', code));
}
