import { dirname } from 'node:path';
import { dependencies } from '../../transforms/dependencies.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Scope, ScopedPackage } from '../scope/types.ts';
import type { Cure, Finding } from '../types.ts';
import type { Plan } from './plan.ts';
import { promotionAdvice } from './promotion-advice.ts';

/** Makes a path of the project one that the user knows. */
type Shown = (path: string) => string;

/** What there is to say of a package that is used unguarded and that nobody asked to have guarded. */
export function remarkOn({ root, remark, evidence: [place] }: ScopedPackage, file: string, shown: Shown): string {
  return remark === 'installed' && place !== undefined
    ? `${root} is installed in production (${shown(place.file)}:${place.line}): it is not guarded`
    : `no manifest declares ${root}, and ${file} uses it unguarded: --package ${root} guards it`;
}

/** What is to be said of the packages that only development declares, and remarks on those of which too little is known. */
export interface Together {
  readonly plans: readonly Plan[];
  readonly notes: readonly string[];
}

/** The uses of one package, in the order of their files. */
interface Uses {
  readonly optional: ScopedPackage;
  readonly first: Plan;
  /** The first of its findings. */
  readonly finding: Finding;
  readonly files: number;
  readonly cure: Cure;
}

/**
 * Tells each package that only development declares once: at its first place, with what the whole of its uses asks for.
 * Code that computes with a package may get it by another dependency of production: without a lock file nobody knows,
 * and that is a remark.
 * @param plans in the order of their files.
 * @returns them without the package's other findings, and without those that have nothing left to say.
 */
export async function togetherIn(
  plans: readonly Plan[],
  { project, packages }: Scope,
  shown: Shown,
): Promise<Together> {
  if (project === null) return { plans, notes: [] };
  const uses = packages.filter(({ doubtful }) => doubtful).flatMap((optional) => usesOf(optional, plans));
  const isKnown = ({ cure }: Uses) => cure === 'guard' || project.locks.length > 0;
  const declare = await Promise.all(uses.map((at) => declarationOf(at, project, shown)));
  const advice = new Map(
    uses.map((at, index) => [at.finding, isKnown(at) ? adviceOn(at, declare[index] ?? '') : null]),
  );
  const told = (findings: readonly Finding[], { report }: Plan): readonly Finding[] =>
    findings.flatMap((finding) => {
      if (finding.cure === undefined) return [finding];
      const said = report.findings.filter((at) => at.package === finding.package).map((at) => advice.get(at));
      return said[0] == null ? [] : [{ ...finding, advice: said[0] }];
    });
  const left = plans.map((plan) => {
    const { findings, remaining } = plan.report;
    return { ...plan, report: { ...plan.report, findings: told(findings, plan), remaining: told(remaining, plan) } };
  });
  return {
    plans: left.filter(({ report }) => report.findings.length > 0),
    notes: uses.flatMap((at, index) => (isKnown(at) ? [] : [doubt(at, declare[index] ?? '', shown)])),
  };
}

function usesOf(optional: ScopedPackage, plans: readonly Plan[]): readonly Uses[] {
  const found = plans.flatMap((plan) => {
    const findings = plan.report.findings.filter(({ cure, package: root }) => cure && root === optional.root);
    return findings
      .filter(() => optional.countsIn?.(plan.source.absolute) !== false)
      .map((finding) => ({ plan, finding }));
  });
  const [first] = found;
  if (first === undefined) return [];
  const cure = found.every(({ finding }) => finding.cure === 'guard') ? 'guard' : 'declare';
  return [{ optional, first: first.plan, finding: first.finding, files: found.length, cure }];
}

function adviceOn({ optional, cure, files }: Uses, declare: string): string {
  return [
    dependencies.adviceForUnknown?.(optional, cure, declare) ?? '',
    ...(files > 1 ? [files === 2 ? '1 more file uses it' : `${files - 1} more files use it`] : []),
  ].join('\n');
}

function doubt({ optional, first }: Uses, declare: string, shown: Shown): string {
  const {
    root,
    evidence: [place],
  } = optional;
  const declared =
    place === undefined ? 'is declared for development only' : `only ${shown(place.file)}:${place.line} declares`;
  return (
    `${first.source.shown} uses ${root}, which ${declared}; whether another dependency of production brings it is not ` +
    `known without a lock file: if none does, ${declare}`
  );
}

/** How to declare a package for production. */
function declarationOf({ optional, first }: Uses, project: ProjectPackages, shown: Shown): Promise<string> {
  return promotionAdvice(optional, project, { folder: dirname(first.source.absolute), shown });
}
