import type { Group } from '../packages/manifests/manifest.ts';
import { normalised } from '../packages/naming-conventions.ts';
import { tableIn } from '../util/table.ts';
import { parseToml } from '../util/toml.ts';
import type { Addition } from './additions.ts';
import { type Declaring, isForDevelopment } from './declarations.ts';
import type { Desk } from './desk.ts';
import { titleOf } from './target.ts';

/** What is known of an edit that was made. */
interface Edited {
  readonly desk: Desk;
  readonly distribution: string;
  readonly declaring: readonly Declaring[];
  readonly moving: readonly Declaring[];
  readonly target: Group;
  readonly additions: readonly Addition[];
}

/** What somebody should look at after an edit: comments that may not hold any more, and what an image may lack. */
export function remarksOn(edited: Edited): readonly string[] {
  const { desk, distribution, declaring, moving, target, additions } = edited;
  const comments = [
    ...new Set(moving.flatMap(({ entries }) => entries.flatMap(({ above, behind }) => [...above, behind]))),
  ];
  const said = comments.filter((comment) => comment !== '');
  const text = desk.texts.of(target.file);
  const isThere = said.every((comment) => text.includes(comment));
  const staying = declaring.filter((at) => !moving.includes(at));
  return [
    ...(said.length === 0
      ? []
      : isThere
        ? ['a comment moves along: read whether it still holds']
        : [`a comment has no place there: \`${said.join(' ')}\``]),
    ...staying.map(({ group }) => `${titleOf(group)} keeps it, as ${whyItStays(desk, group, target)}`),
    ...(isFromGit(desk, distribution, target, additions)
      ? ['it is installed from a repository: what installs it for production needs git']
      : []),
  ];
}

function whyItStays(desk: Desk, group: Group, target: Group): string {
  return isForDevelopment(desk, group)
    ? `it may be installed without ${titleOf(target)}`
    : 'nothing says who installs that';
}

/** Whether it is declared, or uv is told, to take it from a git repository. https://docs.astral.sh/uv/concepts/projects/dependencies/#git */
function isFromGit({ texts }: Desk, distribution: string, { file }: Group, additions: readonly Addition[]): boolean {
  if (additions.some(({ written }) => /\bgit\+|\bgit\s*=/.test(written))) return true;
  const parsed = /\.toml$/.test(file) ? parseToml(texts.of(file)) : { table: {} };
  const sources = 'table' in parsed ? tableIn(parsed.table, 'tool', 'uv', 'sources') : {};
  return Object.entries(sources).some(
    ([name, source]) => normalised(name) === distribution && 'git' in tableIn(source),
  );
}
