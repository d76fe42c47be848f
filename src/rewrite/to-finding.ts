import type { World } from '../python/semantics/values/world.ts';
import { conditionsOn } from '../python/semantics/worlds/conditions-around.ts';
import { positionIn } from '../python/syntax/source.ts';
import type { Finding, OptionalPackage, SourceFile } from '../types.ts';
import type { Diagnosis } from './analysis.ts';

/** A finding for the user. @param diagnoses what was found, and what became of it. */
export function toFinding(
  source: SourceFile,
  optional: OptionalPackage,
  diagnoses: readonly [Diagnosis, Diagnosis],
  world: World,
): Finding {
  const [diagnosis, done] = diagnoses;
  const { reference, rule } = diagnosis;
  const { start, end } = reference.node;
  const { names } = reference.destination;
  const isEntry = reference.kind === 'string' && names.some((name) => rule.settings?.test(name));
  return {
    code: rule.code,
    rule: rule.name,
    package: optional.root,
    start,
    end,
    ...positionIn(source.root.tree, start),
    message: rule.message(reference, optional.root),
    advice: done.advice,
    fixable: done.advice === null,
    conditions: conditionsOn(reference.node, world),
    ...(isEntry && { entryOf: names }),
  };
}
