import { constants } from 'node:os';

const NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * What becomes of Ctrl-C and its like. Until something is written or run, the process ends at once, as any does; from
 * then on the first one ends the work in good order, and one more ends the process.
 */
export interface Interrupts {
  /** Aborted by the first one that comes late. */
  readonly signal: AbortSignal;
  /** Says that from now on there is something to be put in order. */
  readonly delay: () => void;
  /** 128 and the number of the signal that came, as shells have it; null where none did. */
  code(): number | null;
}

/** Follows the process's signals. */
export function followSignals(): Interrupts {
  const controller = new AbortController();
  let came: (typeof NAMES)[number] | null = null;
  let isDelayed = false;
  const number = (name: (typeof NAMES)[number]) => 128 + constants.signals[name];
  return {
    signal: controller.signal,
    delay() {
      if (isDelayed) return;
      isDelayed = true;
      for (const name of NAMES) {
        process.removeAllListeners(name);
        process.once(name, () => {
          came ??= name;
          controller.abort();
        });
      }
    },
    code: () => came && number(came),
  };
}

/** The first process of a container is ended by no signal that it does not ask for: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html */
export function endAsOthersDo(): void {
  if (process.pid !== 1) return;
  for (const name of NAMES) process.once(name, () => process.exit(128 + constants.signals[name]));
}
