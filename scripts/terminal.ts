/** A command of a session, and what it printed, with colours as ECMA-48 has them. */
export interface Entry {
  /** The name of the environment, before the prompt's sign. */
  readonly prompt: string;
  readonly command: string;
  readonly lines: readonly string[];
}

/** Characters in a line; a terminal breaks longer ones. */
const COLUMNS = 88;
/** Pixels. */
const CHARACTER = 7.8;
const LINE = 19;
const MARGIN = 18;

/** The codes that djguard prints, each with what it begins or ends. https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const CLASSES: Readonly<Record<string, string>> = { 1: 'bold', 31: 'red', 32: 'green', 36: 'cyan' };
const ENDS = new Set(['0', '22', '39']);

const STYLE = `
  .ground { fill: #f6f8fa; stroke: #d0d7de }
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre }
  .prompt { fill: #656d76 } .bold { font-weight: bold } .red { fill: #cf222e } .green { fill: #1a7f37 } .cyan { fill: #0a7ea4 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #30363d }
    text { fill: #e6edf3 }
    .prompt { fill: #8d96a0 } .red { fill: #ff7b72 } .green { fill: #3fb950 } .cyan { fill: #39c5cf }
  }
`;

/** A stretch of a line in one colour. */
interface Span {
  readonly text: string;
  readonly kind: string;
}

/** A session in a terminal as an SVG, in the reader's colours, light or dark. */
export function terminal(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ prompt, command, lines: printed }, index) => [
    ...(index === 0 ? [] : [[]]),
    [
      { text: `${prompt} $ `, kind: 'prompt' },
      { text: command, kind: 'bold' },
    ],
    ...printed.flatMap((line) => wrapped(spansOf(line))),
  ]);
  const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const texts = lines.flatMap((spans, index) => {
    const y = MARGIN + (index + 0.75) * LINE;
    return spans.length === 0
      ? []
      : [`<text x="${MARGIN}" y="${y}" xml:space="preserve">${spans.map(tagged).join('')}</text>`];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(entries.map(({ command }) => command).join(', then '))}</title>
<style>${STYLE}</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${texts.join('\n')}
</svg>
`;
}

function spansOf(line: string): readonly Span[] {
  const spans: Span[] = [];
  let kind = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours begin with one
  for (const [index, part] of line.split(/\x1b\[(\d+)m/).entries()) {
    if (index % 2 === 0) {
      if (part !== '') spans.push({ text: part, kind });
    } else if (ENDS.has(part)) kind = '';
    else kind = CLASSES[part] ?? kind;
  }
  return spans;
}

/** Lines of at most `COLUMNS` characters, broken between words. */
function wrapped(spans: readonly Span[]): readonly (readonly Span[])[] {
  const lines: Span[][] = [[]];
  let column = 0;
  for (const { text, kind } of spans) {
    for (const part of text.match(/ *[^ ]+ *$| *[^ ]+| +/g) ?? []) {
      const isNext = column > 0 && column + part.length > COLUMNS;
      if (isNext) lines.push([]);
      const put = isNext ? part.trimStart() : part;
      column = (isNext ? 0 : column) + put.length;
      lines.at(-1)?.push({ text: put, kind });
    }
  }
  return lines.map(joined);
}

/** Spans of one colour side by side as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const together: Span[] = [];
  for (const span of spans) {
    const last = together.at(-1);
    if (last?.kind === span.kind) together[together.length - 1] = { ...last, text: last.text + span.text };
    else together.push(span);
  }
  return together;
}

function tagged({ text, kind }: Span): string {
  return kind === '' ? `<tspan>${escaped(text)}</tspan>` : `<tspan class="${kind}">${escaped(text)}</tspan>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
