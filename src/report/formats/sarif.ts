import { dependencies } from '../../../transforms/dependencies.ts';
import { position } from '../../python/syntax/source.ts';
import { fullMessage, type LocatedFinding, locatedFindings, type Position } from '../../run/located-findings.ts';
import type { Doubt, FileReport, Result } from '../../run/result.ts';
import type { Problem } from '../../util/errors.ts';
import { asJson, type Shown } from '../../util/shown.ts';
import { VERSION } from '../../util/version.ts';
import type { LoadRules, ReportFormat, RuleDescription } from '../report-format.ts';
import { severityOf } from '../severity.ts';

/** SARIF 2.1.0, as GitHub's code scanning and most editors read it. */
export const sarif: ReportFormat = { name: 'sarif', rank: 20, holdsProof: false, render };

async function render(result: Result, loadRules: LoadRules): Promise<Shown> {
  const rules = await loadRules();
  const { structuredPatch } = await import('diff');
  const run = {
    tool: { driver: { name: 'djguard', semanticVersion: VERSION, rules: rules.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    newlineSequences: ['\r\n', '\n', '\r'],
    invocations: [
      {
        executionSuccessful: result.problems.length === 0,
        toolExecutionNotifications: result.problems.map(notificationOf),
      },
    ],
    results: [...resultsOf(result, structuredPatch), ...result.doubts.map(doubtOf)],
  };
  return asJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 2);
}

type Patch = typeof import('diff').structuredPatch;

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

function ruleOf({ code, name, summary, why }: RuleDescription): object {
  return { id: code, name, shortDescription: { text: summary }, fullDescription: { text: why } };
}

function notificationOf(problem: Problem): object {
  const { path, line, message } = problem;
  if (path === null) return { level: 'error', message: { text: message } };
  const region = line === null ? {} : { region: { startLine: line } };
  return {
    level: 'error',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...region } }],
  };
}

/** The file's fix stands with its first fixable finding: taking it twice would change the file twice. */
function resultsOf(result: Result, patch: Patch): readonly object[] {
  const unfixed = new Map(
    result.files.filter(({ before, after }) => before !== after).map((file) => [file.path, file]),
  );
  return locatedFindings(result).map((entry) => {
    const file = entry.finding.fixable ? unfixed.get(entry.path) : undefined;
    if (file === undefined || file.written) return resultOf(entry);
    unfixed.delete(entry.path);
    return { ...resultOf(entry), fixes: [fixOf(file, patch)] };
  });
}

function resultOf({ path, finding, end }: LocatedFinding): object {
  return {
    ruleId: finding.code,
    // Its `level` is one of these words: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317648
    level: severityOf(finding),
    message: { text: fullMessage(finding) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: regionOf(finding, end) } }],
    properties: { level: finding.level ?? 'unknown' },
  };
}

/** What is not known is open: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317647 */
function doubtOf({ path, line, column, message }: Doubt): object {
  const region = { startLine: line, startColumn: column };
  return {
    ruleId: dependencies.code,
    kind: 'open',
    level: 'none',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } }],
  };
}

function fixOf({ path, before, after }: FileReport, patch: Patch): object {
  // Who reads a text takes its byte order mark off: no column counts it, and no replacement brings it back.
  const [given, fixed] = [before.replace(/^\uFEFF/, ''), after.replace(/^\uFEFF/, '')];
  const { hunks } = patch(path, path, given, fixed, undefined, undefined, { context: 0 });
  const [lines, fixedLines] = [given.split(/(?<=\n)/), fixed.split(/(?<=\n)/)];
  const startOf = (line: number) => lines.slice(0, line - 1).join('').length;
  const replacements = hunks.map(({ oldStart, oldLines, newStart, newLines }) => ({
    deletedRegion: regionOf(position(given, startOf(oldStart)), position(given, startOf(oldStart + oldLines))),
    insertedContent: { text: fixedLines.slice(newStart - 1, newStart - 1 + newLines).join('') },
  }));
  return {
    description: { text: 'Guard every fixable use in this file' },
    artifactChanges: [{ artifactLocation: { uri: uriOf(path) }, replacements }],
  };
}

function regionOf(start: Position, end: Position): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function uriOf(path: string): string {
  const parts = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${parts}` : parts;
}
