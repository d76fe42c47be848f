import { newListing } from '../../files/listing.ts';
import { shownPath } from '../../files/paths.ts';
import { collect } from '../../files/walk/collect.ts';
import { coloursFor } from '../../report/colours.ts';
import type { Output } from '../../report/render.ts';
import { problemLine } from '../../report/text.ts';
import { type Settings, settle } from '../../run/settings.ts';
import { asJson, asLines, type Shown } from '../../util/shown.ts';
import type { RunCommand } from '../command.ts';

/**
 * Shows which files a run would look at, or what it goes by, and runs nothing.
 * @throws UsageError where the options or the configuration are not right.
 */
export async function performShow(
  { options, view }: RunCommand,
  what: 'files' | 'settings',
): Promise<Output & { readonly exitCode: number }> {
  const settings = await settle(options);
  const isJson = view.format === 'json';
  if (what === 'settings') {
    return { report: settingsText(settings, isJson), code: null, notes: asLines([]), exitCode: 0 };
  }
  const { files, sourceOf, problems } = collect(settings, newListing());
  const paths = files.map((file) => sourceOf(file).shown);
  return {
    report: isJson ? asJson(paths, 2) : asLines(paths),
    code: null,
    notes: asLines(problems.map((problem) => problemLine(problem, coloursFor(false)))),
    exitCode: problems.length > 0 ? 2 : 0,
  };
}

/** What a user can have set, by the names of the configuration's keys. */
function settingsText(settings: Settings, isJson: boolean): Shown {
  const { cwd, configFile, baseline, fileIgnores } = settings;
  const path = (file: string | null) => (file === null ? null : shownPath(file, cwd));
  const said = {
    configuration: path(configFile),
    paths: settings.paths,
    'only-packages': settings.packages,
    packages: settings.packageTable,
    rules: settings.rules === null ? null : [...settings.rules],
    'per-file-ignores': Object.fromEntries(fileIgnores.map(({ pattern, rules }) => [pattern, rules])),
    exclude: settings.exclude,
    'force-exclude': settings.forceExclude,
    gitignore: settings.gitignore,
    'line-length': settings.width,
    'fail-on': settings.failOn,
    'max-findings': settings.maxFindings,
    baseline: path(baseline),
    'production-only': settings.productionOnly,
    isolated: settings.isolated,
  };
  if (isJson) return asJson(said, 2);
  const width = Math.max(...Object.keys(said).map((key) => key.length));
  return asLines(Object.entries(said).map(([key, value]) => `${key.padEnd(width)}  ${valueText(key, value)}`));
}

/** What is said where nothing is set. */
const UNSET: Readonly<Record<string, string>> = {
  configuration: 'none',
  'only-packages': 'those that the manifests have for development only',
  packages: 'nothing',
  rules: 'all',
  'line-length': "that of the project's formatter",
  baseline: 'none',
};

function valueText(key: string, value: unknown): string {
  if (value === null) return UNSET[key] ?? 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
