import type { Facts } from '../../python/semantics/references.ts';
import { indentAt, lineEnd, lineStart } from '../../python/syntax/tree.ts';
import type { Edit, Node, SourceFile } from '../../types.ts';
import { handlerBody } from '../stand-in/code.ts';
import { type Line, render } from '../text/lines.ts';
import { linesAfterImports } from '../text/trivia.ts';
import { bodyOf, fallbackOf, type GuardGroup, gapBelow, rangeOf } from './groups.ts';
import { type ImportUnit, importLines, isReferred, remainingImport, removeImports } from './import-units.ts';
import { block, unset } from './shapes.ts';

/**
 * The edits that guard one unit's imports.
 * @param group the code that goes into the guard's `else`; null where there is none.
 * @param asked whether other code will test the names.
 */
export function placeUnit(facts: Facts, unit: ImportUnit, group: GuardGroup | null, asked: boolean): Edit[] {
  const { source, package: optional } = facts;
  const { text, newline } = source;
  const guard = { source, root: optional.root };
  const imports = importLines(source, unit, optional.root);
  const lines =
    group === null
      ? block(imports, [], handlerBody(unit.standIns, unsetNames(facts, unit, asked)), guard)
      : block(imports, bodyOf(source, group, unit.last), fallbackOf(group), guard);
  const base = indentAt(source.text, unit.last.start);
  const end = group === null ? lineEnd(text, unit.last.end) : rangeOf(source, group).end;
  const gap = group === null ? gapUnder(source, unit, end) : '';
  const code = render(lines, base, newline) + gap;
  const rest = remainingLine(source, unit, optional.root);
  const gapBefore = rest === null ? gapAbove(source, unit) : '';
  const lead = rest === null ? gapBefore : `${rest}${newline}${linesAfterImports(source, unit.last)}${base}`;
  return [
    ...removeImports(source, unit, optional.root),
    { start: gapBefore === '' ? unit.last.start : lineStart(text, unit.last.start), end, text: lead + code },
  ];
}

/** The newlines that formatters would add between a guard of imports and the code below it. */
function gapUnder({ text, newline }: SourceFile, unit: ImportUnit, end: number): string {
  if (!unit.standIns.some(({ definition }) => definition.length > 0))
    return unit.suite.type === 'module' ? gapBelow(text, end, newline) : '';
  const [white = ''] = /^\s*/.exec(text.slice(end)) ?? [];
  const nested = /[ \t]$/.test(white);
  const blank = white.split('\n').length - 2;
  return end + white.length === text.length ? '' : newline.repeat(Math.max(0, (nested ? 1 : 2) - blank));
}

/** The lines that set the names without a stand-in to None; none where nothing refers to them. */
function unsetNames(facts: Facts, unit: ImportUnit, asked: boolean): Line[] {
  if (!asked && isUnused(facts, unit)) return [];
  return [...new Set(unit.asked.map((binding) => binding.name))].map(unset);
}

/** Whether the unit is made of plain `import x` statements whose names nothing refers to. */
function isUnused(facts: Facts, unit: ImportUnit): boolean {
  return !isReferred(unit, facts) && unit.references.every((reference) => reference.node.type === 'import_statement');
}

/** The last line of the run of imports without the package; null where nothing of it is left. */
function remainingLine(source: SourceFile, unit: ImportUnit, root: string): string | null {
  const ours = unit.references.some((reference) => reference.node === unit.last);
  const comment = source.text.slice(unit.last.end, lineEnd(source.text, unit.last.end));
  const rest = remainingImport(unit.last, root);
  if (ours) return rest === null ? null : rest + comment;
  return source.text.slice(unit.last.start, lineEnd(source.text, unit.last.end));
}

/** A blank line where an import above the guarded one stays. */
function gapAbove(source: SourceFile, unit: ImportUnit): string {
  const { text } = source;
  const siblings = unit.suite.children.filter((child) => child.end <= unit.last.start && child.named);
  const above = siblings
    .filter((child) => !unit.references.some((reference) => reference.node === child) && !isBehind(source, child))
    .at(-1);
  if (above === undefined || !/import/.test(above.type)) return '';
  const blank = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(above.end, unit.last.start));
  return blank ? '' : linesAfterImports(source, unit.last) + indentAt(source.text, unit.last.start);
}

/** Whether a node is a comment after code on its line. */
function isBehind({ text }: SourceFile, { type, start }: Node): boolean {
  return type === 'comment' && text.slice(lineStart(text, start), start).trim() !== '';
}
