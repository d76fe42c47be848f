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

/** `f"environments/{ENV}.py"` as the pattern `environments/*.py`: the files that the environment chooses from. */
export function patternOf(node: Node): string | null {
  const written = node.type === 'string' ? /^[fF](["'])([\w./{}-]+\.py)\1$/.exec(textOf(node)) : null;
  return written === null ? null : (written[2] as string).replace(/\{[^}]*\}/g, '*');
}

/** How a node links to another file. */
export interface Leads extends Pick<Link, 'step' | 'developers' | 'byName'> {
  /** Whether it names several files, of which the environment chooses one. */
  readonly chosen: boolean;
}

/** The step that a node of a file is, on the way to another file. */
export function stepAt({ path, world }: PythonSource, node: Node): Leads {
  const shown = enclosing(node, 'assignment', 'call', 'augmented_assignment') ?? node;
  const written = textOf(shown.end - shown.start > 100 ? node : shown).replace(/\s+/g, ' ');
  // A condition that holds in production is none there.
  const around = conditionsAround(node, world).filter(({ holds }) => holds !== true);
  const theirs = around.find(({ holds }) => holds === false);
  const chosen = patternOf(node) !== null;
  const condition = chosen ? `what ${textOf(node)} is` : ((theirs ?? around[0])?.written ?? null);
  const step = { file: path, line: positionIn(node.tree, node.start).line, text: written, condition };
  return { step, developers: theirs !== undefined, byName: theirs?.byName ?? false, chosen };
}
