import { dirname } from 'node:path';
import { dependencies } from '../../transforms/dependencies.ts';
import { slashed } from '../files/paths.ts';
import { isByNameOnly } from '../packages/classify.ts';
import { placesOf } from '../packages/lacking.ts';
import type { ProjectPackages } from '../packages/project.ts';
import type { Scope, ScopedPackage } from '../scope/types.ts';
import type { Cure, Finding } from '../types.ts';
import { oneLine } from '../util/shown.ts';
import { doubtOfBringing, doubtOfInstalling, type FirstUse, placeText, type Shown } from './doubts.ts';
import type { Plan, Together } from './plan.ts';
import { promotionAdvice } from './promotion-advice.ts';
import type { Doubt } from './result.ts';

/** What there is to say of packages that production installs although nobody means them for production. */
export function remarksOn(remarked: readonly FirstUse[], { project }: Scope, shown: Shown): readonly string[] {
  if (project === null) return [];
  const installed = remarked.filter(({ optional }) => optional.remark === 'installed');
  return installed.map(({ optional: { root, evidence } }) => {
    const [place] = evidence;
    const where = place === undefined ? '' : ` (${shown(place.file)}:${place.line}${nameOnly(root, project)})`;
    return `${root} is installed in production${where}: it is not guarded`;
  });
}

function nameOnly(root: string, { dependencies: declared }: ProjectPackages): string {
  return isByNameOnly(placesOf(root, declared)) ? ', by its name only' : '';
}

/** The uses of one package, in the order of their files. */
interface Uses extends FirstUse {
  /** The first of its findings. */
  readonly finding: Finding;
  readonly files: number;
  readonly cure: Cure;
  /** Whether production is known to lack it. */
  readonly isKnown: boolean;
}

/**
 * Tells each package that production lacks, and nobody knows, once: at its first place, with what the whole of its uses
 * asks for. Code that computes with a package may get it by another dependency of production: where nothing tells what
 * those bring, and where it is not known for whom a package is declared, that is a doubt.
 * @param plans in the order of their files.
 * @param remarked the packages of the catalogue that are only remarked on.
 * @returns them without the package's other findings, and without those that have nothing left to say.
 */
export async function togetherIn(
  plans: readonly Plan[],
  { project, projectFor, packages }: Scope,
  remarked: readonly FirstUse[],
  shown: Shown,
): Promise<Together> {
  if (project === null) return { plans, doubts: [] };
  const doubtful = packages.filter((optional) => optional.doubtful);
  const uses = (await Promise.all(doubtful.map((optional) => usesOf(optional, plans, projectFor)))).flat();
  const known = await Promise.all(uses.filter(({ isKnown }) => isKnown).map((at) => adviceOn(at, project, shown)));
  const advice = new Map(known);
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
  const doubtOn = (at: Uses) => (at.optional.unsure ? doubtOfInstalling : doubtOfBringing)(at, project, shown);
  const open = remarked.filter(({ optional }) => optional.remark === 'undeclared');
  const doubts = await Promise.all([
    ...open.map((at) => doubtOfInstalling(at, project, shown)),
    ...uses.filter(({ isKnown }) => !isKnown).map(doubtOn),
  ]);
  return { plans: left.filter(({ report }) => report.findings.length > 0), doubts: doubts.sort(byPlace) };
}

function byPlace(a: Doubt, b: Doubt): number {
  return a.path === b.path ? a.line - b.line || a.column - b.column : a.path < b.path ? -1 : 1;
}

async function usesOf(
  optional: ScopedPackage,
  plans: readonly Plan[],
  projectFor: Scope['projectFor'],
): Promise<readonly Uses[]> {
  const found = plans.flatMap((plan) => {
    const findings = plan.report.findings.filter(({ cure, package: root }) => cure && root === optional.root);
    return findings
      .filter(() => optional.countsIn?.(plan.source.absolute) !== false)
      .map((finding) => ({ plan, finding }));
  });
  const [first] = found;
  if (first === undefined) return [];
  const cure = found.every(({ finding }) => finding.cure === 'guard') ? 'guard' : 'declare';
  const { source } = first.plan;
  const project = projectFor(source.absolute);
  const locked = cure === 'guard' ? null : ((await project?.locked()) ?? null);
  const isComplete = locked?.isComplete(slashed(source.absolute, project?.root ?? '')) ?? true;
  const isKnown = optional.unsure !== true && isComplete;
  return [{ optional, source, finding: first.finding, files: found.length, cure, isKnown }];
}

async function adviceOn(use: Uses, project: ProjectPackages, shown: Shown): Promise<[Finding, string]> {
  const { optional, cure, files, source, finding } = use;
  const declare = await promotionAdvice(optional, project, { folder: dirname(source.absolute), shown });
  const advice = dependencies.adviceForUnknown?.(optional, cure, declare) ?? '';
  const more = files > 1 ? [files === 2 ? '1 more file uses it' : `${files - 1} more files use it`] : [];
  return [finding, [oneLine(`${advice}; ${placeText(optional, project, shown)}`), ...more].join('\n')];
}
