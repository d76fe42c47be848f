import type { Node } from '../../types.ts';
import { usesElsewhere } from './elsewhere.ts';
import { isGuarded } from './guarded.ts';
import { isDeferred } from './startup.ts';
import { isTested } from './worlds/fallbacks.ts';
import { worldWithout } from './worlds/flags.ts';

/**
 * The first use of a name of a module in another one that fails where the name is None, as a guard leaves it without a
 * package.
 * @param root the module. @param missing the root of the package.
 */
export function neededElsewhere(root: Node, name: string, missing: string): Node | null {
  const uses = usesElsewhere(root, name);
  if (uses.length === 0) return null;
  const world = worldWithout(missing);
  // Once it is guarded, the name tells whether the package is there.
  const guarding = {
    ...world,
    tells: (...[at, sign, asked]: Parameters<typeof world.tells>) => uses.includes(at) || world.tells(at, sign, asked),
  };
  return uses.find((use) => !isTested(use) && !isDeferred(use) && !isGuarded(use, guarding)) ?? null;
}
