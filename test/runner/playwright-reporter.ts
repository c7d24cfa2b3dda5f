import { writeFileSync } from 'node:fs';
import type { FullResult, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { say } from './say.ts';
import { resultFileVariable, type SuiteResult } from './suite.ts';

/** Writes Playwright's results as a {@link SuiteResult}. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export.
export default class ResultReporter implements Reporter {
  readonly #errors: string[] = [];
  #root: Suite | null = null;

  onBegin(_config: unknown, suite: Suite): void {
    this.#root = suite;
  }

  onError(error: TestError): void {
    this.#errors.push(`outside a test: ${error.message ?? error.value ?? 'unknown'}`);
  }

  onEnd(_result: FullResult): void {
    const result = { passed: 0, failed: [...this.#errors], skipped: [] as SuiteResult['skipped'][number][] };
    for (const test of this.#root?.allTests() ?? []) {
      const name = test.titlePath().filter(Boolean).join(' › ');
      // An interrupted test has no results and counts as not run, and therefore as failed.
      const outcome = test.results.length === 0 ? 'unexpected' : test.outcome();
      const reason = [...test.annotations, ...test.results.flatMap((one) => one.annotations)].find(
        ({ type }) => type === 'skip',
      )?.description;
      if (outcome === 'flaky') say(`passed only at the second try: ${name}`);
      if (outcome === 'expected' || outcome === 'flaky') result.passed++;
      else if (outcome === 'skipped') result.skipped.push({ test: name, reason: reason ?? 'no reason was given' });
      else result.failed.push(name);
    }
    for (const line of countsOf(this.#root)) say(line);
    const file = process.env[resultFileVariable];
    if (file) writeFileSync(file, JSON.stringify(result satisfies SuiteResult));
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** One line for each project that ran: `electron: 24 passed, 0 failed, 1 skipped`. */
function countsOf(root: Suite | null): readonly string[] {
  return (root?.suites ?? []).map((project) => {
    const outcomes = project.allTests().map((test) => (test.results.length === 0 ? 'unexpected' : test.outcome()));
    const count = (...wanted: readonly string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
    const [passed, failed, skipped] = [count('expected', 'flaky'), count('unexpected'), count('skipped')];
    return `${project.title}: ${passed} passed, ${failed} failed, ${skipped} skipped`;
  });
}
