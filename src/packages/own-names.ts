import { join } from 'node:path';
import { readText } from '../files/read.ts';
import { normalised } from './naming-conventions.ts';

/** Where each manifest says what the project's own distribution is called. */
const NAMES: Readonly<Record<string, RegExp>> = {
  'pyproject.toml': /^\[(?:project|tool\.poetry)\](?:(?!^\[).)*?^name\s*=\s*["']([^"']+)["']/ms,
  'setup.cfg': /^\[metadata\](?:(?!^\[).)*?^name\s*=\s*([\w.-]+)/ms,
  'setup.py': /\bsetup\s*\(.*?\bname\s*=\s*["']([\w.-]+)["']/s,
};

/**
 * The names of the distributions that a project makes itself, normalised: wherever they are asked for, with whatever extra,
 * they are no dependency.
 * @param files the manifests that were read, relative to `root`.
 */
export function ownNames(root: string, files: readonly string[]): ReadonlySet<string> {
  const names = files.flatMap((file) => {
    const pattern = NAMES[file.replace(/^.*\//, '')];
    const name = pattern === undefined ? undefined : pattern.exec(readText(join(root, file), 'manifest') ?? '')?.[1];
    return name === undefined ? [] : [normalised(name)];
  });
  return new Set(names);
}
