import type { Generated } from './module.ts';

/**
 * Shapes that djguard does not handle yet, each with what is wrong: a module of that shape is let go when it fails.
 * Take a line out when its shape is handled: the generated modules then hold it.
 */
const KNOWN: readonly (readonly [string, (module: Generated, wrong: string) => boolean])[] = [
  [
    'an insertion stands between a line and its end',
    ({ text }, wrong) => /\r\n/.test(text) && /(^|[^\r])\n/.test(text) && wrong.includes('disturbed line'),
  ],
];

/** Whether what is wrong with a module is known. */
export function isKnown(module: Generated, wrong: string): boolean {
  return KNOWN.some(([, has]) => has(module, wrong));
}
