import fc from 'fast-check';
import { type Code, indented, type Tool } from './code.ts';

/** Imports whose guards leave their names without a value, and code that asks for the names all the same. */
export function halfGuarded(tool: Tool, inUrls: boolean): fc.Arbitrary<Code> {
  const form = fc.constantFrom(
    { line: `import ${tool.root}`, name: tool.root, module: tool.root },
    { line: `import ${tool.root} as ${tool.root}_tool`, name: `${tool.root}_tool`, module: `${tool.root}_tool` },
    { line: `from ${tool.root} import urls as ${tool.root}_urls`, name: `${tool.root}_urls`, module: null },
  );
  return form.chain(({ line, name, module }) => {
    const uses = [...asking(name), ...(inUrls ? routes(name, module) : entries(name, tool.root))];
    return fc
      .tuple(fc.constantFrom(...GUARDS), fc.array(fc.constantFrom<Code>(...uses), { minLength: 1, maxLength: 3 }))
      .map(([guard, codes]) => [...guard(line, tool.root), '', ...codes.flat()]);
  });
}

type Guard = (line: string, root: string) => Code;

const GUARDS: readonly Guard[] = [
  (line) => ['try:', `    ${line}`, 'except ImportError:', '    pass'],
  (line) => ['try:', `    ${line}`, 'except ImportError: pass  # nothing'],
  (line) => ['try:', `    ${line}`, 'except ImportError:', '    HAS_TOOL = False'],
  (line) => ['try:', `    ${line}`, 'except ImportError: HAS_TOOL = False'],
  (line) => ['try:', `    ${line}`, 'except ImportError:', '    HAS_TOOL = False', 'else:', '    HAS_TOOL = True'],
  (line) => ['HAS_TOOL = False', 'try:', `    ${line}`, '    HAS_TOOL = True', 'except ImportError:', '    pass'],
  (line) => ['try:', `    ${line}`, 'except ModuleNotFoundError:', '    # without', '    print("no tool")'],
  (line) => [`try: ${line}`, 'except ImportError: pass'],
  (line) => ['try:', `    ${line}`, 'except (KeyError, ImportError):', '    pass', 'finally:', '    DONE = True'],
  (line) => ['if True:', '    try:', `        ${line}`, '    except ImportError:', '        pass'],
  (line) => [
    'for _ in range(1):',
    ...indented(['try:', `    ${line}`, 'except ImportError:', '    continue', 'NEW_TOOL = True']),
  ],
  (line) => ['with suppress(ImportError):', `    ${line}`],
  (line, root) => [`if find_spec("${root}"):`, `    ${line}`],
  (line, root) => [`if find_spec("${root}") is not None:`, `    ${line}`, 'else:', '    HAS_TOOL = False'],
  (line, root) => [`if find_spec("${root}"):`, ...indented(['try:', `    ${line}`, 'except ImportError:', '    pass'])],
];

/** Code that asks whether a name has a value, in every place where it may be asked. */
const asking = (name: string): readonly Code[] => [
  [`if ${name}:`, '    NEW_TOOL = True'],
  [`if not ${name}:`, '    OTHER = 1', 'else:', '    NEW_TOOL = True'],
  [`if DEBUG and ${name}:`, '    NEW_TOOL = True'],
  [`if ${name} is None: OTHER = 1`],
  [`if DEBUG:`, '    OTHER = 1', `elif ${name}:`, '    NEW_TOOL = True'],
  [`NEW_TOOL = ${name} is not None`],
  [`NEW_TOOL = bool(${name})`],
  [`NEW_TOOL = not ${name}`],
  [`NEW_TOOL = True if ${name} else False`],
  [`NEW_TOOL = [item for item in ("a", "b") if ${name}]`],
  [`NEW_TOOL = DEBUG and ${name} is not None`],
  [`NEW_TOOL = bool(${name} or DEBUG)`],
  [`NEW_TOOL = bool((found := ${name}) and DEBUG)`],
  [`if (found := ${name}) is not None:`, '    NEW_TOOL = True'],
  [`NEW_TOOL = isinstance(${name}, str)`],
  [`NEW_TOOL = all([DEBUG, ${name}])`],
  [`NEW_TOOL = None is not ${name}`],
  [`NEW_TOOL = ${name} == 1`],
  [`assert ${name}`],
  [`assert ${name} or True`],
  [`while ${name}:`, '    NEW_TOOL = True', '    break'],
  [`print(${name})`],
  ['def show():', `    return ${name} is not None`, '', 'NEW_TOOL = show()'],
  ['def show():', `    return ${name} is not None`],
  ['try:', `    NEW_TOOL = ${name} is not None`, 'except NameError:', '    NEW_TOOL = False'],
];

const entries = (name: string, root: string): readonly Code[] => [
  [`if ${name}:`, `    INSTALLED_APPS += ["${root}"]`],
  [`INSTALLED_APPS = [*INSTALLED_APPS, *(["${root}"] if ${name} else [])]`],
  [`INSTALLED_APPS = INSTALLED_APPS + ["shop.extra", "${root}"]`],
  [`INSTALLED_APPS += ["${root}"]`],
  [`if DEBUG and ${name}:`, `    INSTALLED_APPS.append("${root}")`, '    NEW_TOOL = True'],
  [`TOOL_NAME = ${name}.__name__`],
];

const routes = (name: string, module: string | null): readonly Code[] => {
  const route = `path("x/", include(${module === null ? name : `${module}.urls`}))`;
  return [
    [`urlpatterns += [${route}]`],
    [`if ${name}:`, `    urlpatterns += [${route}]`],
    [`if DEBUG and ${name} is not None:`, `    urlpatterns = [${route}] + urlpatterns`],
    [`urlpatterns = [*urlpatterns, ${route}]`],
    [`urlpatterns += [${route}] if ${name} else []`],
  ];
};
