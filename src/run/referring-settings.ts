import { isInside, slashed } from '../files/paths.ts';
import { isSettings } from '../loading/production-settings.ts';
import type { Question } from '../verify/question.ts';
import type { NotRun } from '../verify/types.ts';
import { dottedName } from './settings-to-run.ts';
import type { Survey } from './survey.ts';

/**
 * The settings modules that name a package and are not run: no proof tells anything of what a fix does to them. They
 * lie beside others that are known.
 */
export function referringSettings({ naming }: Pick<Survey, 'naming'>, question: Question): readonly NotRun[] {
  const { project, notRun } = question;
  // An object or a command chooses its settings by itself.
  const run = project.environments.filter(({ entry }) => entry?.kind !== 'entry');
  const known = new Set([...run, ...notRun].flatMap(({ settings }) => settings ?? []));
  const folders = new Set([...known].map(packageOf));
  const files = naming.filter((file) => isInside(file, project.root)).map((file) => slashed(file, project.root));
  return files.sort().flatMap((file) => {
    const settings = dottedName(file, known);
    const isOther = !known.has(settings) && folders.has(packageOf(settings)) && isSettings(project.root, file);
    const reason = 'it names a package that may be missing';
    return isOther ? [{ settings, file, reason, importedAt: null }] : [];
  });
}

function packageOf(module: string): string {
  return module.split('.').slice(0, -1).join('.');
}
