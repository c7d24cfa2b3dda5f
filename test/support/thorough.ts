/**
 * Whether the long tests run in full (`TEST_THOROUGH=1 npm test`). Otherwise each takes a part of its cases, so that
 * the whole run stays within minutes on two cores.
 */
export const thorough = process.env.TEST_THOROUGH === '1';

/** The name of a test that runs only then: skipped, it says so, from where the runner prints it. */
export function thoroughly(name: string): string {
  return thorough ? name : `${name} [skipped: runs with TEST_THOROUGH=1]`;
}
