import { formatOf } from '../../packages/manifests/discover.ts';
import type { Group } from '../../packages/manifests/manifest.ts';
import type { Parse } from '../../python/syntax/parser.ts';
import { type List, Refused } from './list.ts';
import { requirementsList } from './requirements-list.ts';
import { setupCfgList } from './setup-cfg-list.ts';
import { setupPyList } from './setup-py-list.ts';
import { tomlList } from './toml-list.ts';

/**
 * The list of a group in its manifest's text.
 * @param parse reads a setup.py; null where there is none to read.
 * @throws Refused where it is written in a way that djguard does not edit.
 */
export function listIn({ file, name }: Pick<Group, 'file' | 'name'>, text: string, parse: Parse | null): List {
  const format = formatOf(file)?.name;
  if (name === null) {
    if (format === 'conda') throw new Refused('djguard does not edit conda environments');
    return requirementsList(file, text);
  }
  if (format === 'setup.cfg') return setupCfgList(text, name);
  if (format === 'setup.py' && parse !== null) return setupPyList(parse, text, name);
  if (name.startsWith('tool.poetry.extras.')) {
    throw new Refused('it is optional, and stands in [tool.poetry.extras]');
  }
  return tomlList(text, name, format === 'pipfile' ? 'pipfile' : 'poetry');
}
