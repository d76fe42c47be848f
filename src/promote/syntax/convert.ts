import { parseToml } from '../../util/toml.ts';
import { type Added, type Entry, type List, Refused, type Syntax } from '../lists/list.ts';
import { pep508Text, type Requirement, readRequirement } from './requirement.ts';
import { readTableEntry, tableText } from './tables.ts';

/**
 * An entry of one list as a target writes it: as it is where both have the same syntax.
 * @throws Refused where the other syntax has no way to say it.
 */
export function asWrittenIn({ syntax }: List, entry: Entry, target: List): Added {
  const { above, behind } = entry;
  if (target.syntax === syntax) return { written: entry.written, value: entry.value, above, behind };
  const requirement = requirementOf(entry, syntax);
  // A comment behind a requirement is part of its line in a requirements file.
  const comment = syntax === 'requirements' ? (/\s(#[^\r\n]*)$/.exec(entry.written)?.[1] ?? '') : behind;
  return { ...addedTo(target, requirement), above, behind: comment };
}

/** A requirement as a list writes it. */
export function addedTo(list: List, requirement: Requirement): Pick<Added, 'written' | 'value'> {
  if (list.syntax !== 'poetry' && list.syntax !== 'pipfile') {
    const written = pep508Text(requirement, usesParentheses(list));
    return { written, value: written };
  }
  const written = tableText(requirement, list.syntax);
  const parsed = parseToml(written);
  if ('mistake' in parsed) throw new Refused(`\`${written}\` is not valid TOML`);
  return { written, value: Object.entries(parsed.table)[0] };
}

function requirementOf({ written, value }: Entry, syntax: Syntax): Requirement {
  if (syntax === 'requirements' || syntax === 'pep508') return readRequirement(written);
  const [name, own] = value as readonly [string, unknown];
  return readTableEntry(name, own, syntax);
}

/** Poetry writes `name (>=1.2,<2.0)`: a list where most do so gets more of the kind. */
function usesParentheses({ entries }: List): boolean {
  const specified = entries.filter(({ name, written }) => name !== null && /[<>=~!]/.test(written));
  return specified.filter(({ written }) => /\s\(.*\)/.test(written)).length * 2 > specified.length;
}
