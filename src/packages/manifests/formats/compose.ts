import { saidByCompose } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat } from '../manifest-format.ts';
import { installsIn, mayInstall } from '../syntax/script.ts';

/** The commands of a compose file, and the Dockerfiles that it builds. */
export const compose: ManifestFormat = {
  name: 'compose',
  paths: [/(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/],
  rank: 3,
  read,
};

async function read(file: ManifestFile): Promise<Manifest> {
  const kind = saidByCompose(file.path).kind;
  if (!mayInstall(file.text) && !/\bbuild:/.test(file.text)) return NOTHING;
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
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
