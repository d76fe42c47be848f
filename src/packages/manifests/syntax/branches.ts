/** Follows the conditions of a script, command by command. */
export interface Branches {
  /**
   * Takes a simple command: keywords in front of it are taken off.
   * @param words the command's own, which are changed.
   * @param separator what follows it: `&&`, `||`, `;` ...
   * @returns whether a condition decides if it runs; null where it is known not to run.
   */
  take(words: string[], separator: string): boolean | null;
}

/** What a condition comes to; null where nobody knows, as a variable of unknown value decides. */
type Truth = boolean | null;

interface Branch {
  readonly kind: 'if' | 'for' | 'while' | 'case';
  /** Whether one of its conditions has held. */
  held: Truth;
  /** Whether the commands that follow run; what its condition comes to, while that is read. */
  runs: Truth;
  /** Whether the commands that follow are its condition. */
  isCondition: boolean;
  /** Whether its condition is more than one command. */
  isJoined: boolean;
  /** Whether it is reached, by what it is joined to: `[ "$DEV" ] && if ...`. */
  readonly reached: Truth;
}

const KEYWORD = /^(if|while|until|for|case|then|else|elif|do|fi|done|esac|\{|!)$/;
const OPENS: Readonly<Record<string, Branch['kind']>> = { if: 'if', while: 'while', until: 'while', for: 'for' };

/**
 * Reads a script from its start. What only one branch installs is not there where another one is known to run.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_09_04
 */
export function newBranches(): Branches {
  const open: Branch[] = [];
  let list: Truth = true;
  return {
    take(words, separator) {
      const depth = open.length;
      takeKeywords(words, open, list);
      if (open.length > depth) list = true;
      if (words.length === 0 || (open.at(-1)?.isCondition && open.at(-1)?.kind === 'for')) return null;
      const around = open.flatMap((at) => (at.isCondition ? [at.reached] : [at.reached, at.runs]));
      const runs = both([...around, list]);
      const truth = truthOf(words);
      const joins = separator === '&&' || separator === '||';
      const current = open.at(-1);
      if (current?.isCondition) {
        current.runs = joins || current.isJoined ? null : truth;
        current.isJoined ||= joins;
      }
      // What is joined to a command that is no test runs with it, as far as anybody knows.
      const own = isTest(words) ? truth : true;
      if (separator === '&&') list = both([list, own]);
      else list = separator === '||' && isTest(words) ? opposite(truth) : true;
      return runs === false ? null : runs === null;
    },
  };
}

function takeKeywords(words: string[], open: Branch[], reached: Truth): void {
  while (KEYWORD.test(words[0] ?? '')) {
    const word = words.shift() as string;
    const current = open.at(-1);
    const kind = OPENS[word];
    const fresh = { held: false, isJoined: false, reached };
    if (kind !== undefined) open.push({ ...fresh, kind, runs: kind === 'for' ? true : null, isCondition: true });
    else if (word === 'case') open.push({ ...fresh, kind: 'case', runs: null, isCondition: false });
    else if (/^(fi|done|esac)$/.test(word)) {
      open.pop();
      words.length = 0;
    } else if (word === '!' && current?.isCondition) words.unshift('not');
    else if (current !== undefined) next(word, current);
  }
}

/** Goes on to another part of a condition's commands. */
function next(word: string, branch: Branch): void {
  if (word === 'then') enter(branch, branch.runs);
  else if (word === 'else') enter(branch, true);
  else if (word === 'do') enter(branch, branch.kind === 'for' ? true : null);
  else if (word === 'elif') {
    branch.isCondition = true;
    branch.isJoined = false;
    branch.runs = null;
  }
}

/** A part runs where its own condition holds, and none before it has held. */
function enter(branch: Branch, own: Truth): void {
  branch.runs = both([opposite(branch.held), own]);
  branch.held = opposite(both([opposite(branch.held), opposite(own)]));
  branch.isCondition = false;
}

function opposite(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function both(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function isTest(words: readonly string[]): boolean {
  return /^(\[|\[\[|test)$/.test(words[0] ?? '');
}

/** What a test of words comes to: `[ "$DEV" = true ]`, `[[ -n $DEV ]]`, `true`; null for anything else. */
function truthOf(words: readonly string[]): Truth {
  const [only = ''] = words;
  if (words.length === 1 && /^(true|false)$/.test(only)) return only === 'true';
  if (!isTest(words) || words.some((word) => /\$[\w{(]|[*?]/.test(word))) return null;
  const tested = words.slice(1).filter((word) => !/^\]{1,2}$/.test(word));
  const [left = '', operator = '', right = ''] = tested;
  if (tested.length === 1) return left !== '';
  if (tested.length === 2 && /^-[nz]$/.test(left)) return (operator !== '') === (left === '-n');
  if (tested.length !== 3) return null;
  if (operator === '=' || operator === '==') return left === right;
  return operator === '!=' ? left !== right : null;
}
