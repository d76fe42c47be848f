import { normalised } from '../naming-conventions.ts';

/** A requirement as pip and PEP 508 write it. */
export interface Requirement {
  /** Normalised. */
  readonly name: string;
  readonly extras: readonly string[];
}

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[;@(,]|===?|[<>]|[!~]=)/;
const URL = /^(?:[a-z]+\+)?[a-z][a-z0-9+.-]*:/i;
const ARCHIVE = /([A-Za-z0-9][A-Za-z0-9._]*?)-\d[^/]*\.(?:whl|tar\.gz|tar\.bz2|zip|tgz)$/;

/**
 * Reads one requirement: `name[extra]>=1; marker`, `name @ url`, a URL with `#egg=name`, or a link to an archive.
 * @returns null where it names no distribution, such as a path to a folder.
 */
export function parseRequirement(written: string): Requirement | null {
  const text = written.trim();
  if (URL.test(text)) return fromUrl(text);
  const match = NAME.exec(text);
  if (match === null) return null;
  return { name: normalised(match[1] as string), extras: extrasIn(match[2]) };
}

/** Whether something that was written where a requirement may stand is a path or a URL without a name. */
export function isPathLike(written: string): boolean {
  return /^[./~]|[\\/]/.test(written) || URL.test(written);
}

/** The names in the brackets of `name[a,b]`. */
export function extrasIn(written: string | undefined): string[] {
  return (written ?? '')
    .split(',')
    .map((extra) => normalised(extra.trim()))
    .filter((extra) => extra !== '');
}

function fromUrl(url: string): Requirement | null {
  const egg = /[#&]egg=([^&\s[]+)(?:\[([^\]]*)\])?/.exec(url);
  if (egg !== null) {
    const name = (egg[1] as string).replace(/[=<>!~].*$|-(?:dev|\d[\d.]*)$/, '');
    return { name: normalised(decodeURIComponent(name)), extras: extrasIn(egg[2]) };
  }
  const [path = ''] = url.split(/[#?;]/);
  const archive = ARCHIVE.exec(path);
  if (archive !== null) return { name: normalised(archive[1] as string), extras: [] };
  // What stands behind the last `@` is a branch or a tag, which may hold `/`.
  const [, named = ''] = /^git\+(?:\w+:\/\/)?[^/]*\/(.*)$/.exec(path) ?? [];
  const repository = /([\w.-]+?)(?:\.git)?\/?$/.exec(named.replace(/@[^@]*$/, ''));
  return repository === null ? null : { name: normalised(repository[1] as string), extras: [] };
}
