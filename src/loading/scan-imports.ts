/** What only a syntax tree tells: strings that are loaded, and imports under a condition. */
const NEEDS_TREE =
  /INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|urlpatterns|\binclude\s*\(|import_module|import_string|__import__|^(if|elif|else)\b(?!\s+__name__)|TYPE_CHECKING|^handler\d+\b/m;
/** Imports behind other code on their line, or that a backslash continues. */
const UNUSUAL = /^[^\n#]*[;:][ \t]*(?:from[ \t]+[.\w]+[ \t]+import|import)\b|^[ \t]*(?:from|import)\b[^\n#]*\\\r?$/m;
const IMPORT =
  /^[ \t]*(?:from[ \t]*([.\w]+)[ \t]+import[ \t]*(\((?:[^()#]|#.*)*\)|(?:[^\\\n#(]|\\\r?\n)+)|import[ \t]+([\w., \t]+))/gm;

/** A name that a file imports, and the offset of the statement. */
export interface Imported {
  readonly name: string;
  readonly at: number;
  readonly text: string;
}

/** A name as a whole string: what follows a quote, up to the next. */
const QUOTED = /["']([A-Za-z_]\w*(?:\.\w+)*)(?=["'])/g;

/** Whether a file's imports can be read without parsing it: most files of a project, and parsing is what takes long. */
export function isPlain(text: string): boolean {
  return !NEEDS_TREE.test(text) && !hasUnusualImports(text);
}

/** Whether some imports are seen by parsing only. */
export function hasUnusualImports(text: string): boolean {
  return UNUSUAL.test(text);
}

/** The strings that are dotted names, also those that stand in comments. */
export function scanStrings(text: string): string[] {
  return Array.from(text.matchAll(QUOTED), ([, name]) => name as string);
}

/** The dotted names that import statements name, read line by line; a sentence of a docstring resolves to no module. */
export function scanImports(text: string): Imported[] {
  const found: Imported[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const [whole, module, names = '', modules = ''] = match;
    const at = match.index + (whole.length - whole.trimStart().length);
    const listed = (module === undefined ? modules : names.replace(/#.*$|[()\\]/gm, ' ')).split(',');
    for (const item of listed) {
      const name = item.trim().split(/\s+/)[0] ?? '';
      if (name === '') continue;
      const dotted =
        module === undefined ? name : name === '*' ? module : `${module}${module.endsWith('.') ? '' : '.'}${name}`;
      found.push({ name: dotted, at, text: whole.trim().replace(/\s+/g, ' ') });
    }
  }
  return found;
}
