import { UsageError } from '../../util/errors.ts';
import { didYouMean } from '../../util/suggest.ts';
import { isStrings, isTable, type Table } from '../../util/table.ts';
import { isIdentifier, isImportable, normalised } from '../naming-conventions.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import type { CatalogueRow } from './row.ts';

interface Key {
  readonly field: keyof CatalogueRow;
  readonly test: (value: unknown) => boolean;
  readonly expected: string;
  /** What the field holds for a value; the value itself without it. */
  readonly fieldFor?: (value: unknown) => unknown;
}

/** Keys of a setting may be more than identifiers, such as `()` and `my-cache`. */
const KEY_PATH = /^[^\s.'"\\]+(\.[^\s.'"\\]+)*$/;

const isDotted = (value: unknown) => typeof value === 'string' && value.split('.').every(isIdentifier);
const isFlag = (value: unknown) => typeof value === 'boolean';
const LIST = { test: isStrings, expected: 'a list of strings' };
const FLAG = { test: isFlag, expected: 'true or false' };

/** What `[tool.djguard.packages.NAME]` may say. */
const KEYS: Readonly<Record<string, Key>> = {
  distributions: { field: 'distributions', ...LIST, fieldFor: (value) => (value as string[]).map(normalised) },
  apps: { field: 'apps', ...LIST },
  middleware: { field: 'middleware', ...LIST },
  urls: { field: 'urls', ...LIST },
  fallbacks: { field: 'fallbacks', ...LIST },
  echoes: { field: 'echoes', ...LIST },
  monkeypatches: { field: 'monkeypatches', ...LIST },
  'never-in-production': { field: 'guarded', ...FLAG, fieldFor: (value) => (value ? 'always' : 'when-declared') },
  'in-tests': { field: 'inTests', ...FLAG },
  breakpoint: { field: 'breakpoint', ...FLAG },
  note: { field: 'note', test: (value) => typeof value === 'string', expected: 'a string' },
  probe: {
    field: 'probe',
    test: (value) => value === 'import' || value === 'find_spec',
    expected: '"import" or "find_spec"',
  },
  alternatives: {
    field: 'alternatives',
    test: (value) =>
      isTable(value) && Object.entries(value).every(([key, item]) => KEY_PATH.test(key) && isDotted(item)),
    expected: 'a table of dotted names',
  },
};

/**
 * Adds what a project says of packages to a catalogue; of a package that is known, only what is said changes.
 * @param table the parsed `[tool.djguard.packages]`: a table for each import root.
 * @param where the configuration file, for messages.
 * @throws UsageError for a key or a value that means nothing.
 */
export function withCustomPackages(catalogue: Catalogue, table: Table, where: string): Catalogue {
  const added = Object.entries(table).map(([root, value]): CatalogueRow => {
    const heading = `[tool.djguard.packages.${root}]`;
    if (!isTable(value)) throw new UsageError(`${where}: ${heading} must be a table`);
    if (!isImportable(root)) {
      throw new UsageError(`${where}: ${JSON.stringify(root)} is no import package: give the name that code imports`);
    }
    const known = catalogue.byRoot.get(root) ?? rowNamed(root);
    return { ...known, ...said(value, `${where}: ${heading}`) };
  });
  return catalogueOf([...catalogue.rows, ...added]);
}

function rowNamed(root: string): CatalogueRow {
  return {
    root,
    distributions: [normalised(root)],
    probe: 'find_spec',
    is: 'a package of the configuration',
    source: null,
    guarded: 'when-declared',
    importing: 'not checked',
    checked: null,
  };
}

function said(table: Table, where: string): Partial<CatalogueRow> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(table)) {
    const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    if (key === undefined) {
      throw new UsageError(`${where}: unknown key ${name}.${didYouMean(name, Object.keys(KEYS))}`);
    }
    if (!key.test(value)) throw new UsageError(`${where}: ${name} must be ${key.expected}`);
    fields[key.field] = key.fieldFor?.(value) ?? value;
  }
  return fields as Partial<CatalogueRow>;
}
