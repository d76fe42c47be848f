import { conditionsOn } from '../python/semantics/worlds/conditions-around.ts';
import { positionIn } from '../python/syntax/source.ts';
import { stringValue } from '../python/syntax/tree.ts';
import type { Condition, Finding, OptionalPackage, SourceFile } from '../types.ts';
import { type AnalysisOptions, analyse, type Diagnosis } from './analysis.ts';
import { unsuppressed } from './matches.ts';

/** The rule for what a module does with an imported name beside handing it to Django. */
const COMPUTES = 'names';

/** Settings that hold a module, which may be a bare name: those that hold a class have a dotted one. */
const MODULE = /(ENGINE|URLCONF|_MODULE|_PATH)$/;

/** Whether a value has the package's name by chance: `DEPLOYMENT_BACKEND = "mock"`. */
function isWord({ reference, rule }: Diagnosis, root: string): boolean {
  const { kind, node, destination } = reference;
  return (
    kind === 'string' &&
    rule.single === true &&
    stringValue(node) === root &&
    !destination.names.some((name) => MODULE.test(name))
  );
}

/** What stands under a developers' condition is not production's. */
const forDevelopers = (conditions: readonly Condition[]) => conditions.some(({ holds }) => holds === false);

/**
 * What there is to say of a package that a manifest declares and nobody knows: one finding at its first unguarded use.
 * Its cure is `guard` where every use could be guarded and none computes with it.
 * @returns null where nothing is unguarded, or the rule that reports it is not selected.
 */
export function reportUnknown(
  source: SourceFile,
  optional: OptionalPackage,
  { rules, selected, ...rest }: AnalysisOptions,
): Finding | null {
  const rule = rules.find(({ adviceForUnknown }) => adviceForUnknown !== undefined);
  if (rule?.adviceForUnknown === undefined || selected?.has(rule.name) === false) return null;
  const analysis = analyse(source, optional, { ...rest, rules, selected: null, spares: forDevelopers });
  const diagnoses = analysis.diagnoses.filter((diagnosis) => !isWord(diagnosis, optional.root));
  const [first] = unsuppressed(
    source,
    diagnoses.map(({ reference }) => ({ reference, rule })),
  ).sort((a, b) => a.reference.node.start - b.reference.node.start);
  if (first === undefined) return null;
  const isGuardable = diagnoses.every(({ advice, rule: found }) => advice === null && found.name !== COMPUTES);
  const cure = isGuardable ? 'guard' : 'declare';
  const { node } = first.reference;
  const [distribution = optional.root] = optional.distributions;
  return {
    code: rule.code,
    rule: rule.name,
    package: optional.root,
    start: node.start,
    end: node.end,
    ...positionIn(source.root.tree, node.start),
    message: rule.message(first.reference, optional.root),
    advice: rule.adviceForUnknown(optional, cure, `declare ${distribution} for production`),
    fixable: false,
    cure,
    conditions: conditionsOn(node, rest.world),
  };
}
