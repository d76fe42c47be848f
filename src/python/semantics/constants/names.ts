import type { Node } from '../../../types.ts';
import { identifiers } from '../../syntax/query.ts';
import { field, textOf, unwrap } from '../../syntax/tree.ts';
import { definitionsOf } from '../definitions/bindings.ts';
import type { Definition } from '../definitions/definition.ts';
import { reaching } from '../definitions/reaching.ts';
import { isList, oneOf, type Possible } from './constant.ts';

const UNKNOWN: Possible = [];

type Evaluate = (expression: Node) => Possible;

/** What a name may be where it is used, by the definitions that reach it. */
export function nameValues(use: Node, evaluate: Evaluate): Possible {
  const { definitions } = reaching(use, textOf(use));
  const values = oneOf(definitions.map((definition) => definedValues(definition, evaluate)));
  const changes = values.some((value) => typeof value === 'object') && isChanged(use);
  return changes ? UNKNOWN : values;
}

function definedValues({ kind, node, value, isForeign }: Definition, evaluate: Evaluate): Possible {
  if (value === null || isForeign) return UNKNOWN;
  if (kind === 'assignment') return evaluate(value);
  if (kind !== 'loop' || !/^(for_statement|for_in_clause)$/.test(node.parent?.type ?? '')) return UNKNOWN;
  const [rows, ...more] = evaluate(value);
  return isList(rows) && more.length === 0 ? [...new Set(rows)] : UNKNOWN;
}

/** Whether a module may change what is in a list or a dictionary, going by the name that it is used by. */
function isChanged(use: Node): boolean {
  const name = textOf(use);
  return identifiers(use.tree.root, name).some(({ parent, field: place }) => {
    if (parent?.type === 'augmented_assignment') return place === 'left';
    if (parent?.type === 'subscript' && place === 'value')
      return parent.field === 'left' || parent.parent?.type === 'delete_statement';
    if (parent?.type !== 'attribute' || place !== 'object') return false;
    return !/^(items|keys|values|get|index|count|copy)$/.test(textOf(field(parent, 'attribute') as Node));
  });
}

/**
 * What an attribute of a class of the module may be: `Apps.TOOLBAR`, also of an instance, and `.value` of a member of
 * an enumeration.
 * @see https://docs.python.org/3/library/enum.html
 */
export function attributeValues(node: Node, evaluate: Evaluate): Possible {
  const object = unwrap(field(node, 'object') as Node);
  const name = textOf(field(node, 'attribute') as Node);
  const owner = classMeant(object);
  if (owner === null) return name === 'value' && object.type === 'attribute' ? evaluate(object) : UNKNOWN;
  const own = definitionsOf(node, name).filter(({ scope }) => scope === owner);
  const [only, ...more] = own;
  const isPlain = only?.kind === 'assignment' && only.value !== null && more.length === 0;
  return isPlain && !isAssigned(node, name) ? evaluate(only.value as Node) : UNKNOWN;
}

/** The class of the module that a name stands for, or that a call makes an instance of. */
export function classMeant(object: Node): Node | null {
  const name = object.type === 'call' ? (field(object, 'function') as Node) : object;
  if (name.type !== 'identifier') return null;
  if (!definitionsOf(name, textOf(name)).some(({ kind }) => kind === 'definition')) return null;
  const { definitions } = reaching(name, textOf(name));
  const [only, ...more] = definitions;
  const owner = only?.kind === 'definition' && more.length === 0 ? only.node.parent : null;
  return owner?.type === 'class_definition' ? owner : null;
}

/** Whether something assigns to an attribute of this name. */
function isAssigned(node: Node, name: string): boolean {
  return identifiers(node.tree.root, name).some(
    ({ parent, field: place }) => place === 'attribute' && parent?.type === 'attribute' && parent.field === 'left',
  );
}
