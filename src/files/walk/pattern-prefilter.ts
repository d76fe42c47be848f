/**
 * Tells cheaply which names no line of a .gitignore can match: most names of a tree, so that the walk asks few.
 * @returns a test that is true for every name that a line may match, whatever folder it lies in.
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

/** What a pattern says about the last part of a path; empty for a comment and an empty line. */
function lastPart(line: string): string {
  if (line.startsWith('#')) return '';
  // A backslash may keep a space at the end, or a `/` out of a class: such a line may match anything.
  if (line.includes('\\')) return '*';
  const parts = line.trimEnd().replace(/^!/, '').replace(/\/+$/, '').split('/');
  const last = parts.at(-1) ?? '';
  // Below a `**`, and in a class that holds a `/`, the last part is not the whole truth.
  return parts.some((part) => /\[[^\]]*$/.test(part)) ? '*' : last;
}

/** The ends of the names that a pattern with wildcards matches; the empty one where any name may. */
function endingsOf(last: string): readonly string[] {
  const letters = /\[([\w.]+)\]$/.exec(last)?.[1];
  if (letters !== undefined) return [...letters];
  return [/[^*?[\]]*$/.exec(last)?.[0] ?? ''];
}
