import { dependencies } from '../../transforms/dependencies.ts';
import { productionGroup } from '../packages/production-group.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Scope, ScopedPackage } from '../scope/types.ts';
import type { Cure, Finding } from '../types.ts';
import type { Plan } from './plan.ts';

/** Makes a path of the project one that the user knows. */
type Shown = (path: string) => string;

/** What there is to say of a package that is used unguarded and that nobody asked to have guarded. */
export function remarkOn({ root, remark, evidence: [place] }: ScopedPackage, file: string, shown: Shown): string {
  return remark === 'installed' && place !== undefined
    ? `${root} is installed in production (${shown(place.file)}:${place.line}): it is not guarded`
    : `no manifest declares ${root}, and ${file} uses it unguarded: --package ${root} guards it`;
}

/**
 * Tells each package that only development declares once: at its first place, with what the whole of its uses asks for.
 * @param plans in the order of their files.
 * @returns them without the package's other findings, and without those that have nothing left to say.
 */
export function togetherIn(plans: readonly Plan[], { project, packages }: Scope, shown: Shown): readonly Plan[] {
  const found = plans.flatMap((plan) => plan.report.findings.filter(isUnknown).map((finding) => ({ plan, finding })));
  if (found.length === 0 || project === null) return plans;
  const advice = new Map<string, { readonly plan: Plan; readonly text: string }>();
  for (const { plan, finding } of found) {
    if (advice.has(finding.package)) continue;
    const uses = found.filter(({ finding: other }) => other.package === finding.package);
    const cure = uses.every(({ finding: other }) => other.cure === 'guard') ? 'guard' : 'declare';
    const optional = packages.find(({ root, doubtful }) => doubtful && root === finding.package);
    if (optional === undefined) continue;
    const more = uses.length - 1;
    const lines = [
      adviceOn(optional, cure, project, shown),
      ...(more > 0 ? [more === 1 ? '1 more file uses it' : `${more} more files use it`] : []),
    ];
    advice.set(finding.package, { plan, text: lines.join('\n') });
  }
  const told = (plan: Plan, findings: readonly Finding[]): readonly Finding[] =>
    findings.flatMap((finding) => {
      if (!isUnknown(finding)) return [finding];
      const said = advice.get(finding.package);
      return said?.plan === plan ? [{ ...finding, advice: said.text }] : [];
    });
  return plans
    .map((plan) => {
      const { findings, remaining } = plan.report;
      return { ...plan, report: { ...plan.report, findings: told(plan, findings), remaining: told(plan, remaining) } };
    })
    .filter(({ report }) => report.findings.length > 0);
}

function isUnknown({ cure }: Finding): boolean {
  return cure !== undefined;
}

function adviceOn(optional: ScopedPackage, cure: Cure, { graph }: ProjectPackages, shown: Shown): string {
  const [place] = optional.evidence;
  const group = place === undefined ? null : productionGroup(graph, place.file);
  const heading = group === null || group.name === null ? '' : ` [${group.name}]`;
  const where = group === null ? 'for production' : `for production, in ${shown(group.file)}${heading}`;
  const advice = dependencies.adviceForUnknown?.(optional, cure, where) ?? '';
  return place === undefined ? advice : `${advice}; ${shown(place.file)}:${place.line} declares it: \`${place.text}\``;
}
