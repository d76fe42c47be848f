/**
 * A cheap test for which names the patterns of a .gitignore may match: few names of a tree, so the walk checks few.
 * @returns a test that is true for every name that a line may match, whatever folder it lies in.
 * @see https://git-scm.com/docs/gitignore#_pattern_format
 */
export function prefilterFor(lines: readonly string[]): (name: string) => boolean {
  const names = new Set<string>();
  const endings = new Set<string>();
  for (const line of lines) {
    const last = lastPart(line);
    if (last === '') continue;
    if (!GLOB.test(last)) names.add(last);
    else for (const ending of endingsOf(last)) endings.add(ending);
  }
  const list = [...endings];
  if (list.includes('')) return () => true;
  return (name) => names.has(name) || list.some((ending) => name.endsWith(ending));
}

const GLOB = /[*?[\]\\]/;

/** The part of a pattern that the last part of a path has to match; empty for a comment and a blank line. */
function lastPart(line: string): string {
  if (line.startsWith('#')) return '';
  // A backslash may quote a space at the end, or a bracket: such a line may match anything.
  if (line.includes('\\')) return '*';
  const parts = line.trimEnd().replace(/^!/, '').replace(/\/+$/, '').split('/');
  const last = parts.at(-1) ?? '';
  // A class that holds a `/` has been split: such a line may match anything.
  return parts.some((part) => /\[[^\]]*$/.test(part)) ? '*' : last;
}

/** The suffixes of the names that a pattern with wildcards matches; an empty one where any name may match. */
function endingsOf(last: string): readonly string[] {
  const letters = /\[([\w.]+)\]$/.exec(last)?.[1];
  if (letters !== undefined) return [...letters];
  return [/[^*?[\]]*$/.exec(last)?.[0] ?? ''];
}
