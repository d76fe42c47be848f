import type { ManifestFile, Place, Warning } from '../manifest.ts';

/** A distribution that another one, or a group, needs: its normalised name, and the extras that are asked of it. */
export interface LockedDependency {
  readonly name: string;
  readonly extras: readonly string[];
}

/** A distribution as a lock file has it; what several versions of it need is put together. */
export interface LockedPackage {
  /** Null where the lock file gives none, as for the project itself. */
  readonly version: string | null;
  readonly place: Place;
  readonly dependencies: readonly LockedDependency[];
  /** What each of its extras needs besides, by the extra's normalised name. */
  readonly extras: ReadonlyMap<string, readonly LockedDependency[]>;
}

/** All that a lock file says. */
export interface Lock {
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** By normalised name. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** What is installed for a role, such as `main` or `group:dev`, where the lock file itself says it. */
  readonly installs: ReadonlyMap<string, readonly LockedDependency[]>;
}

/** A format of lock files: one file in `formats/`, which exports one of these. */
export interface LockFormat {
  readonly name: string;
  /** The files it is known by: patterns of paths relative to the project, with `/`. */
  readonly paths: readonly RegExp[];
  /** Stands for the order in which formats may claim a path. */
  readonly rank: number;
  /** Reads one file. @returns a warning where it is broken. */
  read(file: ManifestFile): Promise<Lock | Warning>;
}
