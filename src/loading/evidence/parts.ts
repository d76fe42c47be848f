import type { Job } from '../../packages/manifests/syntax/jobs.ts';
import type { Scalar } from '../../packages/manifests/syntax/yaml.ts';
import { saidBy } from '../../packages/naming-conventions.ts';
import type { Reader } from './readers.ts';
import { isCompose, MAKEFILE, type TextFile, WORKFLOW, withoutServer } from './sources.ts';

/** The part of a file that a line stands in, as far as who uses the file is told by it. */
export interface Part {
  /** Who uses it; null where it does not tell. */
  readonly reader: Reader | null;
  /** The target of a Makefile or a justfile; null for anything else. */
  readonly target: string | null;
  readonly text: string;
}

/** Finds a workflow's job, a compose file's service or a Makefile's target around a line; else it is the whole file. */
export async function partAround(file: TextFile, line: number): Promise<Part> {
  const { path, text } = file;
  if (WORKFLOW.test(path)) return { reader: await jobReader(file, line), target: null, text: '' };
  if (MAKEFILE.test(path)) return targetAround(text.split('\n'), line);
  if (isCompose(file)) return serviceAround(text.split('\n'), line);
  return { reader: null, target: null, text };
}

interface Workflow {
  readonly scalars: readonly Scalar[];
  readonly jobs: readonly Job[];
}

/** What is known of workflows, each read once. */
const workflows = new WeakMap<TextFile, Promise<Workflow>>();

async function jobsOf(file: TextFile): Promise<Workflow> {
  const [{ readYaml }, { jobsIn }] = await Promise.all([
    import('../../packages/manifests/syntax/yaml.ts'),
    import('../../packages/manifests/syntax/jobs.ts'),
  ]);
  const yaml = readYaml(file);
  return 'message' in yaml ? { scalars: [], jobs: [] } : { ...yaml, jobs: jobsIn(yaml.scalars, file.path) };
}

/** Whose a job of a CI workflow is; what stands around all jobs is whose any of them is. */
async function jobReader(file: TextFile, line: number): Promise<Reader> {
  const reading = workflows.get(file) ?? jobsOf(file);
  workflows.set(file, reading);
  const { scalars, jobs } = await reading;
  const at = scalars.findLast((scalar) => scalar.line <= line);
  const own = jobs.find(({ scalars }) => at !== undefined && scalars.includes(at));
  const meant = own === undefined || own.name !== '' ? [own] : jobs;
  return meant.some((job) => job?.who.kind === 'production') ? 'server' : 'development';
}

/** A rule of a Makefile, or a recipe of a justfile: its body is indented. */
function targetAround(lines: readonly string[], line: number): Part {
  const isHead = (text: string) => /^@?[\w.-]+[^:=#]*:(?!=)/.test(text);
  const start = lines.findLastIndex((text, index) => index < line && isHead(text));
  const isInside = start !== -1 && lines.slice(start + 1, line).every((text) => /^(\s|#|$)/.test(text));
  if (!isInside) return { reader: null, target: null, text: '' };
  const target = /^@?([\w.-]+)/.exec(lines[start] as string)?.[1] as string;
  const end = lines.findIndex((text, index) => index > start && /^[^\s#]/.test(text));
  const { kind } = saidBy(withoutServer(target));
  const reader = kind === 'unknown' ? null : kind === 'production' ? 'server' : 'development';
  return { reader, target, text: lines.slice(start, end === -1 ? lines.length : end).join('\n') };
}

/** A service of a compose file; what stands in none, such as an anchor, is a part of its own. */
function serviceAround(lines: readonly string[], line: number): Part {
  const services = lines.findIndex((text) => /^services:/.test(text));
  const width = (text: string | undefined) => /^ */.exec(text ?? '')?.[0].length ?? 0;
  const indent = width(lines.slice(services + 1).find((text) => /^\s+[\w.-]+:/.test(text)));
  const isHead = (text: string) => /^\s*[\w.-]+:/.test(text) && (width(text) === indent || width(text) === 0);
  const start = lines.findLastIndex((text, index) => index < line && isHead(text));
  const end = lines.findIndex((text, index) => index > start && isHead(text));
  const name = lines[start]?.trim().split(':')[0] ?? '';
  const text = lines.slice(Math.max(start, 0), end === -1 ? lines.length : end).join('\n');
  const stage = /^[ \t]+target:\s*["']?([\w.-]+)/m.exec(text)?.[1] ?? '';
  const isDevelopers = [name, stage].some((each) => saidBy(each).kind === 'development');
  return { reader: isDevelopers ? 'development' : null, target: null, text };
}
