import { BREAKPOINTS, LEFT_BEHIND } from '../../python/semantics/debugger-calls.ts';
import type { Boundary } from '../../python/semantics/extent/boundary.ts';
import { isFalsy } from '../../python/semantics/worlds/package-absent.ts';
import { calledName, items, wrapped } from '../../python/syntax/tree.ts';
import type { Node } from '../../types.ts';
import { isDisplay, isOpenPair } from '../entry/runs.ts';
import type { Fix } from '../fix.ts';
import { refuse, type Site } from '../site.ts';
import { definitionReason, patchReason } from './by-definition.ts';

/** Why djguard leaves a reference alone and what a human can do, by the type of a node around it. */
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

const GENERIC = 'its value is needed there: guard it by hand with try/except ImportError';
const PATCHES = 'it changes other code while it runs, which may be needed without the package too: decide by hand';

const ATTRIBUTE = 'an attribute of it is used, which nothing can stand in for: guard it by hand';
const KEY =
  'the key becomes an entry of a list: put the pair into the dictionary under a guard, or write the entries as a list';
const OTHER_BRANCH =
  'without the package its other branch would take its place, which it does not with it: write an `if` statement';
const TAKEN = 'the `with` block uses what it gives, which nothing can stand in for: guard it by hand';
const GIVEN = 'what it returns is used, which nothing can stand in for: guard it by hand';
const PASSED =
  'it is passed on as a value, which nothing can stand in for: call it where it is used, or guard it by hand';

/** Refuses a statement that changes other code, or that should not be there at all, such as a breakpoint. */
export function refuseEffects(site: Site): Fix | null {
  for (const { boundary, references } of site.extents) {
    for (const reference of references) {
      const reason = patchReason(site, reference);
      if (reason !== null) return refuse(site, reason);
    }
    const called = calledName(boundary.node) ?? '';
    if (/patch/i.test(called)) return refuse(site, PATCHES);
    if (BREAKPOINTS.test(called)) return refuse(site, LEFT_BEHIND);
  }
  return null;
}

/** Refuses a reference in a place where nothing can be left out. */
export function refuseNeeded(site: Site): Fix | null {
  for (const { boundary, references } of site.extents) {
    const advice = adviceOn(boundary);
    const [known] = references.flatMap((reference) => definitionReason(site, reference) ?? []);
    if (advice !== null) return refuse(site, known ?? advice);
  }
  return null;
}

function adviceOn(boundary: Boundary): string | null {
  if (boundary.kind === 'other' && boundary.node.field === 'key') return KEY;
  if (boundary.kind === 'other') return adviceFor(boundary.parent);
  if (boundary.kind === 'branch' && isAdded(boundary.parent)) return OTHER_BRANCH;
  if (boundary.kind === 'statement') return GENERIC;
  if (boundary.kind !== 'value' || isDisplay(boundary.node) || isUrlCall(boundary.node) || isOpenPair(boundary.parent))
    return null;
  return adviceFor(boundary.parent);
}

const ENTRY_OF = /^(list_comprehension|set_comprehension|generator_expression|yield)$/;

/** Whether one of two branches becomes an entry, or is run, of which the one that is the package's is to be left out. */
function isAdded(choice: Node): boolean {
  if (choice.type !== 'conditional_expression') return false;
  const [body, , alternative] = items(choice);
  if (body === undefined || alternative === undefined || isFalsy(body) || isFalsy(alternative)) return false;
  const { parent } = wrapped(choice);
  if (parent?.type === 'argument_list') return /^(append|insert|add)$/.test(calledName(parent.parent) ?? '');
  return parent !== null && (parent.type === 'expression_statement' || ENTRY_OF.test(parent.type));
}

/** Why a do-nothing cannot stand in for a name in this place. */
export function misfit(node: Node): string {
  const { parent } = node;
  if (parent?.type === 'attribute') return ATTRIBUTE;
  const called = parent?.type === 'call' && node.field === 'function';
  if (called) return parent.parent?.type === 'as_pattern' ? TAKEN : GIVEN;
  return parent?.parent?.type === 'class_definition' ? adviceFor(parent) : PASSED;
}

/** The advice for the nodes around a reference, the innermost first. */
function adviceFor(parent: Node): string {
  for (let at: Node | null = parent; at !== null; at = at.parent) {
    const advice = BY_PARENT[at.type];
    if (advice !== undefined) return advice;
    if (/_statement$/.test(at.type)) break;
  }
  return GENERIC;
}

/** Whether a node is a call whose name says that it makes a list of URL patterns. */
function isUrlCall(node: Node): boolean {
  return /(urls|patterns)$/.test(calledName(node) ?? '');
}
