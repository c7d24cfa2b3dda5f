/**
 * Whether long tests run all cases (`TEST_THOROUGH=1 npm test`). By default each runs some of its cases, so that a full
 * run takes only minutes on two cores.
 */
export const thorough = process.env.TEST_THOROUGH === '1';

/** The name of a test that runs only in a thorough run. A skipped test shows the reason in its name. */
export function thoroughly(name: string): string {
  return thorough ? name : `${name} [skipped: runs with TEST_THOROUGH=1]`;
}
