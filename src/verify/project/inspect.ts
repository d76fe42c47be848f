import { UsageError } from '../../util/errors.ts';
import { runToEnd } from '../process.ts';

/** What an interpreter has. */
export interface Interpreter {
  readonly python: string;
  /** Its version; null where it has none. */
  readonly django: string | null;
  /** Those of the packages that can be imported. */
  readonly installed: readonly string[];
  /** Whether it can make every import wait for its first use, as Python 3.15 can. */
  readonly lazy: boolean;
}

const MARK = 'djguard:';
const SECONDS = 60;
/** The oldest Python that the probe runs on. */
const OLDEST = [3, 6] as const;
/** Python 2 runs this too, to say that it is one. */
const SCRIPT = `
import json, platform, sys
found = {"python": platform.python_version(), "django": None, "installed": [], "lazy": hasattr(sys, "set_lazy_imports")}
if sys.version_info >= (${OLDEST.join(', ')}):
    from importlib.util import find_spec
    try:
        import django
        found["django"] = django.__version__
    except ImportError:
        pass
    found["installed"] = [name for name in sys.argv[1:] if find_spec(name) is not None]
sys.stdout.write("\\n${MARK}" + json.dumps(found) + "\\n")
`;

/**
 * Asks an interpreter what it has, as seen from a project's folder.
 * @param packages import roots.
 * @param given the environment variables.
 * @param needsDjango whether nothing could be proved without Django.
 * @throws UsageError where it is no Python, or one without the Django that it needs.
 */
export async function inspect(
  python: string,
  root: string,
  packages: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
  needsDjango: boolean,
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
  const oldest = OLDEST.join('.');
  if (line === undefined) throw new UsageError(`${python} does not work as a Python ${oldest} or newer; ${hint}`);
  const found: Interpreter = JSON.parse(line.slice(MARK.length));
  const [major = 0, minor = 0] = found.python.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new UsageError(`${python} is Python ${found.python}, and a proof needs ${oldest} or newer; ${hint}`);
  }
  if (found.django === null && needsDjango)
    throw new UsageError(`${python} (Python ${found.python}) has no Django; ${hint}`);
  return found;
}
