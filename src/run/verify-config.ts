import { UsageError } from '../util/errors.ts';
import { didYouMean } from '../util/suggest.ts';
import { isTable } from '../util/table.ts';
import type { Environment } from '../verify/environment.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>;

/** What `[tool.djguard.verify]` says of a proof. */
export interface VerifyConfig {
  /** For all that is run. */
  readonly env: Variables;
  /** For one settings module, or `module:Class`, more. */
  readonly settings: Readonly<Record<string, Variables>>;
}

/** What a configuration says that is silent. */
export const NO_VERIFY_CONFIG: VerifyConfig = { env: {}, settings: {} };

/**
 * Reads `[tool.djguard.verify]`: in its table `env` each string is a variable for all that is run, and each table those for
 * the settings module of its name.
 * @param where the file and line of the table, for errors.
 * @throws UsageError where it says anything else.
 */
export function verifyConfig(value: unknown, where: string): VerifyConfig {
  const { env = {}, ...others } = isTable(value) ? value : { verify: value };
  const [other] = Object.keys(others);
  if (other !== undefined || !isTable(env)) {
    const name = other ?? 'env';
    throw new UsageError(
      `${where}: [tool.djguard.verify] holds one table, env, not ${name}.${didYouMean(name, ['env'])}`,
    );
  }
  const settings = Object.entries(env).filter(([, each]) => isTable(each));
  const own = Object.entries(env).filter(([, each]) => !isTable(each));
  return {
    env: variables(own, 'verify.env', where),
    settings: Object.fromEntries(
      settings.map(([name, table]) => [
        name,
        variables(Object.entries(table as object), `verify.env."${name}"`, where),
      ]),
    ),
  };
}

function variables(entries: readonly (readonly [string, unknown])[], table: string, where: string): Variables {
  for (const [name, value] of entries) {
    if (typeof value === 'string') continue;
    throw new UsageError(
      `${where}: ${name} in [tool.djguard.${table}] must be a string, as the environment holds no other`,
    );
  }
  return Object.fromEntries(entries as readonly (readonly [string, string])[]);
}

/** What the configuration gives one settings module; the command line wins. */
export function withVariables(
  environment: Environment,
  bySettings: Readonly<Record<string, Variables>>,
  given: Variables,
): Environment {
  const { settings, configuration } = environment;
  const own = { ...bySettings[settings ?? ''], ...bySettings[`${settings}:${configuration}`] };
  return Object.keys(own).length === 0 ? environment : { ...environment, env: { ...own, ...given } };
}
