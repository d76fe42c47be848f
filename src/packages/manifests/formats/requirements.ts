import { saidByRequirements } from '../../naming-conventions.ts';
import { folderOf } from '../../paths.ts';
import { isCompleteList, isFrozen } from '../frozen.ts';
import {
  type Declaration,
  type Inclusion,
  type Manifest,
  type ManifestFile,
  NOTHING,
  type Place,
  type Warning,
} from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { readPipArguments } from '../pip.ts';
import { logicalLines } from '../syntax/logical-lines.ts';

/** A requirements file, read as pip does. */
export const requirements: ManifestFormat = {
  name: 'requirements',
  paths: [
    /(^|\/)(?!.*constraint)([\w.-]*[-_.])?(requirements?|reqs?)([-_.][\w.-]*)?\.(txt|in|pip)$/i,
    /(^|\/)requirements?(Base|Common|Dev|Local|Test|Prod|Live)\w*\.(txt|in|pip)$/,
    /(^|\/)(requirements?|reqs?)\.(txt|in|pip)[-_.](?!.*constraint)[\w-]+$/i,
    /(^|\/)(requirements?|reqs?)[-_.](dev|devel|development|local|test|tests|base|common|live|prod|production|staging)$/i,
    /(^|\/)(requirements?|reqs?)(\.in|\.txt)?\/([\w.-]+\/)?(?!.*constraint)[\w.-]+\.(txt|in|pip)$/i,
    /(^|\/)(dependencies|deps)\/pip\/(?!.*constraint)[\w.-]+\.(txt|in|pip)$/i,
    /(^|\/)(dependencies|deps|pip)\/(base|common|dev|development|local|tests?|live|prod|production)\.(txt|in|pip)$/i,
    // Rye's lock files are requirements files: https://rye.astral.sh/guide/sync/
    /(^|\/)requirements(-dev)?\.lock$/,
  ],
  rank: 9,
  read,
};

function read({ path, text }: ManifestFile): Manifest {
  const declarations: Declaration[] = [];
  const inclusions: Inclusion[] = [];
  const warnings: Warning[] = [];
  const folder = folderOf(path);
  for (const { text: written, line } of logicalLines(text)) {
    if (isTemplate(written)) continue;
    const place: Place = { file: path, line, text: written.replace(/\s+(--hash|;).*$/s, '').trim() };
    const asked = readPipArguments(wordsOf(written), folder, place);
    declarations.push(...asked.declarations);
    inclusions.push(...asked.selections.map((selection) => ({ ...place, selection })));
    if (asked.unknown.length > 0) warnings.push({ file: path, line, message: `is no requirement: ${place.text}` });
  }
  const [frozen, isComplete] = [isFrozen(text), isCompleteList(text)];
  const about = { file: path, name: null, role: 'main', ...saidByRequirements(path) };
  return { ...NOTHING, groups: [{ ...about, declarations, inclusions, frozen, isComplete }], warnings };
}

/** A line of a project template, such as cookiecutter's, or with an environment variable in its place. */
function isTemplate(line: string): boolean {
  return /\{%|\{\{|^\$\{|^<<<<<<<|^%/.test(line);
}

/** The words of a line: options one by one, a requirement with its specifiers and marker as one. */
function wordsOf(line: string): readonly string[] {
  if (/^-/.test(line)) {
    const [option = '', ...rest] = line.split(/\s+/);
    return rest.length === 0 ? [option] : [option, withoutMarker(rest.join(' '))];
  }
  return [withoutMarker(line.replace(/\s--?[a-z][\w-]*([=\s].*)?$/, ''))];
}

/** A requirement without its marker; in a URL only ` ;` starts one. */
function withoutMarker(written: string): string {
  const end = /^[\w.-]+(\[[^\]]*\])?\s*@|^[a-z+]+:/i.test(written) ? /\s;/ : /\s*;/;
  const match = end.exec(written);
  return (match === null ? written : written.slice(0, match.index)).trim();
}
