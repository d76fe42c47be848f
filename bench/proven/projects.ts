import { readFileSync } from 'node:fs';

/** A public project, and how it is made to start. */
export interface Subject {
  /** The repository on GitHub, `owner/name`. */
  readonly name: string;
  readonly commit: string;
  /** The Python that it is run with. */
  readonly python: string;
  /**
   * What installs production's requirements and the packages to be proven, in bash, with uv, into .venv of the checkout;
   * `$LOCKED` is bench/proven/locked.py. Where a requirement needs a compiler, another form of it stands in.
   */
  readonly install: string;
  /** The folder in it that djguard is called in; default: the checkout's own. */
  readonly folder?: string;
  /** Files that git does not keep, by their paths in the checkout, as the project's guides or its CI make them. */
  readonly files?: Readonly<Record<string, string>>;
  /** Why something is unproven for which no flag is to be had. */
  readonly why?: string;
  /** What a second try is given beside the words that the first printed. */
  readonly words?: readonly string[];
}

export const SUBJECTS: readonly Subject[] = JSON.parse(
  readFileSync(new URL('./projects.json', import.meta.url), 'utf8'),
);
