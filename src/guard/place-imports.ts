import type { Facts } from '../python/mentions.ts';
import { lineEnd, lineStart } from '../python/tree.ts';
import type { Edit, SourceFile } from '../types.ts';
import { linesAfterImports } from './comments.ts';
import { clearRow, type ImportUnit, importLines, isReferred, remainingImport } from './imports.ts';
import { render } from './lines.ts';
import { bodyOf, fallbackOf, type GuardRun, gapBelow, rangeOf, suiteIndent } from './runs.ts';
import { block, sentinel } from './shapes.ts';

/**
 * Guards one row's imports.
 * @param run the code that goes into the guard's `else`, or null where the names are asked for instead.
 * @param asked whether other code will ask for the names.
 */
export function placeUnit(facts: Facts, unit: ImportUnit, run: GuardRun | null, asked: boolean): Edit[] {
  const { source, package: optional } = facts;
  const { text, newline, indent } = source;
  const imports = importLines(source, unit, optional.root);
  const lines =
    run === null
      ? sentinel(imports, asked || !isUnused(facts, unit) ? namesOf(unit) : [], indent)
      : block(imports, bodyOf(source, run, unit.last), fallbackOf(run), indent);
  const base = suiteIndent(source, unit.last);
  const end = run === null ? lineEnd(text, unit.last.end) : rangeOf(source, run).end;
  const gap = run === null && unit.suite.type === 'module' ? gapBelow(text, end, newline) : '';
  const code = render(lines, base, newline) + gap;
  const rest = keptLine(source, unit, optional.root);
  const gapBefore = rest === null ? gapAbove(source, unit) : '';
  const lead = rest === null ? gapBefore : `${rest}${newline}${linesAfterImports(source, unit.last)}${base}`;
  return [
    ...clearRow(source, unit, optional.root),
    { start: gapBefore === '' ? unit.last.start : lineStart(text, unit.last.start), end, text: lead + code },
  ];
}

function namesOf(unit: ImportUnit): string[] {
  return [...new Set(unit.bindings.map((binding) => binding.name))];
}

/** A plain `import x` that nothing refers to: nobody misses the name. */
function isUnused(facts: Facts, unit: ImportUnit): boolean {
  return !isReferred(unit, facts) && unit.mentions.every((mention) => mention.node.type === 'import_statement');
}

/** The row's last line without the package, or null where nothing of it is left. */
function keptLine(source: SourceFile, unit: ImportUnit, root: string): string | null {
  const ours = unit.mentions.some((mention) => mention.node === unit.last);
  const comment = source.text.slice(unit.last.end, lineEnd(source.text, unit.last.end));
  const rest = remainingImport(source, unit.last, root);
  if (ours) return rest === null ? null : rest + comment;
  return source.text.slice(unit.last.start, lineEnd(source.text, unit.last.end));
}

/** A blank line where an import above the guarded one stays. */
function gapAbove(source: SourceFile, unit: ImportUnit): string {
  const { text } = source;
  const siblings = unit.suite.children.filter((child) => child.end <= unit.last.start && child.named);
  const kept = siblings.filter((child) => !unit.mentions.some((mention) => mention.node === child)).at(-1);
  if (kept === undefined || !/import/.test(kept.type)) return '';
  const blank = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(kept.end, unit.last.start));
  return blank ? '' : linesAfterImports(source, unit.last) + suiteIndent(source, unit.last);
}
