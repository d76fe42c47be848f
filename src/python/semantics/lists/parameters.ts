import type { Node } from '../../../types.ts';
import { field, items, textOf } from '../../syntax/tree.ts';
import { scopeOf } from '../definitions/bindings.ts';

/** The parameter that gets an argument; null where that is not plain. */
export function parameterFor(definition: Node, argument: Node): Node | null {
  const parameters = items(field(definition, 'parameters') as Node);
  const names = parameters.map((parameter) => nameOf(parameter)).filter((name) => name !== null);
  if (argument.type === 'keyword_argument') {
    const keyword = textOf(field(argument, 'name') as Node);
    return names.find((name) => textOf(name) === keyword) ?? null;
  }
  const list = argument.parent as Node;
  const position = items(list).indexOf(argument);
  const isMethod = scopeOf(definition).type === 'class_definition';
  const parameter = parameters[position + (isMethod ? 1 : 0)];
  const before = items(list).slice(0, position);
  if (parameter === undefined || before.some(({ type }) => type === 'list_splat')) return null;
  return nameOf(parameter);
}

function nameOf(parameter: Node): Node | null {
  if (parameter.type === 'identifier') return parameter;
  if (!/^(default_parameter|typed_parameter|typed_default_parameter)$/.test(parameter.type)) return null;
  return field(parameter, 'name') ?? items(parameter).find(({ type }) => type === 'identifier') ?? null;
}
