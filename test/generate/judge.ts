import { packageNamed } from '../../src/packages/catalogue/catalogue.ts';
import type { Parse } from '../../src/python/syntax/parser.ts';
import type { Finding, Outcome } from '../../src/types.ts';
import { rewrite } from '../rewrite.ts';
import type { StubWorlds } from '../stubworld.ts';
import { disturbedLines } from '../untouched.ts';
import type { Generated } from './module.ts';

/** How many modules came to what. */
export interface Tally {
  /** Did not run with the packages, so that they prove nothing. */
  broken: number;
  clean: number;
  changed: number;
  /** Had at least one finding for a human. */
  refused: number;
}

/** Names of generated modules whose values say whether a package is there. */
const ASKING = ['TOOLS_ON', 'HAS_TOOL', 'tool_installed', 'NEW_TOOL', 'OTHER_TOOL', 'show()'];

/**
 * Holds one generated module to the promise.
 * @returns null, or what is wrong, with the output.
 */
export async function judge(parse: Parse, worlds: StubWorlds, module: Generated, tally: Tally): Promise<string | null> {
  const { path, text, packages } = module;
  const outcome = rewrite(
    parse,
    path,
    text,
    packages.map((root) => packageNamed(root)),
  );
  if (outcome.status === 'failed') {
    const { broken } = await compare(worlds, module, text);
    if (broken.length === 0) return shown(module, '', [`failed in line ${outcome.line}: ${outcome.reason}`]);
    tally.broken += 1;
    return null;
  }
  const { after, findings } = outcome.status === 'found' ? outcome : { after: text, findings: [] };
  const left = findings.filter(({ fixable }) => !fixable);
  const wrong = [...again(parse, module, outcome), ...disturbed(parse, text, after, findings)];
  const verdict = await compare(worlds, module, after);
  if (verdict.broken.join().startsWith('SyntaxError')) return null;
  if (verdict.broken.length > 0) tally.broken += 1;
  else if (after !== text) tally.changed += 1;
  else if (left.length === 0) tally.clean += 1;
  if (left.length > 0) tally.refused += 1;
  if (verdict.broken.length === 0) {
    wrong.push(...verdict.present);
    if (left.length === 0) wrong.push(...verdict.absent.filter((line) => !isLetPass(text, line)));
    if (after !== text && tellsItself(text) && !(await needed(worlds, module)))
      wrong.push('changed, though it ran without the package');
  }
  return wrong.length === 0 ? null : shown(module, after, wrong);
}

function compare(worlds: StubWorlds, { text, packages }: Generated, after: string) {
  return worlds.compare({ before: Buffer.from(text), after: Buffer.from(after), packages, asking: ASKING });
}

async function needed(worlds: StubWorlds, module: Generated): Promise<boolean> {
  return (await compare(worlds, module, module.text)).absent.length > 0;
}

/**
 * What the promise does not hold: a list of another module, or of a class that got it from there, that is changed in
 * place where no copy of it was made for the package.
 */
function isLetPass(text: string, line: string): boolean {
  return line.includes("other module's") || (line.includes('Development.') && text.includes('apps += ['));
}

/**
 * Whether so few conditions stand in the module that the worlds see all that it does;
 * Django's `include` imports what a string names, the worlds' does not, other modules' TEMPLATES may be
 * recordings, what a filter or a slice takes out again was never there, and what a parameter is added to may be a list.
 */
function tellsItself(text: string): boolean {
  return (
    text.length % 5 === 0 &&
    !/\b(elif|else|while)\b|include\("|TEMPLATES\[|app != |remove\(|apps \+= \(|[)\]]\[/.test(text)
  );
}

/** A second run changes nothing, whatever it still has to say. */
function again(parse: Parse, { path, packages }: Generated, outcome: Outcome): readonly string[] {
  if (outcome.status !== 'found') return [];
  const second = rewrite(
    parse,
    path,
    outcome.after,
    packages.map((root) => packageNamed(root)),
  );
  if (second.status === 'failed') return [`the output is refused in line ${second.line}: ${second.reason}`];
  if (second.status === 'found' && second.after !== outcome.after) {
    return [`a second run makes of it:\n${second.after}`];
  }
  return [];
}

/** Lines that the rewrite had no business with, and comments that are gone. */
function disturbed(parse: Parse, text: string, after: string, findings: readonly Finding[]): readonly string[] {
  if (after === text) return [];
  const lines = disturbedLines(parse(text), text, after, findings).map((line) => `disturbed line ${line}`);
  const blank = (all: string) => all.match(/^[ \t]+\r?$/gm)?.length ?? 0;
  if (blank(after) > blank(text)) lines.push('a new line of nothing but space');
  return [...lines, ...lostComments(text, after)];
}

function lostComments(text: string, after: string): readonly string[] {
  const count = (all: string) => {
    const found = new Map<string, number>();
    for (const [comment] of all.matchAll(/#[^\r\n]*/g)) found.set(comment, (found.get(comment) ?? 0) + 1);
    return found;
  };
  const now = count(after);
  return [...count(text)]
    .filter(([comment, times]) => times > (now.get(comment) ?? 0))
    .map(([comment, times]) => `comment ${comment}: ${times} before, ${now.get(comment) ?? 0} after`);
}

function shown({ path, text, packages }: Generated, after: string, wrong: readonly string[]): string {
  const end = (code: string) => (code.endsWith('\n') ? code : `${code}<no newline>\n`);
  return [`${path} (${packages.join(', ')})`, end(text), '--- becomes', end(after), '--- wrong', ...wrong].join('\n');
}
