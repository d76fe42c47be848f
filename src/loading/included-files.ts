import { posix } from 'node:path';
import { calledName, field, items, stringValue, unwrap } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import { ANY, textsOf, type Variables } from './evidence/texts.ts';
import { listed } from './evidence/texts-joined.ts';
import type { Modules } from './modules/module-index.ts';
import { matching } from './modules/resolve.ts';

/** What one argument of `include()` runs. */
export interface IncludedPart {
  /** The files, in their order; where the environment chooses, those that its default chooses. */
  readonly files: readonly string[];
  /** The other files that the environment may choose; null where the text tells all. */
  readonly others: readonly string[] | null;
  readonly expression: Node;
}

/**
 * The files that a call of django-split-settings' `include()` runs: `include("base.py", optional(f"{env}.py"), *parts)`.
 * Null for a call that is given no path of a Python file, as the `include()` of URLs is.
 * @see https://django-split-settings.readthedocs.io/en/stable/
 */
export function includedBy(
  call: Node,
  path: string,
  variables: Variables,
  modules: Modules,
): readonly IncludedPart[] | null {
  const parts = given(call).flatMap((expression): IncludedPart[] => {
    const literal = stringValue(unwrap(expression));
    const texts = literal === null ? textsOf(expression, variables) : [literal];
    if (!texts.some((text) => text.endsWith('.py'))) return [];
    const filesOf = (all: readonly string[]) => [
      ...new Set(all.flatMap((text) => matching(posix.join(posix.dirname(path), text), modules))),
    ];
    // All that a pattern in a string matches is meant.
    const isOpen = literal === null && (texts.length > 1 || texts.some((text) => text.includes(ANY)));
    if (!isOpen) return [{ files: filesOf(texts), others: null, expression }];
    const files = filesOf(texts.filter((text) => !text.includes(ANY)));
    return [{ files, others: filesOf(texts).filter((file) => !files.includes(file)), expression }];
  });
  return parts.length === 0 ? null : parts;
}

/** The arguments of `include()`, with those of `optional()` and the entries of `*parts` in their places. */
function given(call: Node): readonly Node[] {
  return items(field(call, 'arguments') ?? call).flatMap((at) => {
    if (at.type === 'list_splat') return (listed(items(at)[0] ?? null) ?? []).flatMap(inOptional);
    return inOptional(at);
  });
}

function inOptional(node: Node): readonly Node[] {
  return calledName(node) === 'optional' ? items(field(node, 'arguments') ?? node) : [node];
}
