/** A line of a requirements file with its continuation lines joined; lines count from 1. */
export interface LogicalLine {
  readonly text: string;
  /** Where it starts. */
  readonly line: number;
  /** Where it ends. */
  readonly last: number;
}

/**
 * The lines of a requirements file with their comments off and their continuations joined, without empty ones.
 * https://pip.pypa.io/en/stable/reference/requirements-file-format/#line-continuations
 */
export function logicalLines(text: string): LogicalLine[] {
  const found: LogicalLine[] = [];
  let start = 0;
  let held = '';
  const lines = text.split(/\r\n|\n|\r/);
  lines.forEach((raw, index) => {
    const bare = /^\s*#/.test(raw) ? '' : raw.replace(/\s+#.*$/, '');
    if (held === '') start = index + 1;
    const continues = bare.endsWith('\\');
    held += continues ? `${bare.slice(0, -1)} ` : bare;
    if (continues) return;
    if (held.trim() !== '') found.push({ text: held.trim(), line: start, last: index + 1 });
    held = '';
  });
  return held.trim() === '' ? found : [...found, { text: held.trim(), line: start, last: lines.length }];
}
