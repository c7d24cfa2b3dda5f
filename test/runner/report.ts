import type { SuiteResult } from './suite.ts';

/**
 * The end of a run: every failure by name, every skip reason with the number of its tests, and one last line. The exit
 * code is 0 only when something ran and nothing failed.
 */
export function summary(results: readonly SuiteResult[]): { readonly text: string; readonly exitCode: number } {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.flatMap((result) => result.failed);
  const skipped = results.flatMap((result) => result.skipped);
  const lines = failed.map((failure) => `failed: ${failure}`);
  for (const [reason, tests] of groupByReason(skipped))
    lines.push(`skipped: ${tests.length} × ${reason}${examples(tests)}`);
  lines.push(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return { text: lines.join('\n'), exitCode: failed.length > 0 || passed === 0 ? 1 : 0 };
}

function groupByReason(skipped: SuiteResult['skipped']): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { test, reason } of skipped) groups.set(reason, [...(groups.get(reason) ?? []), test]);
  return groups;
}

function examples(tests: readonly string[]): string {
  const shown = tests.slice(0, 3).map((test) => `\n    ${test}`);
  if (tests.length > 3) shown.push(`\n    and ${tests.length - 3} more`);
  return shown.join('');
}
