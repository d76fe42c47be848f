import { normalised, type Says } from '../naming-conventions.ts';
import { folderOf } from '../paths.ts';
import type { Declaration, Group, Inclusion, Place, Warning } from './manifest.ts';
import { inProject } from './pip.ts';
import { parseRequirement } from './requirement.ts';
import type { TableGroups } from './syntax/toml.ts';

/** A requirement as a manifest writes it, and where. */
export interface WrittenRequirement {
  readonly written: string;
  readonly place: Place;
  /** The extras, where they are written apart from the name. */
  readonly extras?: readonly string[];
}

/** What a group is called. */
export interface Heading {
  readonly file: string;
  readonly name: string;
  readonly role: string;
  readonly says: Says;
}

/** A group, and what of it could not be understood. */
export interface GroupRead {
  readonly group: Group;
  readonly warnings: readonly Warning[];
}

/**
 * Makes a group of PEP 508 requirements.
 * @param own the project's own distribution: `own[test]` stands for its extra.
 */
export function groupOf(
  { file, name, role, says }: Heading,
  entries: readonly WrittenRequirement[],
  own: string | null,
  more: readonly Inclusion[] = [],
): GroupRead {
  const declarations: Declaration[] = [];
  const inclusions: Inclusion[] = [...more];
  const warnings: Warning[] = [];
  for (const { written, place } of entries) {
    const requirement = parseRequirement(written);
    if (requirement === null) {
      const template = /\{[{%]|\{\w*\[/.test(written);
      if (!template) warnings.push({ file, line: place.line, message: `is no requirement: ${written}` });
    } else if (requirement.name === own) {
      const roles = requirement.extras.map((extra) => `extra:${extra}`);
      inclusions.push({ ...place, selection: inProject(folderOf(file), roles) });
    } else declarations.push({ ...place, ...requirement });
  }
  return { group: { file, name, role, ...says, declarations, inclusions }, warnings };
}

/** The groups that hold anything, with the warnings of all. */
export function filled(read: readonly GroupRead[]): TableGroups {
  return {
    groups: read
      .map(({ group }) => group)
      .filter(({ declarations, inclusions }) => declarations.length + inclusions.length > 0),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

/** A group whose entries are distributions' names, as Poetry and Pipfile write them. */
export function namedGroup(
  heading: Heading,
  entries: readonly WrittenRequirement[],
  inclusions: readonly Inclusion[] = [],
): Group {
  const { file, name, role, says } = heading;
  const declarations = entries.map(({ written, place, extras = [] }) => ({
    ...place,
    name: normalised(written),
    extras: extras.map(normalised),
  }));
  return { file, name, role, ...says, declarations, inclusions };
}
