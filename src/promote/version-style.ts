import type { List } from './lists/list.ts';
import { addedTo } from './syntax/convert.ts';
import type { Requirement } from './syntax/requirement.ts';

/** The ways to ask for a version; `exact` is a caret in Poetry's tables too where its neighbours are exact. */
type Style = 'exact' | 'least' | 'compatible' | 'caret' | 'range' | 'any';

const STYLES: readonly (readonly [Style, RegExp])[] = [
  ['caret', /["'\s=]\^\s*\d/],
  ['range', />=?[^<]*,\s*</],
  ['exact', /===?\s*v?\d/],
  ['compatible', /~=/],
  ['least', />=/],
];

/** What each tool's own command writes: `pip freeze`, `uv add` and `pdm add`, `poetry add`, `pipenv install`. */
const USUAL: Readonly<Record<List['syntax'], Style>> = {
  requirements: 'exact',
  pep508: 'least',
  poetry: 'caret',
  pipfile: 'any',
};

/**
 * A distribution as a list would ask for it: in the way of most of its entries, else as its tool would write it.
 * @param version the locked one; null where none is known: then any will do.
 */
export function requirementFor(list: List, name: string, version: string | null): ReturnType<typeof addedTo> {
  const plain: Requirement = { name, extras: [], specifier: '', url: null, marker: '' };
  if (version === null) return addedTo(list, plain);
  const style = styleOf(list);
  if (style === 'caret' && list.syntax === 'poetry') {
    return { written: `${name} = "^${version}"`, value: [name, `^${version}`] };
  }
  return addedTo(list, { ...plain, specifier: specifierIn(style, version) });
}

function styleOf({ entries, syntax }: List): Style {
  const counts = new Map<Style, number>();
  for (const { name, written } of entries) {
    if (name === null) continue;
    const style = STYLES.find(([, pattern]) => pattern.test(written))?.[0] ?? 'any';
    counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const named = entries.filter(({ name }) => name !== null).length;
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most !== undefined && most[1] * 2 > named ? most[0] : USUAL[syntax];
}

function specifierIn(style: Style, version: string): string {
  const [major = '0'] = version.split('.');
  const after = `${/^\d+$/.test(major) ? Number(major) + 1 : major}`;
  switch (style) {
    case 'exact':
      return `==${version}`;
    case 'compatible':
      return version.includes('.') ? `~=${version}` : `>=${version}`;
    case 'range':
      return /^\d+$/.test(major) ? `>=${version},<${after}` : `>=${version}`;
    case 'any':
      return '';
    default:
      return `>=${version}`;
  }
}
