import { folderOf } from '../packages/paths.ts';
import type { Asked } from './evidence/claims.ts';
import { isAside } from './evidence/sources.ts';
import type { Modules } from './modules/module-index.ts';
import { nameOf } from './modules/paths.ts';
import { isDevelopersSettings, isSettingsFolder, SHARED } from './settings-names.ts';
import { isTest } from './tests.ts';
import type { LoadStep } from './types.ts';

/** A step that is a default, under the condition that production's environment says nothing else. */
export function whereNotSet(
  step: LoadStep,
  target: string,
  { modules, isUnset }: Pick<Asked, 'modules' | 'isUnset'>,
): LoadStep {
  if (step.condition !== null || isUnset(target, VARIABLE) || !hasOthers(target, modules)) return step;
  const { file, line, text } = step;
  const standard = { variable: VARIABLE, file, line, text, holds: true, isTaken: false };
  return { ...step, condition: `where ${VARIABLE} is not set`, standard };
}

const VARIABLE = 'DJANGO_SETTINGS_MODULE';

/** Whether a project has settings that production may use in place of some for developers. */
function hasOthers(target: string, { files, homes }: Modules): boolean {
  return [...files].some(
    (path) =>
      path !== target &&
      isSettingsFolder(path) &&
      !isTest(path) &&
      !isAside(path) &&
      !SHARED.test(nameOf(path)) &&
      !isDevelopersSettings(path) &&
      folderOf(path) === folderOf(target) &&
      homes.counts(target, path),
  );
}
