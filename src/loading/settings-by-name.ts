import { folderOf } from '../packages/paths.ts';
import { isAside, STARTERS } from './evidence/sources.ts';
import type { Modules } from './modules/module-index.ts';
import { foldersAbove, foldersOf } from './modules/paths.ts';
import { isDevelopersSettings, isProductionSettings, isSettingsFolder, PLAIN } from './settings-names.ts';
import type { EntryPoint, LoadStep } from './types.ts';

const TESTS = /(^|\/)tests?\//;

/** A test for whether a file is of the same project as others: one lies in its folder or below, or it in theirs. */
export function besideAny(others: readonly string[]): (path: string) => boolean {
  const folders = foldersOf(others);
  const above = new Set(others.flatMap((path) => [...foldersAbove(path)]));
  return (path) => above.has(folderOf(path)) || [...foldersAbove(path)].some((folder) => folders.has(folder));
}

/** Finds what names production's settings beside a settings module; undefined where nothing but a name does. */
export function settingsBeside(entries: readonly EntryPoint[]): (path: string) => LoadStep | undefined {
  const known = entries.filter(
    ({ kind, byName, assumed, chosen, target }) =>
      kind === 'production' && !byName && !assumed && !chosen && (isSettingsFolder(target) || !STARTERS.test(target)),
  );
  const ordered = [...known.filter(({ target }) => isProductionSettings(target)), ...known];
  return (path) => ordered.find(({ target }) => target !== path && besideAny([target])(path))?.step;
}

/** The settings modules that only a name speaks for; the plain ones where nothing else is known of production. */
export function entriesByName({ files }: Modules, evidence: readonly EntryPoint[]): readonly EntryPoint[] {
  const entryAt =
    (kind: EntryPoint['kind'], text: string) =>
    (path: string): EntryPoint => {
      return { kind, target: path, step: { file: path, line: 1, text, condition: null }, byName: true };
    };
  const beside = settingsBeside(evidence);
  const modules = [...files].filter((path) => !TESTS.test(path));
  const production = modules.filter(isProductionSettings);
  const isKnown = production.length > 0 || evidence.some(({ kind }) => kind === 'production');
  return [
    ...production.map(entryAt('production', 'settings named for production')),
    ...(isKnown ? [] : modules.filter((path) => PLAIN.test(path) && !isAside(path))).map(
      entryAt('production', 'the settings of the project'),
    ),
    ...[...files].filter(isDevelopersSettings).map((path) => {
      const entry = entryAt('development', 'settings named for development')(path);
      const overruled = beside(path);
      return overruled === undefined ? entry : { ...entry, overruled };
    }),
  ];
}
