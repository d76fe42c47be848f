import { resolve } from 'node:path';
import { collect, type SourcePath } from './files/collect.ts';
import { shownPath } from './files/paths.ts';
import { replaceFile, WriteError } from './files/write.ts';
import { type Plan, plannerFor } from './plan.ts';
import type { FileReport, Problem, Result } from './result.ts';
import { type Options, type Settings, settle } from './settings.ts';

/**
 * Looks through the paths, and in `fix` mode writes what can be fixed.
 * A file that can't be read, parsed or written is a problem in the result; the others are handled all the same.
 * @throws UsageError where the options or the configuration are not right; nothing was touched then.
 */
export async function run(options: Options): Promise<Result> {
  const settings = await settle(options);
  const { files, problems } = sourcesOf(options, settings);
  const planner = plannerFor(settings);
  const given = options.stdin && Buffer.from(options.stdin.bytes);
  const plans: Plan[] = [];
  const trouble = [...problems];
  for (const source of files) {
    const planned = await planner(source, given);
    if (planned === null) continue;
    if ('message' in planned) trouble.push(planned);
    else plans.push(planned);
  }
  const applied = settings.mode === 'fix' ? plans.map(options.stdin ? hand : write) : plans.map(show);
  return {
    mode: settings.mode,
    files: applied.map(({ report }) => report),
    problems: [...trouble, ...applied.flatMap(({ problem }) => problem ?? [])],
    notes: applied.flatMap(({ note }) => note ?? []),
    examined: files.length,
    packages: settings.packages,
    configFile: settings.configFile === null ? null : shownPath(settings.configFile, settings.cwd),
    output: given ? (settings.mode === 'fix' && plans[0]?.after) || given : null,
  };
}

function sourcesOf(options: Options, settings: Settings): ReturnType<typeof collect> {
  if (!options.stdin) return collect(settings);
  const absolute = resolve(settings.cwd, options.stdin.path);
  const shown = shownPath(absolute, settings.cwd);
  const source: SourcePath = { absolute, shown, patchPath: shown.replaceAll('\\', '/').replace(/^\/+/, '') };
  return { files: [source], problems: [] };
}

interface Applied {
  readonly report: FileReport;
  readonly problem?: Problem;
  readonly note?: string;
}

/** Leaves the file alone. */
function show({ report }: Plan): Applied {
  return { report };
}

/** Leaves the fixed bytes to the caller. */
function hand({ report }: Plan): Applied {
  return { report: { ...report, written: report.after !== report.before } };
}

/** Puts the fixed bytes in the file's place. */
function write({ source, before, after, report }: Plan): Applied {
  if (before.equals(after)) return { report };
  try {
    const otherNames = replaceFile(source.absolute, before, after);
    const written = { ...report, written: true };
    if (otherNames === 0) return { report: written };
    return { report: written, note: `${source.shown}: its other hard links (${otherNames}) keep the old text` };
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const problem: Problem = { path: source.shown, line: null, column: null, message: error.message };
    return { report: { ...report, remaining: report.findings }, problem };
  }
}
