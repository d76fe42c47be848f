/** What a place in a project says about who installs something. */
export type Kind = 'production' | 'development' | 'unknown';

/** A place in a file that is read: the path is relative to the project, with `/`; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Where something stands, without what else is known of it. */
export function barePlace({ file, line, text }: Place): Place {
  return { file, line, text };
}

/** A manifest as it was found. */
export interface ManifestFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/** A distribution that a manifest asks for, by its normalised name. */
export interface Declaration extends Place {
  readonly name: string;
  /** The extras that are asked of it, normalised; left out where there are none. */
  readonly extras?: readonly string[];
}

/**
 * Which groups of which manifest are meant, as an include or a command writes it.
 * Roles are `main`, `extra:NAME`, `group:NAME`, and `hatch:NAME` for one of hatch's environments; `extra:*`, `group:*`
 * and `optional:*` stand for all of them, `uv-default` for the groups that uv installs unasked.
 */
export interface Selection {
  readonly tool: 'requirements' | 'project' | 'pipenv' | 'conda';
  /** For `requirements` and `conda` the file, else the folder; `/`-separated, as resolved from where it stands. */
  readonly path: string;
  readonly roles: readonly string[];
  readonly without: readonly string[];
  /** Groups that, where the manifest has one of them, are all that `group:*` means. */
  readonly instead?: readonly string[];
  /** Whether only a file of just this path is meant. */
  readonly exact?: boolean;
}

/** An include of other groups. */
export interface Inclusion extends Place {
  readonly selection: Selection;
}

/** Dependencies that are installed together. */
export interface Group {
  readonly file: string;
  /** As its manifest calls it, such as `dependency-groups.dev`; null where the file is one group. */
  readonly name: string | null;
  /** As in a selection; `optional:NAME` is one of Poetry's groups that only its name chooses: `group:NAME`. */
  readonly role: string;
  /** Whether uv installs it unasked. */
  readonly byDefault?: boolean;
  /** What the group's name, or the file's, says by itself. */
  readonly kind: Kind;
  /** Whether it lists all that some environment had, as `pip freeze` and exports do, rather than what somebody chose. */
  readonly frozen?: boolean;
  /** Whether it lists what its packages bring along, too. */
  readonly isComplete?: boolean;
  /** Whether it speaks for something else than the project, as far as anybody knows: a tool in a folder of its own. */
  readonly elsewhere?: boolean;
  /** Whether a name says `production`, rather than that nothing says otherwise. */
  readonly explicit: boolean;
  readonly declarations: readonly Declaration[];
  readonly inclusions: readonly Inclusion[];
}

/** A command that installs something. */
export interface Install extends Place {
  readonly kind: Kind;
  /**
   * How much the command can tell: `strong` ones are known to run where `kind` says, `weak` ones are not contradicted,
   * and `none` (a test workflow) says nothing about the groups that it installs.
   */
  readonly weight: 'strong' | 'weak' | 'none';
  readonly selections: readonly Selection[];
  readonly declarations: readonly Declaration[];
  /** Whether it may install more: a word of it has a value that nobody knows. */
  readonly isOpen?: boolean;
  /** Whether what it installs by name is only what a job needs: the project may leave the choice to whoever deploys it. */
  readonly aside?: boolean;
  /**
   * Whether the developers' groups that it installs unasked may be for those who work on the project alone: in a job of
   * CI, under a condition, or in an image that starts Django's own server or tests.
   */
  readonly forDevelopers?: boolean;
}

/** A Dockerfile that a compose file builds, and what the compose file says about it by its name, or by what it starts. */
export interface Built {
  readonly dockerfile: string;
  readonly kind: Kind;
  /** The stage that is built; null for the last. */
  readonly target: string | null;
  /** The build arguments that it is given. */
  readonly given: ReadonlyMap<string, string>;
  /** The command that the compose file starts it with, and the script that this calls; empty where it gives none. */
  readonly started: string;
}

/** Something in a manifest that could not be understood; the rest of it was read. */
export interface Warning {
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
}

/** All that one file says. */
export interface Manifest {
  readonly groups: readonly Group[];
  readonly installs: readonly Install[];
  readonly warnings: readonly Warning[];
  /** The Dockerfiles that it builds, and what for. */
  readonly built?: readonly Built[];
}

/** A manifest that says nothing. */
export const NOTHING: Manifest = { groups: [], installs: [], warnings: [] };

/** The role of the groups that uv installs unasked. */
export const UV_DEFAULT = 'uv-default';

/** A selection of whole requirements files. */
export function wholeFile(path: string, tool: 'requirements' | 'conda' = 'requirements'): Selection {
  return { tool, path, roles: ['main'], without: [] };
}
