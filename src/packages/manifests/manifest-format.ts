import type { Parse } from '../../python/syntax/parser.ts';
import type { Built, Manifest, ManifestFile } from './manifest.ts';

/** What a manifest may ask for while it is read. */
export interface ReadContext {
  /** Loads the Python parser, once for all that need it. */
  readonly parser: () => Promise<Parse>;
  /** How the other manifests build a file, if it is one of an image. */
  readonly buildsOf: (path: string) => readonly Built[];
  /** The text of another file, by its path relative to the project; null where there is none. */
  readonly textOf: (path: string) => Promise<string | null>;
}

/** A format of manifests: one file in `formats/`, which exports one of these. */
export interface ManifestFormat {
  readonly name: string;
  /**
   * The files it is known by: patterns of paths relative to the project, with `/`.
   * Those of Python sources end in `\.py$`: sources are compared with no other.
   */
  readonly paths: readonly RegExp[];
  /**
   * Which format reads a file whose path fits several: the lowest rank. 1 for most, which share no path with another;
   * formats with loose patterns stand further back.
   */
  readonly rank: number;
  /** Whether other manifests build what its files describe, and say what for: those are then read before it. */
  readonly isBuilt?: true;
  /**
   * Reads one file; what of it can't be understood becomes a warning. Every format is loaded at once, so what is
   * heavy, such as a parser, is imported in here.
   */
  read(file: ManifestFile, context: ReadContext): Manifest | Promise<Manifest>;
}
