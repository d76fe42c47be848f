import type { Finding, Level } from '../types.ts';

/** A finding's severity, as most formats tell three apart. */
export type Severity = 'error' | 'warning' | 'note';

const SEVERITIES: Readonly<Record<Level, Severity>> = {
  production: 'error',
  condition: 'warning',
  unknown: 'warning',
  developers: 'note',
};

/** The severity of a finding; nobody knows that of one that nobody looked at. */
export function severityOf({ level }: Finding): Severity {
  return SEVERITIES[level ?? 'unknown'];
}
