import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../src/packages/catalogue/catalogue.ts';
import { likelyRoot } from '../src/packages/naming-conventions.ts';
import { djguard, folderWith } from './command.ts';

const MANIFESTS = fileURLToPath(new URL('../fixtures/manifests', import.meta.url));
const layouts = readdirSync(MANIFESTS).filter((name) => existsSync(join(MANIFESTS, name, 'expected.json')));

interface Expected {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly scope: readonly string[];
  readonly unknown?: readonly string[];
  /** Those of them that are declared for a folder which the code does not lie in. */
  readonly elsewhere?: readonly string[];
  readonly inScope?: readonly string[];
}

/** A copy of a layout with a settings module that production loads, which names every root as an application. */
function projectWith(layout: string, roots: readonly string[]): string {
  const cwd = folderWith({});
  cpSync(join(MANIFESTS, layout), cwd, { recursive: true });
  mkdirSync(join(cwd, 'mysite'), { recursive: true });
  writeFileSync(join(cwd, 'mysite/__init__.py'), '');
  writeFileSync(join(cwd, 'mysite/wsgi.py'), 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"\n');
  const entries = roots.map((root) => `    "${root}",\n`).join('');
  writeFileSync(join(cwd, 'mysite/settings.py'), `INSTALLED_APPS = [\n${entries}]\n`);
  return cwd;
}

describe.each(layouts)('a project with the manifests of %s', (layout) => {
  const expected = JSON.parse(readFileSync(join(MANIFESTS, layout, 'expected.json'), 'utf8')) as Expected;
  const declared = Object.keys(expected.dependencies).map(
    (name) => CATALOGUE.byDistribution.get(name)?.root ?? likelyRoot(name),
  );
  const applications = declared.filter((root) => CATALOGUE.byRoot.get(root)?.breakpoint !== true);
  const roots = [...new Set([...applications, ...(expected.inScope ?? [])])];

  test('has the packages guarded that production lacks, and no others', async () => {
    const ran = await djguard(['--check', '--output-format', 'json', 'mysite'], { cwd: projectWith(layout, roots) });
    const findings: { package: string; rule: string }[] = JSON.parse(ran.stdout).findings;
    const found = (isUnknown: boolean) => {
      const those = findings.filter(({ rule }) => (rule === 'dependencies') === isUnknown);
      return [...new Set(those.map((at) => at.package))].sort();
    };
    const wanted = [...expected.scope, ...(expected.inScope ?? [])].filter((root) => roots.includes(root));
    expect(found(false)).toEqual([...new Set(wanted)].sort());
    const unknown = (expected.unknown ?? []).filter((root) => !expected.elsewhere?.includes(root));
    expect(found(true)).toEqual(unknown);
    expect(ran.code).toBe(findings.length > 0 ? 1 : 0);
  });
});
