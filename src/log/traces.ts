import type { Frame, LogLine, Raised, Trace } from './types.ts';

const BEGINS = /^(.*?)Traceback \(most recent call last\):/;
const FRAME = /^\s*File "([^"]+)", line (\d+)(?:, in .*)?$/;
/** How pytest writes a frame, and an exception. */
const SHORT_FRAME = /^(\S[^:]*\.py):(\d+): in \S/;
const SHORT_ERROR = /^E {2,}(?=[A-Za-z_][\w.]*(?:: |$))/;
/** An exception's last line: a class, and what it says. */
const ERROR = /^([A-Za-z_]\w*(?:\.\w+)*)(?:: ([\s\S]*))?$/;
const CHAINED =
  /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;
/** What is an exception wherever it stands in a line: the rest of the log may have been cut off. */
const ALONE =
  /\b((?:[\w.]+\.)?(?:ModuleNotFoundError|ImportError|TemplateSyntaxError|InvalidTemplateLibrary|ValueError)): (.*(?:No module named|cannot import name|not a registered tag library|Unable to configure (?:handler|formatter|filter|logger)).*)$/;
/** As Django's page of an error and its mails have it. */
const ON_A_PAGE = /^\s*('[\w.-]+' is not a registered tag library\..*)$/;
const MOST_LINES_OF_A_MESSAGE = 8;

/** The tracebacks of a log, each with what it was the cause of; Python's own way to write them, and pytest's. */
export function tracesIn(lines: readonly LogLine[]): readonly Trace[] {
  const readers = new Map<string, Reader>();
  for (const line of lines) {
    const reader = readers.get(line.stream) ?? newReader(line.stream);
    readers.set(line.stream, reader);
    read(reader, line);
  }
  const traces = [...readers.values()].flatMap(({ done }) => done);
  return traces.map(({ stream, raised }) => ({ stream, raised })).sort((a, b) => firstLine(a) - firstLine(b));
}

function firstLine({ raised: [first] }: Trace): number {
  return first?.number ?? 0;
}

/** What one stream has told so far. */
interface Reader {
  readonly stream: string;
  readonly done: { readonly stream: string; readonly raised: Growing[] }[];
  /** What stands before each line of the traceback, digits aside. */
  prefix: RegExp | null;
  frames: { path: string; line: number; code: string | null }[];
  /** Whether the next line is the last frame's code. */
  awaitsCode: boolean;
  /** Whether the next traceback belongs to the last. */
  isChained: boolean;
  /** Whether further lines of a message may follow. */
  open: Growing | null;
}

type Growing = { -readonly [Key in keyof Raised]: Raised[Key] };

function newReader(stream: string): Reader {
  return { stream, done: [], prefix: null, frames: [], awaitsCode: false, isChained: false, open: null };
}

function read(reader: Reader, { number, text }: LogLine): void {
  const begins = BEGINS.exec(text);
  if (begins !== null) {
    reader.prefix = prefixLike(begins[1] ?? '');
    reader.frames = [];
    reader.open = null;
    reader.awaitsCode = false;
    return;
  }
  const line = reader.prefix === null ? text : text.replace(reader.prefix, '');
  if (CHAINED.test(line.trim())) {
    reader.isChained = true;
    reader.open = null;
    return;
  }
  const frame = FRAME.exec(line) ?? SHORT_FRAME.exec(line);
  if (frame !== null) {
    reader.frames.push({ path: frame[1] ?? '', line: Number(frame[2]), code: null });
    reader.awaitsCode = true;
    reader.open = null;
    return;
  }
  const said = line.replace(SHORT_ERROR, '');
  const error = /^\s/.test(said) ? null : ERROR.exec(said);
  const isError = error !== null && isClass(error[1] ?? '') && (reader.frames.length > 0 || said !== line);
  if (isError) raise(reader, { type: error[1] ?? '', message: error[2] ?? '', number });
  else if (reader.awaitsCode) takeCode(reader, line);
  else if (reader.open !== null) grow(reader, line);
  else if (reader.frames.length === 0) raiseAlone(reader, line, number);
}

function takeCode(reader: Reader, line: string): void {
  const last = reader.frames.at(-1);
  if (last !== undefined && line.trim() !== '') last.code = line.trim();
  reader.awaitsCode = false;
}

/** A line that may belong to a message of several. */
function grow(reader: Reader, line: string): void {
  const { open } = reader;
  if (open === null) return;
  const isOver = line.trim() === '' || open.message.split('\n').length >= MOST_LINES_OF_A_MESSAGE;
  if (isOver) reader.open = null;
  else open.message += `\n${line.trim()}`;
}

function raiseAlone(reader: Reader, line: string, number: number): void {
  const [, onPage] = ON_A_PAGE.exec(line) ?? [];
  const [, type, message] = onPage === undefined ? (ALONE.exec(line) ?? []) : ['', 'TemplateSyntaxError', onPage];
  if (type !== undefined && message !== undefined) raise(reader, { type, message, number });
}

function raise(reader: Reader, error: { type: string; message: string; number: number }): void {
  const raised: Growing = { ...error, frames: reader.frames as Frame[] };
  const last = reader.done.at(-1);
  if (reader.isChained && last !== undefined) last.raised.push(raised);
  else reader.done.push({ stream: reader.stream, raised: [raised] });
  Object.assign(reader, { frames: [], awaitsCode: false, isChained: false, open: raised });
}

/** Whether a dotted name is an exception's class: its last part begins with a capital letter. */
function isClass(name: string): boolean {
  return /(?:^|\.)[A-Z]\w*$/.test(name);
}

/** What stood before a traceback's first line, as it stands before its others: numbers may have changed. */
function prefixLike(prefix: string): RegExp | null {
  if (prefix === '') return null;
  const pattern = prefix.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d+/g, '\\d+');
  return new RegExp(`^${pattern}`);
}
