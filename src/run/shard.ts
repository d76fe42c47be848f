import { UsageError } from '../util/errors.ts';

/** One of the equal shares that a run is parted into, so that several machines can look at one. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** @param text such as `1/4`. @throws UsageError where it is no share. */
export function shardIn(text: string): Shard {
  const [, index = Number.NaN, count = Number.NaN] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard takes a share and their number, as 1/4, not ${JSON.stringify(text)}`);
}

/** Every so-many-th item: those of all shares together are all items, and none is in two. */
export function shareOf<Item>(items: readonly Item[], { index, count }: Shard): readonly Item[] {
  return items.filter((_, at) => at % count === index - 1);
}

/** What stands in a run's result of how much of it this is. */
export function shardNote({ index, count }: Shard, part: number, whole: number, what: string): string {
  return `shard ${index} of ${count}: ${part} of ${whole} ${what}; what is not theirs is left to the other shards`;
}
