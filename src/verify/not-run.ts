import { join } from 'node:path';
import { readText } from '../files/read.ts';
import type { Line } from './lines.ts';
import type { NotRun, Proof } from './types.ts';

/** What makes a module settings by itself: all that others have, or the module that the URL patterns begin with. */
const WHOLE = /^from\s+\S+\s+import\s+\*|^ROOT_URLCONF\b/m;

/**
 * The settings modules that a proof did not run: without those that are only a part of the ones it ran, and with the
 * line that would import one, had a condition been met.
 * @param named those that were known before.
 */
export function whatWasNotRun(named: readonly NotRun[], { root, rows }: Proof): readonly NotRun[] {
  const imported = new Set(
    rows.flatMap(({ present, absent }) =>
      [present, absent].flatMap(({ resolved }) => (resolved.get('modules') ?? []) as readonly string[]),
    ),
  );
  return named.flatMap((each) => {
    const importedAt = importOf(each.settings, root, imported);
    // What a condition chose is run; what others build on may be settings by itself.
    const isPart = imported.has(each.file) && (importedAt !== null || !WHOLE.test(textOf(root, each.file)));
    return isPart ? [] : [{ ...each, importedAt }];
  });
}

/** The indented line of one of some files that imports a module: by its folder's name and its own, or from beside it. */
function importOf(module: string, root: string, files: ReadonlySet<string>): Line | null {
  const [name = '', folder = ''] = module.split('.').reverse();
  const byBoth = new RegExp(`^[ \\t]+(?:from|import)\\s+[\\w.]*\\b${folder}\\.${name}\\b`);
  const fromBeside = new RegExp(`^[ \\t]+from\\s+\\.${name}\\s+import\\b`);
  for (const file of files) {
    const isBeside = file.split('/').at(-2) === folder;
    const lines = textOf(root, file).split('\n');
    const at = lines.findIndex((line) => byBoth.test(line) || (isBeside && fromBeside.test(line)));
    if (at >= 0) return { file, line: at + 1 };
  }
  return null;
}

function textOf(root: string, file: string): string {
  return readText(join(root, file), 'source') ?? '';
}
