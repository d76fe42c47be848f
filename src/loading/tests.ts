import type { FileLoading } from './types.ts';

/** Tests by the names that Django's and pytest's runners know, and the files of behave. */
const TESTS =
  /(^|\/)(tests?|testing)\/|(^|\/)(test_\w+|\w+_tests?|tests|conftest)\.py$|(^|\/)features\/(environment\.py$|steps\/)/;

/** Whether a path is that of a test, or in a folder of tests: servers do not load it. */
export function isTest(path: string): boolean {
  return TESTS.test(path);
}

/** What loads a test. */
export function tested(path: string): FileLoading {
  const step = { file: path, line: 1, text: 'loaded by the test runner', condition: null };
  return { kind: 'development', chain: [step], condition: null, developers: false, byName: false, startByName: false };
}
