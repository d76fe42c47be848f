import type { Node } from '../types.ts';

/** Why djguard leaves a use alone and what a human can do, by the kind of node that stands around it. */
const BY_PARENT: Readonly<Record<string, string>> = {
  class_definition:
    'a class is derived from it, and a class without its base is another class: move the class to a module that only development settings load, or give it a fallback base in `except ImportError`',
  decorator: 'it decorates a function: give the decorator a do-nothing fallback in `except ImportError`',
  comparison_operator: 'a comparison needs its value: decide what it is without the package',
  binary_operator: 'it is computed with: decide what the value is without the package',
  unary_operator: 'it is computed with: decide what the value is without the package',
  concatenated_string: 'the name is put together from parts: write it as one string, or guard it by hand',
  default_parameter: 'it is the default of a parameter: use None there and decide inside the function',
  typed_default_parameter: 'it is the default of a parameter: use None there and decide inside the function',
  type: 'an annotation needs it when the module loads: import it under `if TYPE_CHECKING` and quote the annotation',
  with_item: 'a `with` statement needs it: guard the block by hand',
  if_statement: 'a condition needs its value: decide what it is without the package',
  elif_clause: 'a condition needs its value: decide what it is without the package',
  pair: 'a dictionary needs a value there: choose one for the case that the package is missing',
  keyword_argument: 'a call needs a value there: choose one for the case that the package is missing',
  assignment: 'the name needs a value without the package too: choose one in `except ImportError`',
  return_statement: 'the function has to return something without the package too: choose what',
};

export const GENERIC = 'its value is needed there: guard it by hand with try/except ImportError';

/** The advice for a use that stands in a place where nothing can be left out. */
export function adviceFor(parent: Node): string {
  for (let at: Node | null = parent; at !== null; at = at.parent) {
    const advice = BY_PARENT[at.type];
    if (advice !== undefined) return advice;
    if (/_statement$/.test(at.type)) break;
  }
  return GENERIC;
}
