import { isProduction } from './classify.ts';
import type { Declaration } from './manifests/manifest.ts';
import { parseRequirement } from './manifests/requirement.ts';
import type { ProjectPackages } from './project.ts';

/** What production installs, as pip and uv read it. */
export interface ProductionRequirements {
  /** Requirements files, relative to the manifests' project. */
  readonly files: readonly string[];
  /** Requirements of other manifests. https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
  readonly requirements: readonly string[];
  /** Names that a manifest gives with a version that pip has no word for: any version will do. */
  readonly loose: readonly string[];
}

const REQUIREMENTS_FILE = /\.(txt|in|pip|lock)$/;

/** Reads what the manifests have production install, with the versions of lock files where they name some. */
export async function productionRequirements(project: ProjectPackages): Promise<ProductionRequirements> {
  const { graph, dependencies, locked: readLocked } = project;
  const production = [...graph.installed.values()].filter(({ kind, aside }) => kind === 'production' && !aside);
  const groups = production.map(({ group }) => group);
  const files = groups.filter(({ name, file }) => name === null && REQUIREMENTS_FILE.test(file));
  const declarations = groups.filter((group) => !files.includes(group)).flatMap((group) => group.declarations);
  const locked = await readLocked();
  const loose: string[] = [];
  const written = declarations.map((declaration) => {
    const lockedAt = locked.versionOf(declaration.name);
    const requirement = requirementOf(declaration, lockedAt?.version ?? null);
    if (requirement.isLoose) loose.push(declaration.name);
    return requirement.text;
  });
  // What an image installs by name alone, such as its server.
  const inGroups = new Set(groups.flatMap((group) => group.declarations.map(({ name }) => name)));
  const named = dependencies
    .filter(({ distribution, classification }) => isProduction(classification) && !inGroups.has(distribution))
    .map(({ distribution }) => distribution);
  return {
    files: [...new Set(files.map(({ file }) => file))],
    requirements: [...new Set([...written, ...named])].sort(),
    loose,
  };
}

function requirementOf({ text, name, extras = [] }: Declaration, version: string | null) {
  const asked = extras.length === 0 ? name : `${name}[${extras.join(',')}]`;
  const isWritten = parseRequirement(text)?.name === name && !/^[\w.-]+\s*=\s*["'{]/.test(text);
  // A lock file's version may be one of several, by platform; what is written stands beside it.
  if (version !== null && !isUrl(text))
    return { text: `${asked}==${version}${isWritten ? markerOf(text) : ''}`, isLoose: false };
  if (isWritten) return { text, isLoose: false };
  const range = rangeOf(text);
  return { text: `${asked}${range ?? ''}`, isLoose: range === null };
}

function isUrl(text: string): boolean {
  return /@|:\/\//.test(text);
}

function markerOf(text: string): string {
  const at = text.indexOf(';');
  return at < 0 ? '' : ` ${text.slice(at)}`;
}

/** Poetry's and Pipfile's versions in pip's words. https://python-poetry.org/docs/dependency-specification/ */
function rangeOf(text: string): string | null {
  const [, version = null] = /=\s*(?:\{[^}]*\bversion\s*=\s*)?["']([^"']*)["']/.exec(text) ?? [];
  if (version === null) return null;
  if (version.trim() === '*' || version.trim() === '') return '';
  const parts = version.split(',').map((part) => rangeOfPart(part.trim()));
  return parts.some((part) => part === null) ? null : parts.join(',');
}

function rangeOfPart(part: string): string | null {
  const [, sign, numbers = ''] = /^(\^|~)\s*(\d+(?:\.\d+)*)$/.exec(part) ?? [];
  if (sign !== undefined) {
    const at = numbers.split('.').map(Number);
    const first = at.findIndex((number) => number > 0) + 1;
    const kept = sign === '~' ? Math.min(2, at.length) : first || at.length;
    const end = at.slice(0, kept).map((number, index) => (index === kept - 1 ? number + 1 : number));
    return `>=${numbers},<${end.join('.')}`;
  }
  if (/^\d+(\.\d+)*(\.\*)?$/.test(part)) return `==${part}`;
  return /^(==|>=|<=|!=|~=|>|<)\s*[\w.*+!-]+$/.test(part) ? part : null;
}
