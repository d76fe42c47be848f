import { withDoubt, withDoubtfulPackage, withoutLoaded } from '../loading/explain.ts';
import type { Production } from '../loading/production.ts';
import type { Rule } from '../rewrite/rule.ts';
import type { Condition, Finding } from '../types.ts';
import type { FileReport } from './result.ts';

/** Gives findings of a file their levels. */
export type Tells = Pick<Production, 'told'>;

/** `--isolated` looks at each file by itself. */
export const NOBODY_LOOKED: Tells = {
  told: async (_, findings) =>
    findings.map((finding) => withoutLoaded(finding, '--isolated looks for nothing that loads it')),
};

/**
 * A file's report with the levels of its findings.
 * @param path relative to the project, with `/`.
 * @param rules all rules.
 * @param unsure why nothing tells whether production has a package, by the packages of which that is so.
 */
export async function told(
  report: FileReport,
  path: string,
  tells: Tells,
  rules: readonly Rule[],
  unsure: ReadonlyMap<string, string>,
): Promise<FileReport> {
  const leveled = async (findings: readonly Finding[]) =>
    (await tells.told(path, findings)).map((finding) => {
      const open = rules.find(({ name }) => name === finding.rule)?.isDoubt;
      if (open !== undefined) return withDoubt(finding, open);
      const doubt = unsure.get(finding.package);
      return doubt === undefined ? finding : withDoubtfulPackage(finding, doubt);
    });
  return { ...report, findings: await leveled(report.findings), remaining: await leveled(report.remaining) };
}

/** Whether code of a file that stands under some conditions is left to developers alone. */
export async function developersIn(
  path: string,
  production: Production,
): Promise<(conditions: readonly Condition[]) => boolean> {
  const levelOf = await production.levelsIn(path);
  return (conditions) => levelOf(conditions) === 'developers';
}
