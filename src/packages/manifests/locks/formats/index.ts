// Written by `npm run registries`.
import type { LockFormat } from '../lock.ts';
import { pdmLock } from './pdm-lock.ts';
import { pipfileLock } from './pipfile-lock.ts';
import { poetryLock } from './poetry-lock.ts';
import { pylock } from './pylock.ts';
import { uvLock } from './uv-lock.ts';

/** Every format of lock files. */
export const lockFormats: readonly LockFormat[] = [
  pdmLock,
  pipfileLock,
  poetryLock,
  pylock,
  uvLock,
].sort((one, other) => one.rank - other.rank);
