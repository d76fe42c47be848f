import type { Failure } from '../log/types.ts';
import type { ProjectPackages } from '../packages/project.ts';
import { oneLine } from '../util/shown.ts';
import { type Cured, other } from './cure.ts';

/** Libraries of template tags that Django had once, and what came in their place. https://docs.djangoproject.com/en/stable/releases/3.0/ */
const REMOVED: Readonly<Record<string, string>> = {
  staticfiles: 'Django 3.0 took it out: write {% load static %}',
  admin_static: 'Django 3.0 took it out: write {% load static %}',
  future: 'Django 1.9 took it out: leave the {% load %} out',
};

/** What is to be said of a failure that is no missing package: no guard helps, and why. */
export function explainOther({ lack, raised, chain: [first = raised] }: Failure, project: ProjectPackages): Cured {
  switch (lack.kind) {
    case 'module': {
      const [root = ''] = lack.name.split('.');
      const whose = project.local.has(root)
        ? `${root} is a package of the project itself, and has no module of this name there: a file that is not in the image, or a name that has changed`
        : `${root} is there, but has no module of this name: another version is installed than the code is written for`;
      return other(`${whose}; no guard is right`);
    }
    case 'name':
      return other(
        project.local.has(lack.module.split('.')[0] ?? '')
          ? `${lack.module} is a module of the project: the name has gone, or the modules import each other in a circle`
          : `${lack.module} is there, but has no ${lack.name}: another version is installed than the code is written for; no guard is right`,
      );
    case 'library':
      return explainLibrary(lack.name, project);
    case 'logging': {
      const why = raised === first ? '' : `: ${oneLine(`${first.type}: ${first.message.split('\n', 1)[0]}`)}`;
      return other(
        `the ${lack.part} ${JSON.stringify(lack.name)} of LOGGING can't be made${why}; no package is missing, as far as the log tells`,
      );
    }
  }
}

function explainLibrary(name: string, { dependencies, local }: ProjectPackages): Cured {
  const removed = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined;
  if (removed !== undefined) return other(removed);
  const roots = dependencies.flatMap((dependency) => dependency.roots.map((root) => ({ root, dependency })));
  const provider = roots
    .filter(({ root }) => name === root || name.startsWith(`${root}_`))
    .sort((a, b) => b.root.length - a.root.length)[0];
  const load = `a {% load ${name} %}`;
  if (provider?.dependency.classification === 'development-only') {
    return other(
      `${provider.root} is for development only, and ${load} fails without it, also inside {% if %}: move it into a template that only development includes; djguard does not edit templates`,
    );
  }
  const app = provider?.root ?? (local.has(name) ? name : null);
  const who = app === null ? 'the app that brings it' : app;
  return other(`${load} needs ${who} in INSTALLED_APPS of the settings that ran; djguard does not edit templates`);
}
