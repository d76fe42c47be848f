import fc from 'fast-check';
import type { Code, Tool } from './code.ts';

/** How a module names the package's urls: the import that it takes, and the expression for `include`. */
export interface Reference {
  /** Null where a string names the module. */
  readonly line: string | null;
  readonly urls: string;
}

const COMMENTED = ['', '', '', '  # noqa: F401', '  # type: ignore[import]', '  # pylint: disable=import-error'];

/** Ways to the package's urls. */
export function reference({ root }: Tool): fc.Arbitrary<Reference> {
  const forms: readonly Reference[] = [
    { line: `import ${root}`, urls: `${root}.urls` },
    { line: null, urls: `"${root}.urls"` },
    { line: `import ${root}`, urls: `"${root}.urls"` },
    { line: `import ${root} as tool`, urls: 'tool.urls' },
    { line: `import ${root}.urls`, urls: `${root}.urls` },
    { line: `from ${root} import urls as ${root}_routes`, urls: `${root}_routes` },
    { line: `from ${root} import (\n    urls as ${root}_routes,\n)`, urls: `${root}_routes` },
    { line: `from ${root}.urls import urlpatterns as tool_patterns`, urls: 'tool_patterns' },
    { line: `import os, ${root}`, urls: `${root}.urls` },
    { line: `import ${root}, json`, urls: `${root}.urls` },
    { line: `${root} = __import__("${root}")`, urls: `${root}.urls` },
    { line: `${root} = importlib.import_module("${root}")`, urls: `${root}.urls` },
  ];
  return fc.tuple(fc.constantFrom(...forms), fc.constantFrom(...COMMENTED)).map(([form, beside]) => ({
    ...form,
    line: form.line === null || form.line.includes('\n') ? form.line : form.line + beside,
  }));
}

/** The lines of an import. */
export const importLines = ({ line }: Reference): Code => line?.split('\n') ?? [];

/** Uses of the package by name in settings: imports with what is made of them. */
export function namedUses({ root }: Tool): fc.Arbitrary<Code> {
  return fc.constantFrom<Code>(
    [`import ${root}`],
    [`import ${root}  # noqa: F401`, '', 'SHOW_TOOLS = True'],
    [`import ${root} as _`],
    [`from ${root}.settings import PANELS`, '', 'TOOL_PANELS = list(PANELS) + ["own.Panel"]'],
    [`from ${root} import settings as tool_settings`, '', 'TOOL_CONFIG = {"panels": tool_settings.PANELS}'],
    [`import ${root}`, '', `TOOL_VERSION = ${root}.VERSION`],
    [`import ${root}`, '', `if ${root}.VERSION > "1":`, '    NEW_TOOL = True'],
    [`import ${root}`, '', `${root}.setup(level=1)`],
    [`import ${root}`, '', 'def show(request):', `    return ${root}.show(request)`],
    [`import ${root}`, `import ${root}.middleware`, '', `print(${root}.middleware.NAME)`],
    [`from ${root}.panels import Panel`, '', 'class OwnPanel(Panel):', '    title = "own"'],
    [`from ${root} import *`],
    [`from ${root} import VERSION, setup`, '', 'setup(VERSION)'],
    [`__import__("${root}")`],
    [`import importlib, ${root}`, '', `TOOL = importlib.reload(${root})`],
  );
}
