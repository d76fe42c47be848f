import { Refused } from '../lists/list.ts';

/**
 * A constraint of Poetry as PEP 440 writes it.
 * @throws Refused where PEP 440 has no way to say it.
 * @see https://python-poetry.org/docs/dependency-specification/#version-constraints
 */
export function pep440Of(constraint: string): string {
  if (constraint.includes('|')) throw new Refused(`only Poetry can say \`${constraint}\``);
  return constraint
    .split(/\s*,\s*|(?<=[\w*])\s+(?=[<>=!~^])/)
    .map((each) => one(each.trim()))
    .filter((each) => each !== '')
    .join(',');
}

function one(written: string): string {
  const [, operator = '', version = ''] = /^(\^|~(?!=)|)\s*(.*)$/.exec(written) ?? [];
  if (version === '*' || version === '') return '';
  if (operator === '') return /^[\w]/.test(version) ? `==${version}` : version.replace(/^([<>=!~]+)\s+/, '$1');
  const parts = /^v?(\d+(?:\.\d+)*)$/.exec(version)?.[1]?.split('.').map(Number);
  if (parts === undefined) throw new Refused(`\`${written}\` is a version that djguard can't put in PEP 440's words`);
  return `>=${version},<${above(parts, operator).join('.')}`;
}

/** The first version that a caret or a tilde leaves out, with as many parts as the version has, as Poetry itself says it. */
function above(parts: readonly number[], operator: string): readonly number[] {
  const first = parts.findIndex((part) => part > 0);
  const caret = first === -1 ? parts.length - 1 : first;
  const at = operator === '^' ? caret : Math.min(1, parts.length - 1);
  return parts.map((part, index) => (index < at ? part : index === at ? part + 1 : 0));
}
