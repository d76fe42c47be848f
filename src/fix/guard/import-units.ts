import { isTakenElsewhere } from '../../python/semantics/elsewhere.ts';
import type { Facts, Reference } from '../../python/semantics/references.ts';
import { type Binding, packageBindings } from '../../python/syntax/imports.ts';
import { asEager, isLazy } from '../../python/syntax/lazy-imports.ts';
import { isExported } from '../../python/syntax/scopes.ts';
import {
  contains,
  field,
  fields,
  items,
  lineEnd,
  lineStart,
  nextLine,
  suiteOf,
  textOf,
} from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import type { StandIn } from '../stand-in/code.ts';
import { type Line, line, takeLines } from '../text/lines.ts';
import type { Range } from './groups.ts';

/** The unguarded imports of a package within one run of import statements. */
export interface ImportUnit {
  readonly suite: Node;
  readonly references: readonly Reference[];
  /** The last import of the run: the guard takes its place. */
  readonly last: Node;
  readonly bindings: readonly Binding[];
  /** Those bindings that are None without the package: code can test them. */
  readonly asked: readonly Binding[];
  /** What stands in for the other bindings without the package. */
  readonly standIns: readonly StandIn[];
}

/** Groups unguarded imports by the run of import statements that they stand in. */
export function importUnits(
  references: readonly Reference[],
  standIns: ReadonlyMap<Binding, StandIn> = new Map(),
): ImportUnit[] {
  const units = new Map<Node, Reference[]>();
  for (const reference of references) {
    const last = lastOfRun(reference.node);
    units.set(last, [...(units.get(last) ?? []), reference]);
  }
  return [...units].map(([last, group]) => {
    const bindings = group.flatMap((reference) => reference.bindings);
    const asked = bindings.filter((binding) => !standIns.has(binding));
    const stood = bindings.flatMap((binding) => standIns.get(binding) ?? []);
    return { suite: suiteOf(last), last, references: group, bindings, asked, standIns: stood };
  });
}

/** The last of the import statements that follow one another from a statement on. */
function lastOfRun(statement: Node): Node {
  const siblings = items(suiteOf(statement));
  let last = statement;
  for (const next of siblings.slice(siblings.indexOf(statement) + 1)) {
    if (!/^(future_)?import(_from)?_statement$/.test(next.type)) break;
    last = next;
  }
  return last;
}

/** Whether all references to the unit's bindings lie in some ranges, in UTF-16 offsets, and no other module takes one. */
export function staysWithin(unit: ImportUnit, facts: Facts, ranges: readonly Range[]): boolean {
  const { root } = facts.source;
  if (unit.bindings.some(({ name }) => isExported(name, root) || isTakenElsewhere(root, name))) return false;
  const bound = new Set(unit.bindings);
  return facts.references.every((reference) => {
    const refers = reference.kind === 'name' && reference.bindings.some((binding) => bound.has(binding));
    const { node } = reference;
    return !refers || ranges.some(({ start, end }) => start <= node.start && node.end <= end);
  });
}

/** Whether any code of the file refers to the unit's bindings. */
export function isReferred(unit: ImportUnit, facts: Facts): boolean {
  return !staysWithin(unit, facts, []);
}

/** The body of `try`: the unit's imports as they stand, with their comments, without other packages' clauses. */
export function importLines(source: SourceFile, unit: ImportUnit, root: string): Line[] {
  return unit.references.flatMap(({ node }) => {
    const [ours, others] = clauses(node, root);
    if (others.length === 0) return eagerLines(takeLines(source, node.start, lineEnd(source.text, node.end)));
    return [line(`import ${ours.map((clause) => textOf(clause)).join(', ')}`)];
  });
}

/** The lines of an import statement, as they may stand in `try`. */
function eagerLines([first, ...rest]: readonly Line[]): Line[] {
  return first === undefined ? [] : [line(asEager(first.text)), ...rest];
}

/** The clauses of an import statement that name the package, and the others. */
function clauses(statement: Node, root: string): [Node[], Node[]] {
  const ours = packageBindings(statement, root).map((binding) => binding.clause);
  const all = field(statement, 'module_name') === null ? fields(statement, 'name') : ours;
  return [ours, all.filter((clause) => !ours.includes(clause))];
}

/** What is left of an import statement without the package: null where nothing is. */
export function remainingImport(statement: Node, root: string): string | null {
  const [, others] = clauses(statement, root);
  const word = isLazy(statement) ? 'lazy import' : 'import';
  return others.length === 0 ? null : `${word} ${others.map((clause) => textOf(clause)).join(', ')}`;
}

/** The edits that take the unit's imports out of their run, the run's last statement apart. */
export function removeImports(source: SourceFile, unit: ImportUnit, root: string): Edit[] {
  const edits: Edit[] = [];
  for (const { node } of unit.references) {
    if (node === unit.last) continue;
    const rest = remainingImport(node, root);
    if (rest !== null) edits.push({ start: node.start, end: node.end, text: rest });
    else {
      const start = lineStart(source.text, node.start);
      const above = edits.at(-1)?.end === start ? edits.pop() : undefined;
      edits.push(wholeLines(source.text, above?.start ?? start, node.end));
    }
  }
  return edits;
}

/** The edit that deletes the lines of a range, with the blank line below where there is one above too. */
function wholeLines(text: string, start: number, last: number): Edit {
  let end = nextLine(text, last);
  const blankAbove = /(^\uFEFF?|\n[ \t\f]*\r?\n)\f*$/.test(text.slice(0, start));
  const below = nextLine(text, end);
  if (blankAbove && text.slice(end, below).trim() === '' && below > end) end = below;
  return { start, end, text: '' };
}

/** Whether a unit's imports have run before a statement on every path to it. */
export function dominates(unit: ImportUnit, statement: Node): boolean {
  return unit.last.end <= statement.start && contains(unit.suite, statement);
}
