/** The result of a suite. A reporter writes it as JSON, the runner adds the results up. */
export interface SuiteResult {
  readonly passed: number;
  /** A line for each failure. */
  readonly failed: readonly string[];
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
}

/** Where a reporter writes its suite's result. The runner sets it for the suite's process. */
export const resultFileVariable = 'TEST_RESULT_FILE';

/** A suite that could not run at all. */
export function failedSuite(why: string): SuiteResult {
  return { passed: 0, failed: [why], skipped: [] };
}

export function skippedSuite(test: string, reason: string): SuiteResult {
  return { passed: 0, failed: [], skipped: [{ test, reason }] };
}
