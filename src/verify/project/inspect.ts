import { UsageError } from '../../util/errors.ts';
import { runToEnd } from '../process.ts';

/** What an interpreter has. */
export interface Interpreter {
  readonly python: string;
  readonly django: string;
  /** Those of the packages that can be imported. */
  readonly installed: readonly string[];
}

const MARK = 'djguard:';
const SECONDS = 60;
const SCRIPT = `
import json, platform, sys
from importlib.util import find_spec
try:
    from django import __version__ as django
except ImportError:
    django = None
installed = [name for name in sys.argv[1:] if find_spec(name) is not None]
print("\\n${MARK}" + json.dumps({"python": platform.python_version(), "django": django, "installed": installed}))
`;

/**
 * Asks an interpreter what it has, as seen from a project's folder.
 * @param packages import roots.
 * @param given the environment variables.
 * @throws UsageError where it is no Python, or one that has no Django: nothing could be proved with it.
 */
export async function inspect(
  python: string,
  root: string,
  packages: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<Interpreter> {
  const hint = "name the project's own with --python";
  const env = { ...given, PYTHONDONTWRITEBYTECODE: '1' };
  const run = { cwd: root, env, python, seconds: SECONDS, memory: null, signal };
  const ran = await runToEnd([python, '-c', SCRIPT, ...packages], run).catch((error: Error) => {
    if (signal?.aborted) throw error;
    throw new UsageError(`can't run the interpreter ${python} (${error.message}); ${hint}`);
  });
  const line = ran.output.split('\n').findLast((each) => each.startsWith(MARK));
  if (line === undefined) throw new UsageError(`${python} does not work as a Python 3.8 or newer; ${hint}`);
  const found: Interpreter & { django: string | null } = JSON.parse(line.slice(MARK.length));
  if (found.django === null) throw new UsageError(`${python} (Python ${found.python}) has no Django; ${hint}`);
  return found;
}
