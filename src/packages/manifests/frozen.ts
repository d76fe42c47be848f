import { normalised } from '../naming-conventions.ts';

/** What comes in with Django, requests, Jinja, cffi, Celery and Beautiful Soup: hardly anybody asks for several by name. */
const COMES_IN = new Set(
  'asgiref,sqlparse,certifi,idna,charset-normalizer,chardet,markupsafe,pycparser,wcwidth,kombu,billiard,vine,amqp,soupsieve'.split(
    ',',
  ),
);
const FEWEST = 5;

/**
 * Whether a requirements file lists all that an environment had, developers' packages among it: `pip freeze` and
 * exports of lock files do, in the order of the alphabet, each with its version. What pip-compile or `uv pip compile`
 * made of a file of the same name is no freeze: somebody chose what is in that.
 * https://pip.pypa.io/en/stable/cli/pip_freeze/ https://docs.astral.sh/uv/concepts/projects/export/
 */
export function isFrozen(text: string): boolean {
  if (/^#\s+(uv export|pdm export|pipenv requirements)\b/m.test(text)) return true;
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  if (lines.some((line) => line.startsWith('#') || /^-(r|c|e|-)/.test(line))) return false;
  const pinned = lines
    .filter((line) => line !== '')
    .map((line) => /^([\w.-]+)(?:\[[^\]]*\])?\s*(?:===?|@\s)/.exec(line)?.[1]);
  const names = pinned.flatMap((name) => (name === undefined ? [] : [normalised(name)]));
  if (names.length < FEWEST || names.length < pinned.length) return false;
  const sorted = names.every((name, at) => at === 0 || (names[at - 1] as string) <= name);
  return sorted && names.filter((name) => COMES_IN.has(name)).length > 1;
}
