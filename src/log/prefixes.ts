import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from './types.ts';

/**
 * What programs put in front of each line that they show. A group that is called `stream` says which of several writes.
 */
const PREFIXES: readonly RegExp[] = [
  // `gh run view --log`: job, step, and the line with its time. https://cli.github.com/manual/gh_run_view
  /^(?<stream>[^\t]+\t[^\t]+)\t(?=\uFEFF?\d{4}-\d\d-\d\dT)/,
  // GitHub, Azure Pipelines and Heroku; GitLab adds a stream and a sign. https://docs.gitlab.com/ci/jobs/job_logs/
  /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d) ?(?:[0-9a-f]{2}[OE][ +])?/,
  // Jenkins.
  /^\[\d{4}-\d\d-\d\dT[\d:.]+Z\] ?/,
  // BuildKit, `--progress=plain`: the number of the step, and the seconds since it began.
  /^(?<stream>#[1-9]\d*) (?=\d+\.\d+(?: |$)|\[|[A-Z]{4,}\b)/,
  /^#0 (?=\d+\.\d+(?: |$))/,
  /^\d+\.\d{1,3}(?: |$)/,
  // Compose: the service.
  /^(?<stream>[A-Za-z][\w.-]*) *\|(?: |$)/,
  // kubectl logs --prefix.
  /^\[pod\/(?<stream>[^\]\s]+)\] ?/,
  // Heroku behind the time, and what syslog and journald put in front. https://devcenter.heroku.com/articles/logging
  /^(?:app|heroku)\[(?<stream>[\w.]+)\]: ?/,
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ (?<stream>[\w./@-]+)(?:\[\d+\])?: ?/,
  // Fly.
  /^app\[(?<stream>\w+)\] \w{3} \[\w+\] ?/,
  // git, of what a server says.
  /^remote: ?/,
  // A quotation in a report.
  /^> (?!\[)/,
  // What GitHub and Azure Pipelines mark. Groups name steps, and stay.
  /^##\[(?:error|warning|debug|command|section)\]|^::(?:error|warning|notice|debug)(?: [^:]*)?::/,
];

/** The lines of a log, without colours, times and other prefixes; what stands escaped in one line is several. */
export function logLines(log: string): readonly LogLine[] {
  return log.split('\n').flatMap((raw, index) => bareLines(raw, index + 1));
}

function bareLines(raw: string, number: number): readonly LogLine[] {
  // GitLab begins a section by a mark that a terminal overwrites.
  const section = /section_start:\d+:([\w.-]+)/.exec(raw)?.[1];
  const line = stripVTControlCharacters(shown(raw));
  const { stream, text } = withoutPrefixes(unpacked(line));
  const marked = section === undefined ? [] : [{ number, stream, text: `section_start:${section}` }];
  return [...marked, ...unescaped(text).map((part) => ({ number, stream, text: part }))];
}

/** What a terminal would be left with: a carriage return begins the line anew. */
function shown(raw: string): string {
  const parts = raw.split('\r').filter((part) => stripVTControlCharacters(part) !== '');
  return parts.at(-1) ?? '';
}

/** A line of Docker's own files. https://docs.docker.com/engine/logging/drivers/json-file/ */
function unpacked(line: string): string {
  if (!/^\{"log":"/.test(line)) return line;
  try {
    const { log } = JSON.parse(line) as { log?: unknown };
    return typeof log === 'string' ? stripVTControlCharacters(log.trimEnd()) : line;
  } catch {
    return line;
  }
}

function withoutPrefixes(line: string): { readonly stream: string; readonly text: string } {
  const streams: string[] = [];
  let text = line;
  for (let left = PREFIXES.length; left > 0; left--) {
    const found = PREFIXES.map((prefix) => prefix.exec(text)).find((match) => match !== null && match[0] !== '');
    if (found == null) break;
    if (found.groups?.stream !== undefined) streams.push(found.groups.stream);
    text = text.slice(found[0].length);
  }
  return { stream: streams.join(' '), text };
}

/** A traceback that stands in a string of JSON or the like, its newlines escaped. */
const ESCAPED = /Traceback \(most recent call last\):\\n(?:\\.|[^"\\])*/;

/** A traceback whose newlines somebody has lost. */
const GLUED = /^.*Traceback \(most recent call last\): +File "/;

function unglued(text: string): readonly string[] {
  const apart = text.replace(/ +(?=File "[^"]{1,500}", line \d+, in )/g, '\n');
  return apart.replace(/ (?=(?:\w+\.){0,9}\w{0,60}(?:Error|Exception|Library|Configured): )/g, '\n').split('\n');
}

function unescaped(text: string): readonly string[] {
  const [escaped] = ESCAPED.exec(text) ?? [];
  if (escaped === undefined) return (GLUED.test(text) ? unglued(text) : [text]).map(shortened);
  return escaped.replaceAll('\\"', '"').split('\\n').map(shortened);
}

/** No line that is of use is as long; what looks through each would take its time for one of megabytes. */
const LONGEST = 4096;

function shortened(line: string): string {
  return line.slice(0, LONGEST);
}
