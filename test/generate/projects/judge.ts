import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../src/run/run.ts';
import type { ModuleWorlds } from '../../moduleworld.ts';
import type { Project } from './project.ts';

/** How many projects came out how, and by form how many were refused, and were wrong. */
export interface Tally {
  broken: number;
  clean: number;
  changed: number;
  refused: number;
  readonly forms: Map<string, { all: number; refused: number; wrong: number }>;
  readonly reasons: Map<string, number>;
}

export function newTally(): Tally {
  return { broken: 0, clean: 0, changed: 0, refused: 0, forms: new Map(), reasons: new Map() };
}

/**
 * Holds one project to the promise.
 * @returns null, or what is wrong, with the files.
 */
export async function judgeProject(worlds: ModuleWorlds, project: Project, tally: Tally): Promise<string | null> {
  const { after, left, reasons, problems } = await rewritten(project);
  const verdict = await worlds.compare({ before: project.files, after, packages: project.packages });
  const isChanged = Object.entries(after).some(([path, text]) => project.files[path] !== text);
  const wrong = [...problems, ...verdict.present, ...verdict.differs, ...(await split(project, after))];
  if (left === 0) wrong.push(...verdict.fails, ...verdict.left);
  else wrong.push(...verdict.fails.filter((line) => !line.endsWith('(before as well)')));
  if (verdict.broken.length > 0) tally.broken += 1;
  if (left > 0) tally.refused += 1;
  else if (isChanged) tally.changed += 1;
  else tally.clean += 1;
  for (const reason of reasons) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
  for (const form of project.forms) {
    const count = tally.forms.get(form) ?? { all: 0, refused: 0, wrong: 0 };
    tally.forms.set(form, {
      all: count.all + 1,
      refused: count.refused + (left > 0 ? 1 : 0),
      wrong: count.wrong + (wrong.length > 0 ? 1 : 0),
    });
  }
  return wrong.length === 0 ? null : shown(project, after, wrong);
}

/** What a run over the whole project makes of it. */
async function rewritten({ files, packages }: Project) {
  return inFolder(files, async (cwd) => {
    const result = await run({ mode: 'preview', cwd, packages, isolated: true });
    const after = { ...files, ...Object.fromEntries(result.files.map((file) => [file.path, file.after])) };
    const remaining = result.files.flatMap((file) => file.remaining);
    const reasons = remaining.map(({ advice }) => (advice ?? 'none').replace(/\b[\w/]+\.py:\d+|line \d+/g, 'line N'));
    return { after, left: remaining.length, reasons, problems: result.problems.map(({ message }) => message) };
  });
}

/** What comes out otherwise where the files are fixed one by one, of every third project. */
async function split(
  { files, packages }: Project,
  after: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const paths = Object.keys(files);
  const { length } = Object.values(files).join('');
  if (length % 3 !== 0) return [];
  if (length % 2 === 0) paths.reverse();
  return inFolder(files, async (cwd) => {
    for (const path of paths) await run({ mode: 'fix', cwd, paths: [path], packages, isolated: true });
    const texts = paths.map((path) => [path, readFileSync(join(cwd, path), 'utf8')] as const);
    return texts
      .filter(([path, text]) => text !== after[path])
      .map(
        ([path, text]) => `${path} is otherwise where files are fixed in the order of ${paths.join(', ')}:\n${text}`,
      );
  });
}

async function inFolder<T>(files: Project['files'], use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'djguard-project-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shown({ files }: Project, after: Readonly<Record<string, string>>, wrong: readonly string[]): string {
  const texts = Object.entries(files).filter(([, text]) => text !== '');
  const all = texts.map(([path, text]) => {
    const changed = after[path] === text ? '' : `--- becomes\n${after[path]}`;
    return `# ${path}\n${text}${changed}`;
  });
  return [...all, '--- wrong', ...wrong].join('\n');
}
