import type { Group, Place } from '../packages/manifests/manifest.ts';
import { ownerOf } from '../packages/paths.ts';
import { type Addition, additionsTo } from './additions.ts';
import {
  type Declaring,
  declaringGroups,
  declaringIn,
  isDetached,
  isForDevelopment,
  listOf,
  originalLines,
} from './declarations.ts';
import type { Desk } from './desk.ts';
import { placeFor } from './layout/order.ts';
import { type List, Refused, withAdded, without } from './lists/list.ts';
import { remarksOn } from './remarks.ts';
import { type Chosen, chosenTarget, targetFor, titleOf } from './target.ts';
import { comesWith } from './together.ts';

/** A declaration that production does not install: it moves, or it stays where it is. */
export interface Origin extends Place {
  /** The group as its manifest calls it; null for a whole file. */
  readonly group: string | null;
  readonly stays: boolean;
}

/** What is to be done for one distribution. */
export interface Promotion {
  readonly distribution: string;
  /** Where it is declared, but not for production; empty where nobody declares it. */
  readonly origins: readonly Origin[];
  /** Where it is to be declared for production: the first line that is written, and its place. */
  readonly target: Omit<Origin, 'stays'>;
  /** What somebody should have a look at. */
  readonly remarks: readonly string[];
}

/**
 * Declares a distribution for production: moves what declares it for development where whoever installs that installs
 * production's group too, else adds to the latter. The texts of the desk change, and nothing is written.
 * @param version the locked one, for a distribution that nobody declares; null where none is known.
 * @throws Refused with the reason; the texts are as they were.
 */
export function promote(desk: Desk, distribution: string, chosen: Chosen | null, version: string | null): Promotion {
  const { project, texts } = desk;
  const wanted = chosen === null ? null : chosenTarget(chosen, project);
  const groups = declaringGroups(desk, distribution, wanted === null ? null : ownerOf(wanted.file));
  const target = wanted ?? targetFor(desk, groups);
  const before = new Map([...groups, target].map(({ file }) => [file, texts.of(file)]));
  try {
    const declaring = groups.map((group) => inGroup(group, null, () => declaringIn(desk, group, distribution)));
    const list = targetList(desk, target, declaring, version === null ? distribution : `${distribution}==${version}`);
    const additions = additionsTo(list, declaring, { distribution, version });
    const moves = (group: Group) =>
      isForDevelopment(desk, group) && comesWith(group, target, project.graph, isDetached(desk, group));
    const moving = declaring.filter(({ group }) => moves(group));
    for (const { group } of moving) inGroup(group, null, () => takeAll(desk, group, distribution));
    const line = inGroup(target, additions[0]?.written ?? null, () => addAll(desk, target, distribution, additions));
    return {
      distribution,
      origins: declaring.flatMap((at) => originsOf(desk, distribution, at, !moving.includes(at))),
      target: { file: target.file, line, text: additions[0]?.written ?? '', group: target.name },
      remarks: remarksOn({ desk, distribution, declaring, moving, target, additions }),
    };
  } catch (error) {
    for (const [file, text] of before) texts.set(file, text);
    throw error;
  }
}

/** The list that a distribution comes into; what a tool wrote is not edited. */
function targetList(desk: Desk, target: Group, declaring: readonly Declaring[], plain: string): List {
  const made = target.name === null ? desk.made(target.file) : null;
  if (made !== null) {
    const sources = made.sources.length > 0 ? `: --to ${made.sources.join(' or --to ')}` : '';
    throw new Refused(`${target.file} is written by \`${made.command}\`${sources}`);
  }
  return inGroup(target, declaring[0]?.entries[0]?.written ?? plain, () => listOf(desk, target));
}

/** Says of a refusal which group it is about, and what to write there by hand. */
function inGroup<Result>(group: Group, written: string | null, edit: () => Result): Result {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const hint = written === null ? 'move it by hand' : `write \`${written}\` there by hand`;
    throw new Refused(`${titleOf(group)} can't be edited: ${error.message}: ${hint}`);
  }
}

function takeAll(desk: Desk, group: Group, distribution: string): void {
  for (let list = listOf(desk, group); ; list = listOf(desk, group)) {
    const at = list.entries.findIndex(({ name }) => name === distribution);
    if (at === -1) return;
    desk.texts.set(group.file, without(list, at));
  }
}

/** A promotion with the line of its target in the manifest as it has become since. */
export function placedAnew(desk: Desk, promotion: Promotion): Promotion {
  const { distribution, target } = promotion;
  const { entries } = listOf(desk, { file: target.file, name: target.group });
  const line = entries.find(({ name }) => name === distribution)?.line ?? target.line;
  return { ...promotion, target: { ...target, line } };
}

/** Adds entries one below the other. @returns the line of the first. */
function addAll(desk: Desk, group: Group, distribution: string, additions: readonly Addition[]): number {
  const names = listOf(desk, group).entries.map(({ name }) => name);
  const place = placeFor(names, distribution);
  additions.forEach((addition, index) => {
    const list = listOf(desk, group);
    const comments = list.holdsComments(place + index) ? {} : { above: [], behind: '' };
    desk.texts.set(group.file, withAdded(list, place + index, { ...addition, ...comments }));
  });
  return listOf(desk, group).entries[place]?.line ?? 1;
}

function originsOf(desk: Desk, distribution: string, { group, entries }: Declaring, stays: boolean): readonly Origin[] {
  const lines = originalLines(desk, group, distribution);
  return entries.map(({ line, written }, at) => {
    return { file: group.file, line: lines[at] ?? line, text: written, group: group.name, stays };
  });
}
