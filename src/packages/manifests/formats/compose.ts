import { saidByCompose } from '../../naming-conventions.ts';
import { folderOf, resolved } from '../../paths.ts';
import { scriptIn } from '../docker/scripts.ts';
import { servedBy } from '../docker/serving.ts';
import { type Built, type Kind, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import type { ManifestFormat, ReadContext } from '../manifest-format.ts';
import { installsIn, mayInstall } from '../syntax/script.ts';
import { expanded } from '../syntax/shell.ts';
import type { Scalar } from '../syntax/yaml.ts';

/** The commands of a compose file, and the Dockerfiles that it builds. */
export const compose: ManifestFormat = {
  name: 'compose',
  paths: [/(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/],
  rank: 3,
  read,
};

async function read(file: ManifestFile, { textOf }: ReadContext): Promise<Manifest> {
  const kind = saidByCompose(file.path).kind;
  if (!mayInstall(file.text) && !/\bbuild:/.test(file.text)) return NOTHING;
  const { readYaml } = await import('../syntax/yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const folder = folderOf(file.path);
  const services = servicesIn(yaml.scalars);
  const built = await Promise.all(services.map((service) => builtBy(service, folder, kind, textOf)));
  const weight = kind === 'unknown' ? 'none' : 'strong';
  const installs = yaml.scalars.flatMap(({ keys, value, line }) =>
    /^(command|entrypoint)$/.test(keys[2] ?? '')
      ? installsIn(value, { file: file.path, line, folder, kind, weight })
      : [],
  );
  return { ...NOTHING, installs, built };
}

/** What a service says under each of its keys, those of a list together: `build.context`, `command`. */
type Service = ReadonlyMap<string, string>;

/** The services that are built here. https://docs.docker.com/reference/compose-file/build/ */
function servicesIn(scalars: readonly Scalar[]): readonly Service[] {
  const services = new Map<string, Map<string, string>>();
  for (const { keys, value } of scalars) {
    if (keys[0] !== 'services') continue;
    const name = keys[1] ?? '';
    const service = services.get(name) ?? new Map<string, string>();
    services.set(name, service);
    const key = keys.slice(2).join('.');
    service.set(key, service.has(key) ? `${service.get(key)} ${value}` : value);
  }
  return [...services.values()].filter((service) => [...service.keys()].some((key) => /^build(\.|$)/.test(key)));
}

async function builtBy(service: Service, folder: string, kind: Kind, textOf: ReadContext['textOf']): Promise<Built> {
  const context = resolved(folder, service.get('build') ?? service.get('build.context') ?? '.');
  const command = `${service.get('entrypoint') ?? ''} ${service.get('command') ?? ''}`;
  const renamed = mountedIn(service.get('volumes') ?? '');
  const script = await scriptIn(command, { folders: [folder, context], renamed, bare: true }, textOf);
  const started = `${command}\n${script?.text ?? ''}`.trim();
  return {
    dockerfile: resolved(context, service.get('build.dockerfile') ?? 'Dockerfile'),
    kind: kind === 'unknown' ? servedBy(started) : kind,
    started,
    target: service.get('build.target') ?? null,
    given: new Map([...service].flatMap(([key, value]) => argumentOf(key, value))),
  };
}

/** The project's files that a service mounts, `./docker/start.sh:/start.sh:ro`, by the last part of their new names. */
function mountedIn(volumes: string): ReadonlyMap<string, string> {
  const mounts = [...volumes.matchAll(/(?:^|\s)(\.[^\s:]+):[^\s:]*\/([\w.-]+)(?=[:\s]|$)/g)];
  return new Map(mounts.map(([, source = '', name = '']) => [name, source]));
}

/** `args: { ENV: production }`, or `args: [ENV=production]`; a variable's default is its value. */
function argumentOf(key: string, value: string): [string, string][] {
  const named = /^build\.args\.(\w+)$/.exec(key)?.[1];
  if (named !== undefined) return [[named, expanded(value, new Map())]];
  if (key !== 'build.args') return [];
  return [...value.matchAll(/(?:^|\s)(\w+)=(\S*)/g)].map(([, name = '', each = '']) => [
    name,
    expanded(each, new Map()),
  ]);
}
