import { isTable } from '../../util/table.ts';
import { Refused } from '../lists/list.ts';
import { pep440Of } from './constraint.ts';
import type { Requirement } from './requirement.ts';

/** The tools whose manifests have a key for each dependency. */
export type TableSyntax = 'poetry' | 'pipfile';

/** What a table may say that other syntaxes can say as well, beside what each tool calls in its own way. */
const COMMON = new Set(['version', 'extras', 'markers', 'git', 'subdirectory', 'url']);
/** What a tool calls the revision of a repository. */
const REVISIONS = { poetry: ['rev', 'tag', 'branch'], pipfile: ['ref'] };

/**
 * Reads an entry of a table.
 * @param value as a parser gives it.
 * @throws Refused where another syntax has no way to say it.
 */
export function readTableEntry(name: string, value: unknown, syntax: TableSyntax): Requirement {
  const versionOf = (written: string) => (syntax === 'poetry' ? pep440Of(written) : written.replace(/^\*$/, ''));
  const plain = { name, extras: [], url: null, marker: '' };
  if (typeof value === 'string') return { ...plain, specifier: versionOf(value) };
  if (!isTable(value)) throw new Refused(`${name} has several constraints, which only its own table can hold`);
  const strange = Object.keys(value).find((key) => !COMMON.has(key) && !REVISIONS[syntax].includes(key));
  if (strange !== undefined) throw new Refused(`${name} has \`${strange}\`, which only its own table can hold`);
  const text = (key: string) => (typeof value[key] === 'string' ? value[key] : '');
  const revision = REVISIONS[syntax].map(text).find((each) => each !== '') ?? '';
  const folder = text('subdirectory') === '' ? '' : `#subdirectory=${text('subdirectory')}`;
  const git = text('git') === '' ? null : `git+${text('git')}${revision === '' ? '' : `@${revision}`}${folder}`;
  return {
    name,
    extras: Array.isArray(value.extras) ? value.extras.map(String) : [],
    specifier: versionOf(text('version')),
    url: git ?? (text('url') === '' ? null : text('url')),
    marker: text('markers'),
  };
}

/** A requirement as an entry of a table: its key, and its value. */
export function tableText({ name, extras, specifier, url, marker }: Requirement, syntax: TableSyntax): string {
  const [, git, revision, folder] =
    /^git\+([^@#]+(?:@(?=[^#]*[/:])[^@#]+)?)(?:@([^#]+))?(?:#subdirectory=(.+))?$/.exec(url ?? '') ?? [];
  const source: [string, string | undefined][] =
    git !== undefined
      ? [
          ['git', git],
          [syntax === 'poetry' ? 'rev' : 'ref', revision],
          ['subdirectory', folder],
        ]
      : url !== null
        ? [['url', url]]
        : [['version', specifier === '' ? '*' : specifier]];
  const fields = source.flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${JSON.stringify(value)}`]));
  if (extras.length > 0) fields.push(`extras = [${extras.map((extra) => JSON.stringify(extra)).join(', ')}]`);
  if (marker !== '') fields.push(`markers = ${JSON.stringify(marker)}`);
  const isPlain = url === null && fields.length === 1;
  const key = /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
  return `${key} = ${isPlain ? JSON.stringify(specifier === '' ? '*' : specifier) : `{${fields.join(', ')}}`}`;
}
