import { tmpdir } from 'node:os';
import { normalised } from '../../packages/naming-conventions.ts';
import { UsageError } from '../../util/errors.ts';
import { runToEnd } from '../process.ts';

/** What a distribution asks for. */
export interface Required {
  /** Normalised. */
  readonly name: string;
  readonly extras: readonly string[];
  /** The extra of the asking distribution that it belongs to; null where it is always asked for. */
  readonly extra: string | null;
}

/** A distribution that is installed for an interpreter. */
export interface Distribution {
  readonly version: string;
  /** The top-level packages and modules that it installed. */
  readonly roots: readonly string[];
  readonly requires: readonly Required[];
}

const MARK = 'djguard:';
const SECONDS = 60;
/** What a RECORD lists stands in for top_level.txt, which not every tool writes. */
const SCRIPT = `
import json, re
from importlib.metadata import distributions
found = {}
for each in distributions():
    name = each.metadata["Name"]
    if not name or name in found:
        continue
    said = each.read_text("top_level.txt")
    roots = set(said.split()) if said else {
        str(file).split("/")[0].split(".")[0] for file in each.files or [] if re.search(r"\\.(py|so|pyd)$", str(file))
    }
    found[name] = {
        "version": each.version,
        "roots": sorted(root for root in roots if root.isidentifier() and root not in ("tests", "test", "docs")),
        "requires": each.requires or [],
    }
print("\\n${MARK}" + json.dumps(found))
`;

/**
 * Asks an interpreter which distributions it has. No code of the project is run.
 * @returns them by normalised name.
 * @throws UsageError where it is no Python of 3.8 or newer.
 */
export async function distributionsOf(
  python: string,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Distribution>> {
  const run = { cwd: tmpdir(), env, python, seconds: SECONDS, memory: null, signal };
  const ran = await runToEnd([python, '-c', SCRIPT], run).catch((error: Error) => {
    if (signal?.aborted) throw error;
    throw new UsageError(
      `can't run the interpreter ${python} (${error.message}); name the project's own with --python`,
    );
  });
  const line = ran.output.split('\n').findLast((each) => each.startsWith(MARK));
  if (line === undefined)
    throw new UsageError(`${python} does not say what it has installed, which takes Python 3.8 or newer:`, ran.output);
  const found: Record<string, { version: string; roots: string[]; requires: string[] }> = JSON.parse(
    line.slice(MARK.length),
  );
  return new Map(
    Object.entries(found).map(([name, { requires, ...rest }]) => [
      normalised(name),
      { ...rest, requires: requires.flatMap(requiredIn) },
    ]),
  );
}

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers/; other markers are taken to hold. */
function requiredIn(text: string): Required[] {
  const [, name, extras = ''] = /^\s*([\w.-]+)\s*(?:\[([^\]]*)\])?/.exec(text) ?? [];
  if (name === undefined) return [];
  const extra = /\bextra\s*==\s*["']([\w.-]+)["']/.exec(text)?.[1];
  const split = extras.split(',').map((each) => normalised(each.trim()));
  return [
    {
      name: normalised(name),
      extras: split.filter(Boolean),
      extra: extra === undefined ? null : normalised(extra),
    },
  ];
}

/** The distributions that some of them bring in, with those themselves, as far as they are installed. */
export function reachedFrom(
  starts: readonly Pick<Required, 'name' | 'extras'>[],
  installed: ReadonlyMap<string, Distribution>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = starts.flatMap(({ name, extras }) => ['', ...extras].map((extra) => ({ name, extra })));
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const { name, extra } = at;
    if (seen.has(`${name}[${extra}]`)) continue;
    seen.add(`${name}[${extra}]`);
    const requires = installed.get(name)?.requires ?? [];
    for (const next of requires.filter((each) => (each.extra ?? '') === extra)) {
      queue.push(...['', ...next.extras].map((each) => ({ name: next.name, extra: each })));
    }
  }
  return new Set([...seen].map((each) => each.replace(/\[.*$/, '')));
}
