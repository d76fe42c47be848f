/** What is known of where the package's entries stand among the others of a list. */
export interface Places {
  /** How many other entries stand before all of the package's, at least. */
  readonly before: number;
  /** How many stand behind all of them, at least. */
  readonly behind: number;
  /** Whether nothing stands before them, for certain; and nothing behind them. */
  readonly first: boolean;
  readonly last: boolean;
  /** How many entries there are at most, the package's among them; infinite where nobody knows. */
  readonly most: number;
}

/** Nothing is known. */
export const ANYWHERE: Places = { before: 0, behind: 0, first: false, last: false, most: Number.POSITIVE_INFINITY };

/**
 * Whether a place between entries, as `insert(number, x)` and slices count it, is the same place without the package.
 * Numbers beyond either end mean the end.
 * @see https://docs.python.org/3/library/stdtypes.html#common-sequence-operations
 */
export function isSameCut(number: number, { before, behind, first, last, most }: Places): boolean {
  if (Math.abs(number) >= most) return true;
  return number >= 0 ? number <= before || last : -number <= behind || first;
}

/** Whether a number gives the same entry without the package, as `list[number]` and `pop(number)` count. */
export function isSameEntry(number: number, { before, behind }: Places): boolean {
  return number >= 0 ? number < before : -number <= behind;
}

/** What a list does when it is changed, as far as it matters to the places of the package's entries. */
export type Change = 'appended' | 'prepended' | 'inserted' | 'shuffled';

/** The places after a change. @param sure whether the change is made in any case. */
export function changed(places: Places, change: Change, sure: boolean): Places {
  const one = sure ? 1 : 0;
  const most = Number.POSITIVE_INFINITY;
  switch (change) {
    case 'appended':
      return { ...places, behind: places.behind + one, last: false, most };
    case 'prepended':
      return { ...places, before: places.before + one, first: false, most };
    case 'inserted':
      return { ...places, first: false, last: false, most };
    default:
      return ANYWHERE;
  }
}
