import { newBranches } from './branches.ts';

/** One simple command of a shell script. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** From 0, counted within the script. */
  readonly line: number;
  /** Whether a condition in the script decides if it runs. */
  readonly conditional: boolean;
}

/** Words with a variable in them that nothing here tells the value of. */
const OPEN_VARIABLE = /\$(?:[\w{(]|$)/;
const TOKEN =
  /(?<=^|[\s;&|(])#[^\n]*|(?:\\\r?\n|[ \t])+|\r?\n|&&|\|\||[;|&()]|(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|\$\{[^}]*\}|[^\s'"\\;|&()])+|['"\\]/gs;

/**
 * Splits a script into its simple commands: enough of the shell for the lines that install things.
 * @param variables what is known of the environment; words with other variables are left as they are.
 */
export function commandsIn(script: string, variables: ReadonlyMap<string, string> = new Map()): ShellCommand[] {
  const found: ShellCommand[] = [];
  const branches = newBranches();
  let words: string[] = [];
  let [line, start] = [0, 0];
  const finish = (separator: string): void => {
    const conditional = branches.take(words, separator);
    if (conditional !== null && words.length > 0) found.push({ words, line: start, conditional });
    words = [];
  };
  for (const [token] of script.matchAll(TOKEN)) {
    if (/^(\r?\n|&&|\|\||[;|&()])$/.test(token)) finish(token);
    else if (!/^[\s\\]/.test(token)) {
      if (token.startsWith('#')) continue;
      if (words.length === 0) start = line;
      const word = unquoted(token, variables);
      // What stands without quotes is split into words again.
      words.push(
        ...(/["'\\]/.test(token) || !token.includes('$') ? [word] : word.split(/\s+/).filter((part) => part !== '')),
      );
    }
    line += token.split('\n').length - 1;
  }
  finish('');
  return found;
}

/** Whether a word's value is known. */
export function isKnown(word: string): boolean {
  return !OPEN_VARIABLE.test(word);
}

function unquoted(token: string, variables: ReadonlyMap<string, string>): string {
  return token.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^'"\\]+)/gs, (_, single, double, escaped, bare) => {
    if (single !== undefined) return single;
    return escaped ?? expanded(double ?? bare ?? '', variables);
  });
}

/** Puts in the variables that are known, and the defaults of `${NAME:-default}`. */
export function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g, (whole, braced, fallback, plain) => {
    return variables.get(braced ?? plain) ?? fallback ?? whole;
  });
}
