import type { ProjectPackages } from '../packages/project.ts';
import type { ScopedPackage } from '../scope/types.ts';

/** Where somebody asks, and how paths of the project are shown there. */
interface Asking {
  /** Absolute. */
  readonly folder: string;
  readonly shown: (path: string) => string;
}

/** How to declare a package for production that only development declares: the command, and what it would edit. */
export async function promotionAdvice(
  { root, distributions: [distribution = root] }: ScopedPackage,
  project: ProjectPackages,
  { folder, shown }: Asking,
): Promise<string> {
  const [{ deskFor }, { promote }, { Refused }] = await Promise.all([
    import('../promote/desk.ts'),
    import('../promote/promote.ts'),
    import('../promote/lists/list.ts'),
  ]);
  const at = (file: string, line: number) => `${shown(file)}:${line}`;
  try {
    const { origins, target } = promote(await deskFor(project, folder), distribution, null, null);
    const moved = origins.filter(({ stays }) => !stays).map(({ file, line }) => at(file, line));
    const group = target.group === null ? '' : ` [${target.group}]`;
    const [text = ''] = target.text.split(/\s*\\?\r?\n/);
    const edit = `${moved.length > 0 ? 'moves' : 'adds'} \`${text}\`${moved.length > 0 ? ` from ${moved.join(' and ')}` : ''}`;
    return `declare ${distribution} for production (\`djguard promote ${distribution}\` ${edit} to ${at(target.file, target.line)}${group})`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return `declare ${distribution} for production (${error.message})`;
  }
}
