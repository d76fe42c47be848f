declare const brand: unique symbol;

/**
 * Text that may reach a terminal, a log or a report: the functions of this file make it, and nothing else is printed.
 * Names, code, manifests and errors come from whoever wrote the project, who may mean to steer what shows them.
 */
export type Shown = string & { readonly [brand]: true };

/**
 * Control characters with all that breaks a line, what turns the direction of writing, and halves of characters.
 * @see https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/**
 * What Azure Pipelines, GitHub and TeamCity read as a command wherever it stands in a line.
 * @see https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs
 * @see https://www.jetbrains.com/help/teamcity/service-messages.html
 */
const COMMAND = /##(?=\[|vso\[|teamcity\[)/gi;
/** What GitHub reads as a command where nothing but blanks, and colours that somebody takes out, stand before it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of colours begin with one
const FIRST = /^((?:\s|\x1b\[\d+m)*):(?=:)/;

/** Nobody outside can write a mark: its middle is another one in every process. */
const NONCE = Math.random().toString(36).slice(2);
// Not `\0`, which would be another character before a digit.
const MARK = new RegExp(`\\x00${NONCE}(\\d+)\\x00`);

/** Marks a part of a line to be shown in a colour. @param open and @param close codes of ECMA-48's SGR. */
export function marked(text: string, open: number, close: number): string {
  return `\0${NONCE}${open}\0${text}\0${NONCE}${close}\0`;
}

/** Somebody else's text as a part of a line: what can't be seen, and what ends a line, in the way that Python writes it. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, written);
}

function written(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return SHORT[character] ?? (code < 256 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
}

/** Lines for people, each ended: one of them never becomes two, nor a command of a CI system, whatever it holds. */
export function asLines(lines: readonly string[]): Shown {
  return lines.map((line) => `${asLine(line)}\n`).join('') as Shown;
}

function asLine(line: string): string {
  return inert(withColours(line, oneLine));
}

/** A line of code for people, with its tabs and its own line's end. */
export function asCode(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  const code = (part: string) => part.split('\t').map(oneLine).join('\t');
  return inert(withColours(line.slice(0, line.length - end.length), code)) + end;
}

/** A line with its marks as colours. @param show what becomes of the text between them. */
export function withColours(line: string, show: (part: string) => string): string {
  const parts = line.split(MARK);
  return parts.map((part, index) => (index % 2 === 0 ? show(part) : `\x1b[${part}m`)).join('');
}

function inert(line: string): string {
  return line.replace(COMMAND, '#\\x23').replace(FIRST, '$1\\x3a');
}

/** A value as JSON, with a final newline: readers get every string as it is, and no terminal or log gets to act on it. */
export function asJson(value: unknown, indent?: number): Shown {
  const text = JSON.stringify(value, null, indent)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) =>
      character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(COMMAND, '#\\u0023');
  return `${text}\n` as Shown;
}

/** Text of djguard's own, and what a format has made safe in a way of its own. */
export function trustedText(text: string): Shown {
  return text as Shown;
}
