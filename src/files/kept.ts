/** Files that what loads others most often is told by, by their paths. */
const LIKELY =
  /(^|[\\/])(settings|configs?|conf|environments?|components|urls)[\\/]|[\\/](\w*settings\w*|\w*urls|manage|wsgi\w*|asgi\w*|celery\w*|apps|conftest|__init__|base|common|local|dev\w*|test|prod\w*)\.py$/;
/** How much is kept: more bytes than these are read again where they are asked for. */
const MOST = 16 * 1024 * 1024;

/** The bytes of files that were read, for whoever wants to read them again. */
export interface Kept {
  /** The bytes of a file, as they were read; undefined where they are not kept. @param file absolute. */
  get(file: string): Buffer | undefined;
  /** Keeps a copy of a file's bytes, where they are likely to be asked for and not too many. */
  keep(file: string, bytes: Uint8Array): void;
  /** Keeps bytes that were asked for. */
  hold(file: string, bytes: Buffer): void;
}

/** Keeps nothing yet. */
export function newKept(): Kept {
  const held = new Map<string, Buffer>();
  let left = MOST;
  const hold = (file: string, bytes: Buffer): void => {
    if (bytes.length > left || held.has(file)) return;
    left -= bytes.length;
    held.set(file, bytes);
  };
  return {
    get: (file) => held.get(file),
    keep: (file, bytes) => {
      if (LIKELY.test(file)) hold(file, Buffer.from(bytes));
    },
    hold,
  };
}
