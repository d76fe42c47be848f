import { type Install, type Manifest, type ManifestFile, NOTHING } from '../manifest.ts';
import { installsIn, mayInstall } from './script.ts';

/**
 * Reads the commands in any string of a YAML file.
 * @param who for whom they install, and how sure that is.
 */
export async function readYamlScripts(file: ManifestFile, who: Pick<Install, 'kind' | 'weight'>): Promise<Manifest> {
  if (!mayInstall(file.text)) return NOTHING;
  const { readYaml } = await import('./yaml.ts');
  const yaml = readYaml(file);
  if ('message' in yaml) return { ...NOTHING, warnings: [yaml] };
  const installs = yaml.scalars.flatMap(({ value, line }) =>
    installsIn(value, { file: file.path, line, folder: '', ...who }),
  );
  return { ...NOTHING, installs };
}
