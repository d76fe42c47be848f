const ONLY_TESTS =
  'Not equivalent: it stands under `"test" in sys.argv`, which no step of a proof comes to; `djguard verify -- python manage.py test` runs it';

/** Mutants that are known to survive, each with the reason: that it does what the fix does, or what the proof lacks. */
export const SURVIVORS: readonly {
  readonly subject: string;
  /** A part of the line that is broken. */
  readonly code: string;
  readonly reason: string;
}[] = [
  { subject: 'startup-values/test-runner-under-own-flag', code: 'find_spec("django_nose")', reason: ONLY_TESTS },
  { subject: 'startup-values/test-runner-under-own-flag', code: 'TEST_RUNNER', reason: ONLY_TESTS },
  { subject: 'startup-values/test-runner-under-own-flag', code: 'PASSWORD_HASHERS', reason: ONLY_TESTS },
];
