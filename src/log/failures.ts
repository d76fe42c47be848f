import { logLines } from './prefixes.ts';
import { starterOf, stepsIn } from './steps.ts';
import { tracesIn } from './traces.ts';
import type { Failure, Lack, Raised } from './types.ts';

/** What the message of an exception says is missing. */
const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => Lack])[] = [
  [
    /No module named (?:'([\w.-]+)'|"([\w.-]+)"|([\w.-]*\w))/,
    ([, a, b, c]) => ({ kind: 'module', name: a ?? b ?? c ?? '' }),
  ],
  [
    /cannot import name '?(\w+)'? from (?:partially initialized module )?'([\w.]+)'/,
    ([, name = '', module = '']) => ({ kind: 'name', name, module }),
  ],
  [/'([\w.-]+)' is not a registered tag library/, ([, name = '']) => ({ kind: 'library', name })],
  [
    /Unable to configure (handler|formatter|filter|logger) u?'([^']+)'/,
    ([, part = '', name = '']) => ({ kind: 'logging', part, name }),
  ],
];

/**
 * What a log says was missing: packages, libraries of template tags, parts of LOGGING.
 * @param log with colours, times and prefixes, as CI systems, Docker and hosts show it.
 * @returns each once, in the order of the log, told by the exception that says the most of it.
 */
export function failuresIn(log: string): readonly Failure[] {
  const lines = logLines(log);
  const steps = stepsIn(lines);
  const found = new Map<string, Failure>();
  for (const { stream, raised } of tracesIn(lines)) {
    const last = raised.at(-1);
    const told = toldBy(raised);
    if (last === undefined || told === null) continue;
    const key = JSON.stringify(told.lack);
    const known = found.get(key);
    const step = steps.at(told.raised.number, stream) ?? starterOf(last.frames);
    const failure = { ...told, chain: raised, step };
    if (known === undefined) found.set(key, failure);
    // A build tells its error again where it ends, and a cut log may hold the frames only there.
    else if (known.raised.frames.length === 0 && told.raised.frames.length > 0) {
      found.set(key, { ...failure, step: known.step ?? step });
    } else if (known.step === null && step !== null) found.set(key, { ...known, step });
  }
  return [...found.values()];
}

/** The first exception of a chain that says what is missing: those after it came of it. A missing module comes first. */
function toldBy(raised: readonly Raised[]): Pick<Failure, 'lack' | 'raised'> | null {
  for (const [pattern, lackOf] of PATTERNS) {
    for (const one of raised) {
      const match = pattern.exec(one.message);
      if (match !== null) return { lack: lackOf(match), raised: one };
    }
  }
  return null;
}
