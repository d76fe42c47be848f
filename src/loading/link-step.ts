import type { World } from '../python/semantics/values/world.ts';
import { conditionsAround } from '../python/semantics/worlds/conditions-around.ts';
import { positionIn } from '../python/syntax/source.ts';
import { enclosing, textOf } from '../python/syntax/tree.ts';
import type { Node } from '../types.ts';
import type { Link } from './types.ts';

/** A Python file of the project. */
export interface PythonSource {
  readonly path: string;
  readonly text: string;
  readonly root: Node;
  /** What is known of production, for the conditions in it. */
  readonly world: World;
}

/**
 * The step that a node of a file is, on the way to another file.
 * @param chosen what the environment chooses one of several files by; null where only one is meant.
 */
export function stepAt(
  { path, world }: PythonSource,
  node: Node,
  chosen: Node | null,
): Pick<Link, 'step' | 'developers' | 'byName'> {
  const shown = enclosing(node, 'assignment', 'call', 'augmented_assignment') ?? node;
  const written = textOf(shown.end - shown.start > 100 ? node : shown).replace(/\s+/g, ' ');
  // A condition that holds in production is none there.
  const around = conditionsAround(node, world).filter(({ holds }) => holds !== true);
  const theirs = around.find(({ holds }) => holds === false);
  const choice = chosen === null ? null : `what ${textOf(chosen).replace(/\s+/g, ' ')} is`;
  const told = choice === null ? (theirs ?? around[0]) : undefined;
  const standard = told?.standard === undefined ? {} : { standard: told.standard };
  const condition = choice ?? told?.written ?? null;
  const step = { file: path, line: positionIn(node.tree, node.start).line, text: written, condition, ...standard };
  return { step, developers: theirs !== undefined, byName: theirs?.byName ?? false };
}
