/** What settings and variables are called that only developers switch on; tests are theirs too. */
const SWITCH =
  /(^|_)(DEBUG|DEV|DEVEL|DEVELOPMENT|DEVELOPER|DEVMODE|DEBUGGING|DJDT|TOOLBAR|PROFILING|PROFILER)(_|$)|^((IS|ON|RUN|RUNNING|IN|RUN_IN)_)?(LOCAL|LOCALHOST|TEST|TESTS|TESTING)$/i;
const SERVERS_SWITCH = /^(IS_|ON_|IN_)?(PROD|PRODUCTION|LIVE)$/i;
/** What an environment is called that only developers run in. */
const PLACE = /^(dev|devel|develop|development|local|localhost|test|tests|testing|ci)$/i;
/** What an environment is called that is production. */
const SERVED = /^(prod|production|live)$/i;
/** `"test" in sys.argv`, `"pytest" in sys.modules`. */
const COMMAND = /^["'](test|pytest|py\.test|runserver|runserver_plus|shell_plus)["'] in sys\.(argv|modules)/;
const COMPARISON = /^(.+?) ?(==|!=) ?(.+)$/;
/** A name, an attribute, or a look-up of one in the environment. */
const NAME = /^[\w.]+$|^[\w.]+[([]["']\w+["'][^()[\]]*[)\]]$/;

/**
 * Whether a condition can only hold for developers, going by the names in it.
 * What is not understood may hold in production: it is not theirs.
 * @param condition as a step has it: `if DEBUG and X`, or `else of if PRODUCTION`.
 */
export function isDevelopersCondition(condition: string): boolean {
  const test = condition.replace(/\s+/g, ' ').replace(/^(else of )?if /, '');
  return isDevelopers(test, condition.startsWith('else of '));
}

/** Whether a test, or its contrary, can only hold for developers. */
function isDevelopers(written: string, contrary: boolean): boolean {
  const test = unwrapped(written.trim());
  for (const [operator, conjunction] of [
    [' or ', contrary],
    [' and ', !contrary],
  ] as const) {
    const parts = parted(test, operator);
    if (parts.length > 1) return parts[conjunction ? 'some' : 'every']((part) => isDevelopers(part, contrary));
  }
  if (test.startsWith('not ')) return isDevelopers(test.slice(4), !contrary);
  const [, left = '', operator, right = ''] = COMPARISON.exec(test) ?? [];
  if (operator === undefined) {
    return (
      (!contrary && COMMAND.test(test)) || (NAME.test(test) && (contrary ? SERVERS_SWITCH : SWITCH).test(named(test)))
    );
  }
  if (/^(True|1)$/.test(right) && operator === '==') return isDevelopers(left, contrary);
  const wanted = (operator === '==') === contrary ? SERVED : PLACE;
  return [left, right].some((side) => wanted.test(/^["'](\w*)["']$/.exec(side)?.[1] ?? ''));
}

/** The name that a test asks for: a variable's, an attribute's, or that of a key in the environment. */
function named(test: string): string {
  return /["'](\w+)["']/.exec(test)?.[1] ?? test.split('.').at(-1) ?? test;
}

/** Without the brackets, and without `bool(...)`, around the whole. */
function unwrapped(test: string): string {
  const inner = /^(?:bool|int)?\((.*)\)$/.exec(test)?.[1];
  return inner === undefined || !isBalanced(inner) ? test : unwrapped(inner.trim());
}

/** The parts on both sides of an operator, where it stands outside of brackets. */
function parted(test: string, operator: string): string[] {
  const parts: string[] = [];
  for (const piece of test.split(operator)) {
    const open = parts.at(-1);
    if (open !== undefined && !isBalanced(open)) parts[parts.length - 1] = open + operator + piece;
    else parts.push(piece);
  }
  return parts;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char) && --depth < 0) return false;
  }
  return depth === 0;
}
