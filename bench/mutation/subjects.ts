import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases } from '../../test/cases.ts';
import { FIXTURES, PROJECTS, type Start } from '../../test/projects.ts';

/** A fixed project that is broken in many ways. */
export interface Subject {
  readonly name: string;
  /** The folder that holds manage.py, as it is with the fix. */
  readonly root: string;
  readonly packages: readonly string[];
  /** What the fix changed: each file as it was before, by path relative to `root`. */
  readonly before: ReadonlyMap<string, Buffer>;
  readonly starts: readonly Start[];
  /** Folders for PYTHONPATH. */
  readonly path: readonly string[];
}

const WRAP = fileURLToPath(new URL('./wrap.py', import.meta.url));

/**
 * Cases that a small project is made of; each boots with its fix, which is what its after.py shows. All steps pass, and
 * Django reads the settings: in others, such as MIDDLEWARE_CLASSES, an entry that stays without its package does no harm.
 */
const CASES = [
  'installed-apps/conditional-none-comprehension',
  'installed-apps/insert-before-other',
  'installed-apps/annotated',
  'installed-apps/sequential-stages',
  'installed-apps/literal-tuple-middle',
  'installed-apps/third-party-apps-flow-in',
  'middleware/between-comments',
  'middleware/insert-after-index',
  'middleware/literal-first',
  'middleware/literal-middle',
  'installed-apps/literal-tuple-last',
  'several-packages/shared-flag-for-three',
  'several-packages/slice-of-the-other',
  'several-packages/two-tools-in-urls',
  'startup-lists/template-loaders',
  'startup-lists/template-options-of-all-kinds',
  'startup-values/email-backend-if-else',
  'startup-values/test-runner-under-own-flag',
  'urlpatterns/dev-and-production-entries',
  'urlpatterns/entry-over-several-lines',
];

/** Makes every subject in a folder, one after the other. @param python an interpreter with Django and the toolbar. */
export function* subjectsIn(folder: string, python: string): Generator<Subject> {
  for (const { name, production, debugging } of PROJECTS) {
    const root = join(folder, name);
    const [before, after] = ['before', 'after'].map((side) => join(FIXTURES, name, side)) as [string, string];
    cpSync(after, root, { recursive: true });
    yield {
      name,
      root,
      packages: ['debug_toolbar'],
      before: changed(before, after),
      path: [],
      starts: [...debugging, production],
    };
  }
  for (const name of CASES) yield wrapped(name, join(folder, name), python);
}

function changed(before: string, after: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(before, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
  const pairs = names.map((name) => [name, readFileSync(join(before, name)), readFileSync(join(after, name))] as const);
  return new Map(pairs.flatMap(([name, old, now]) => (old.equals(now) ? [] : [[name, old]])));
}

function wrapped(name: string, folder: string, python: string): Subject {
  const found = cases.find((each) => each.name === name);
  if (!found?.after) throw new Error(`no case ${name} with an after.py`);
  const kind = name.startsWith('urlpatterns') || found.after.includes('urlpatterns') ? 'urls' : 'settings';
  mkdirSync(folder, { recursive: true });
  const made = spawnSync(python, [WRAP, folder, kind, ...found.packages], { input: found.before, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`${name}: ${made.stderr}`);
  const root = join(folder, 'project');
  const file = `mysite/${kind}.py`;
  writeFileSync(join(root, file), found.after);
  const starts = [{ settings: 'mysite.site' }];
  return {
    name,
    root,
    packages: found.packages,
    before: new Map([[file, found.before]]),
    starts,
    path: [join(folder, 'stubs')],
  };
}
