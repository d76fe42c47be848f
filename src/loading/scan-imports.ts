/** Code whose links only a syntax tree shows: strings that are loaded, and imports under a condition. */
const NEEDS_TREE =
  /INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|urlpatterns|\binclude\s*\(|import_module|import_string|__import__|URL_?CONF|pytest_plugins|DJANGO_SETTINGS_MODULE|split_settings|\bexec(?:file)?\s*\(|run_path|spec_from_file_location|^(if|elif|else)\b(?!\s+__name__)|TYPE_CHECKING|^handler\d+\b/m;
/**
 * Imports that follow other code on their line, or that a backslash continues.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#explicit-line-joining
 */
const UNUSUAL = /^[^\n#]*[;:][ \t]*(?:from[ \t]+[.\w]+[ \t]+import|import)\b|^[ \t]*(?:from|import)\b[^\n#]*\\\r?$/m;
const IMPORT =
  /^[ \t]*(?:from[ \t]*([.\w]+)[ \t]+import[ \t]*(\((?:[^()#]|#.*)*\)|(?:[^\\\n#(]|\\\r?\n)+)|import[ \t]+([\w., \t]+))/gm;

/** A name that a file imports, and the UTF-16 offset of the statement. */
export interface Imported {
  readonly name: string;
  readonly at: number;
  readonly text: string;
}

/** A string that is all of a dotted name: what follows a quote, up to the next. */
const QUOTED = /["'](\.*[A-Za-z_]\w*(?:\.\w+)*)(?=["'])/g;

/** Whether a file's links can be read without parsing it, which is slow: so it is with most files of a project. */
export function isPlain(text: string): boolean {
  return !NEEDS_TREE.test(text) && !hasUnusualImports(text);
}

/** Whether a text has imports that `scanImports` does not see. */
export function hasUnusualImports(text: string): boolean {
  return UNUSUAL.test(text);
}

/** The strings that are dotted names, those in comments included. */
export function scanStrings(text: string): string[] {
  return Array.from(text.matchAll(QUOTED), ([, name]) => name as string);
}

/** The dotted names in import statements, read line by line; words of a docstring are found too, and name no module. */
export function scanImports(text: string): Imported[] {
  const found: Imported[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const [statement, module, names = '', modules = ''] = match;
    const at = match.index + (statement.length - statement.trimStart().length);
    const listed = (module === undefined ? modules : names.replace(/#.*$|[()\\]/gm, ' ')).split(',');
    for (const item of listed) {
      const name = item.trim().split(/\s+/)[0] ?? '';
      if (name === '') continue;
      const dotted =
        module === undefined ? name : name === '*' ? module : `${module}${module.endsWith('.') ? '' : '.'}${name}`;
      found.push({ name: dotted, at, text: statement.trim().replace(/\s+/g, ' ') });
    }
  }
  return found;
}
