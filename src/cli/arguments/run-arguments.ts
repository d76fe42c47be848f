import { COLOURS } from '../../report/colours.ts';
import { FORMATS } from '../../report/formats.ts';
import type { Mode } from '../../run/result.ts';
import { shardIn } from '../../run/shard.ts';
import { FAIL_ON } from '../../run/threshold.ts';
import { UsageError } from '../../util/errors.ts';
import { defaultFormat, type RunCommand, type View } from '../command.ts';
import { adoptionOf, showsOf, sinceOf } from './limits.ts';
import { choice, last, list, only, type Parsed } from './parsed.ts';
import { proofOf } from './proof-arguments.ts';

/**
 * A run of the rules over paths, or over standard input.
 * @param tail what stands behind `--` where the run is to prove something: a command.
 * @throws UsageError where flags do not go together.
 */
export function runCommand(parsed: Parsed, words: readonly string[], tail: readonly string[]): RunCommand {
  const fromStdin = words.includes('-');
  if (fromStdin && words.length > 1) throw new UsageError('- stands alone: standard input is read instead of files');
  const stdinPath = last(parsed, 'stdin-filename');
  if (stdinPath !== null && !fromStdin) throw new UsageError('--stdin-filename is for code that is read from -');
  if (parsed.to !== undefined) throw new UsageError('--to is for djguard promote');
  const mode = modeOf(parsed);
  const log = last(parsed, 'from-log');
  if (log !== null && fromStdin) throw new UsageError('--from-log looks at a project, not at code that is read from -');
  if (log !== null && parsed.package !== undefined) {
    throw new UsageError('--from-log and --package exclude each other: the log says which package');
  }
  return {
    name: 'run',
    options: {
      mode,
      paths: fromStdin ? [] : words,
      ...sharedOptions(parsed),
      ...failOnOf(parsed, mode),
      ...shardOf(parsed, mode, fromStdin),
      ...adoptionOf(parsed, mode),
      ...named(parsed, 'select', 'select'),
      ...named(parsed, 'ignore', 'ignore'),
      ...named(parsed, 'exclude', 'exclude'),
      ...named(parsed, 'extend-exclude', 'extendExclude'),
      ...(parsed['force-exclude'] ? { forceExclude: true } : {}),
      ...(parsed['no-gitignore'] ? { gitignore: false } : {}),
    },
    proof: proofOf(parsed, mode, fromStdin, tail),
    stdinPath: fromStdin ? (stdinPath ?? 'stdin.py') : null,
    log,
    shows: showsOf(parsed, fromStdin || log !== null),
    since: sinceOf(parsed, fromStdin || log !== null),
    writesBaseline: Boolean(parsed['write-baseline']),
    exitsZero: Boolean(parsed['exit-zero']),
    view: isSaid(parsed) ? viewOf(parsed, FORMATS) : { ...viewOf(parsed, FORMATS), format: defaultFormat(mode) },
  };
}

/** What every command that looks at a project takes. */
export function sharedOptions(parsed: Parsed) {
  const config = last(parsed, 'config');
  if (config !== null && parsed.isolated) throw new UsageError('--config and --isolated exclude each other');
  return {
    ...named(parsed, 'package', 'packages'),
    ...(parsed.force ? { force: true } : {}),
    ...(parsed['production-only'] ? { productionOnly: true } : {}),
    ...(config === null ? {} : { config }),
    ...(parsed.isolated ? { isolated: true } : {}),
  };
}

/** How the command's result is to be shown. @throws UsageError for an unknown format or colour. */
export function viewOf(parsed: Parsed, formats: readonly string[]): View {
  const given = [parsed['output-format'] ?? []].flat().map(String);
  const [own, others] = [given.filter((text) => !text.includes(':')), given.filter((text) => text.includes(':'))];
  return {
    format: choice({ 'output-format': own }, 'output-format', formats),
    outputFile: last(parsed, 'output-file'),
    others: others.map((text) => intoFile(text, formats)),
    colour: parsed['no-color'] ? 'never' : choice(parsed, 'color', COLOURS),
    quiet: Boolean(parsed.quiet),
    verbose: Boolean(parsed.verbose),
    statistics: Boolean(parsed.statistics),
  };
}

/** A further report: `sarif:report.sarif`. */
function intoFile(text: string, formats: readonly string[]): View['others'][number] {
  const at = text.indexOf(':');
  const [name, file] = [text.slice(0, at), text.slice(at + 1)];
  if (file === '') throw new UsageError(`--output-format ${text} names no file`);
  return { format: choice({ 'output-format': name }, 'output-format', formats), file };
}

/** Whether the command line says how its report is to be. A report in a file is for whoever asked for that file. */
function isSaid(parsed: Parsed): boolean {
  const formats = [parsed['output-format'] ?? []].flat().map(String);
  return formats.some((text) => !text.includes(':')) || last(parsed, 'output-file') !== null;
}

/** A list under the option's name; nothing where it is not given. */
function named(parsed: Parsed, flag: string, key: 'packages' | 'select' | 'ignore' | 'exclude' | 'extendExclude') {
  const items = list(parsed, flag);
  return items === null ? {} : { [key]: items };
}

function failOnOf(parsed: Parsed, mode: Mode) {
  if (last(parsed, 'fail-on') === null) return {};
  if (mode === 'preview') throw new UsageError('--fail-on goes with --check or --fix: a preview exits 0');
  return { failOn: choice(parsed, 'fail-on', FAIL_ON) };
}

function shardOf(parsed: Parsed, mode: Mode, fromStdin: boolean) {
  const text = last(parsed, 'shard');
  if (text === null) return {};
  if (mode === 'fix' || parsed.verify || fromStdin)
    throw new UsageError('--shard goes with a preview or --check of files: a fix and a proof are about the whole');
  return { shard: shardIn(text) };
}

function modeOf(parsed: Parsed): Mode {
  const given = only(parsed, ['fix', 'check', 'diff']);
  return given === null || given === 'diff' ? 'preview' : given;
}
