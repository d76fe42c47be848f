import { saidByCompose } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { type Install, type Kind, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import { installsIn, mayInstall } from '../syntax/script.ts';
import { readYaml } from '../syntax/yaml.ts';

/** A Dockerfile that a compose file builds, and what the compose file's name says about it. */
export interface Built {
  readonly dockerfile: string;
  readonly kind: Kind;
}

/** Reads the commands of a compose file, and the Dockerfiles that it builds. */
export function readCompose(file: ManifestFile): Manifest & { readonly built: readonly Built[] } {
  const kind = saidByCompose(file.path).kind;
  if (!mayInstall(file.text) && !/\bbuild:/.test(file.text)) return { ...NOTHING, built: [] };
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml], built: [] };
  const folder = folderOf(file.path);
  const contexts = new Map<string, string>();
  const dockerfiles = new Map<string, string>();
  for (const { keys, value } of yaml.scalars) {
    const service = keys.slice(0, 2).join('.');
    if (keys[2] === 'build' && (keys.length === 3 || keys[3] === 'context')) contexts.set(service, value);
    if (keys[2] === 'build' && keys[3] === 'dockerfile') dockerfiles.set(service, value);
  }
  const built = [...new Set([...contexts.keys(), ...dockerfiles.keys()])].map((service) => {
    const context = resolved(folder, contexts.get(service) ?? '.');
    return { dockerfile: resolved(context, dockerfiles.get(service) ?? 'Dockerfile'), kind };
  });
  const weight = kind === 'unknown' ? 'none' : 'strong';
  const installs = yaml.scalars.flatMap(({ keys, value, line }) =>
    /^(command|entrypoint)$/.test(keys[2] ?? '')
      ? installsIn(value, { file: file.path, line, folder, kind, weight })
      : [],
  );
  return { ...NOTHING, installs, built };
}

/**
 * Reads the commands of a CI workflow. What one for deployments installs is production's, weakly;
 * what tests install is a developer's, which says nothing about the groups it uses.
 */
export function readWorkflow(file: ManifestFile): Manifest {
  return readScripts(file, (path) =>
    /(^|[^a-z])(deploy|deployment|release|production|prod|cd)([^a-z]|$)/i.test(path.split('/').at(-1) ?? '')
      ? { kind: 'production', weight: 'weak' }
      : { kind: 'development', weight: 'none' },
  );
}

/** Reads the build commands of a hosting service's file, such as render.yaml: they are production's. */
export function readHosting(file: ManifestFile): Manifest {
  return readScripts(file, () => ({ kind: 'production', weight: 'strong' }));
}

/** Reads a Procfile: a line for each process, `name: command`. */
export function readProcfile({ path, text }: ManifestFile): Manifest {
  const installs = text.split(/\r\n|\n/).flatMap((line, index) => {
    const command = /^[\w-]+:\s*(.*)$/.exec(line)?.[1] ?? '';
    return installsIn(command, {
      file: path,
      line: index + 1,
      folder: folderOf(path),
      kind: 'production',
      weight: 'strong',
    });
  });
  return { ...NOTHING, installs };
}

function readScripts(file: ManifestFile, whoFor: (path: string) => Pick<Install, 'kind' | 'weight'>): Manifest {
  if (!mayInstall(file.text)) return NOTHING;
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const who = whoFor(file.path);
  const installs = yaml.scalars.flatMap(({ value, line }) =>
    installsIn(value, { file: file.path, line, folder: '', ...who }),
  );
  return { ...NOTHING, installs };
}
