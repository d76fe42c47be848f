import type { Condition, Node } from '../../../types.ts';
import { ancestors, field, textOf } from '../../syntax/tree.ts';

/** Modules that take their settings from a class: https://django-configurations.readthedocs.io/en/stable/ */
const CONFIGURATIONS = /^[ \t]*(from configurations\b|import configurations\b)/m;

/**
 * The class of django-configurations whose settings a node is part of, as a condition: a process uses one class, and
 * those that it is built on. Null for any other node.
 */
export function configurationAround(node: Node): Condition | null {
  if (!CONFIGURATIONS.test(node.tree.text)) return null;
  for (const parent of ancestors(node)) {
    if (parent.type !== 'class_definition' || parent.parent?.type !== 'module') continue;
    const name = textOf(field(parent, 'name') as Node);
    return { written: `class ${name}`, holds: null, byName: false, configuration: name };
  }
  return null;
}
