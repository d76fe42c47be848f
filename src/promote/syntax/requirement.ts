import { Refused } from '../lists/list.ts';

/** What every way to write a requirement can say. */
export interface Requirement {
  /** As it is written. */
  readonly name: string;
  readonly extras: readonly string[];
  /** As PEP 440 writes it; empty for any version. */
  readonly specifier: string;
  readonly url: string | null;
  /** Empty where there is none. */
  readonly marker: string;
}

const WRITTEN = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*([\s\S]*)$/;
const EGG = /[#&]egg=([\w.-]+)(?:\[([^\]]*)\])?/;

/**
 * Reads a requirement as PEP 508 or a requirements file writes it, without its comment.
 * @throws Refused where another syntax has no way to say it.
 */
export function readRequirement(written: string): Requirement {
  const text = written
    .replace(/\s+#.*$/gm, '')
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+--hash[=\s]\S+/g, '')
    .trim();
  if (/^-|\s--\w/.test(text)) throw new Refused(`\`${text}\` has options that only a requirements file can hold`);
  if (/^[a-z+]+:/i.test(text)) return fromUrl(text);
  const match = WRITTEN.exec(text);
  if (match === null) throw new Refused(`\`${text}\` is no requirement that can be written in another way`);
  const [, name = '', extras = '', rest = ''] = match;
  const [, url, urlMarker = ''] = /^@\s*(\S+)(?:\s+;\s*(.*))?$/s.exec(rest) ?? [];
  if (url !== undefined) return { name, extras: namesIn(extras), specifier: '', url, marker: urlMarker.trim() };
  const [specifier = '', marker = ''] = rest.split(/;(.*)/s);
  const bare = specifier.trim().replace(/^\((.*)\)$/, '$1');
  return { name, extras: namesIn(extras), specifier: bare.trim(), url: null, marker: marker.trim() };
}

/** A requirement as PEP 508 writes it. https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
export function pep508Text({ name, extras, specifier, url, marker }: Requirement, inParentheses = false): string {
  const asked = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}`;
  if (url !== null) return `${asked} @ ${url}${marker === '' ? '' : ` ; ${marker}`}`;
  const wanted = specifier !== '' && inParentheses ? ` (${specifier})` : specifier;
  return `${asked}${wanted}${marker === '' ? '' : `; ${marker}`}`;
}

function namesIn(extras: string): readonly string[] {
  return extras
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
}

function fromUrl(written: string): Requirement {
  const [address = '', marker = ''] = written.split(/\s+;(.*)/s);
  const egg = EGG.exec(address);
  if (egg === null) throw new Refused(`\`${address}\` does not say which distribution it is`);
  const url = address
    .replace(EGG, (found) => (found.startsWith('#') ? '#' : ''))
    .replace(/#&?$/, '')
    .replace('#&', '#');
  return { name: egg[1] as string, extras: namesIn(egg[2] ?? ''), specifier: '', url, marker: marker.trim() };
}
