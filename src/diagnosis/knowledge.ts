import { join } from 'node:path';
import { newListing } from '../files/listing.ts';
import { shownPath, slashed } from '../files/paths.ts';
import { collect } from '../files/walk/collect.ts';
import { isImportable } from '../packages/naming-conventions.ts';
import { withLocks } from '../packages/with-locks.ts';
import type { FileReport } from '../run/result.ts';
import { type Options, settle } from '../run/settings.ts';
import { look } from '../run/survey.ts';
import { catalogueFor, readProject } from '../scope/scope.ts';
import type { Finding } from '../types.ts';
import { UsageError } from '../util/errors.ts';
import { oneLine } from '../util/shown.ts';
import type { Knows } from './cure.ts';

/** What is known of the project that a log is about. */
export interface Knowledge extends Knows {
  /** Its Python files, relative to it, with `/`. */
  readonly files: readonly string[];
  /** What is found of one package in it. */
  findingsOf(root: string): Promise<readonly Found[]>;
}

/** A finding, and its file. */
export interface Found {
  /** As shown. */
  readonly path: string;
  readonly finding: Finding;
  /** The code of its line. */
  readonly code: string;
}

/**
 * Reads what there is to know of the project.
 * @throws UsageError where the options or the configuration are not right.
 */
export async function knowledgeOf(options: Options): Promise<Knowledge> {
  const settings = await settle(options);
  const catalogue = await catalogueFor(settings);
  const project = await withLocks(await readProject(settings, { catalogue }), catalogue);
  const { cwd, exclude, excludeBase, gitignore } = settings;
  const wanted = { cwd, paths: [project.root], exclude, excludeBase, forceExclude: false, gitignore };
  return {
    project,
    catalogue,
    files: collect(wanted, newListing()).files.map((file) => slashed(file, project.root)),
    shown: (file) => oneLine(shownPath(join(project.root, file), cwd)),
    async findingsOf(root) {
      if (!isImportable(root)) return [];
      try {
        const { plans } = await look({ ...options, mode: 'check', packages: [root], force: true });
        return plans.flatMap(({ report }) => foundIn(report));
      } catch (error) {
        // A name that nothing knows: the code does not hold it.
        if (error instanceof UsageError) return [];
        throw error;
      }
    },
  };
}

function foundIn({ path, findings, before }: FileReport): readonly Found[] {
  const lines = before.split(/\r?\n/);
  return findings.map((finding) => ({ path, finding, code: (lines[finding.line - 1] ?? '').trim() }));
}
