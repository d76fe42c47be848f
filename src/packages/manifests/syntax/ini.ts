import type { ManifestFile, Warning } from '../manifest.ts';

/** A line of a value, and where it stands. */
export interface IniLine {
  readonly text: string;
  readonly line: number;
}

/** An option of a section, with the lines of its value. */
export interface Option {
  readonly section: string;
  readonly name: string;
  readonly lines: readonly IniLine[];
}

/** What Python's `configparser` reads: values go on over indented lines, which npm's INI parsers don't know. */
export interface Ini {
  readonly options: readonly Option[];
  readonly warnings: readonly Warning[];
}

/** Reads an INI file as setuptools and tox do, each line with its number. */
export function readIni({ path, text }: ManifestFile): Ini {
  const options: (Option & { lines: IniLine[] })[] = [];
  const warnings: Warning[] = [];
  let section: string | null = null;
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    const line = index + 1;
    const bare = raw.replace(/^\s*[#;].*$|\s[#;].*$/, '').trimEnd();
    if (bare === '') return;
    const current = options.at(-1);
    const header = /^\[([^\]]+)\]$/.exec(bare);
    const option = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(bare);
    if (header !== null) section = header[1] as string;
    else if (/^\s/.test(bare) && current !== undefined && current.section === section)
      current.lines.push({ text: bare.trim(), line });
    else if (option === null || section === null)
      warnings.push({ file: path, line, message: 'is neither a [section] nor an option' });
    else
      options.push({
        section,
        name: option[1] as string,
        lines: option[2] === '' ? [] : [{ text: option[2] as string, line }],
      });
  });
  return { options, warnings };
}
