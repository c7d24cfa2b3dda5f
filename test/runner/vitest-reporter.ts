import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import { say } from './say.ts';
import { resultFileVariable, type SuiteResult } from './suite.ts';

/**
 * Writes Vitest's results as a {@link SuiteResult}: Vitest's own JSON reporter counts neither a leak found after a file
 * nor an error outside a test, and omits why a test was skipped.
 */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default class ResultReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const result = { passed: 0, failed: [] as string[], skipped: [] as SuiteResult['skipped'][number][] };
    for (const error of unhandled) result.failed.push(`outside a test: ${error.message}`);
    for (const module of modules) {
      for (const error of module.errors()) result.failed.push(`${module.relativeModuleId}: ${error.message}`);
      for (const suite of module.children.allSuites())
        for (const error of suite.errors()) result.failed.push(`${suite.fullName}: ${error.message}`);
      for (const test of module.children.allTests()) {
        const outcome = test.result();
        const name = `${module.relativeModuleId} › ${test.fullName}`;
        const firstTry = outcome.errors?.map(({ message, diff }) => `${message}\n${diff ?? ''}`).join('\n') ?? '';
        if (test.diagnostic()?.flaky) say(`passed only at the second try: ${name}\n${firstTry}`);
        if (outcome.state === 'passed') result.passed++;
        else if (outcome.state === 'failed') result.failed.push(name);
        else result.skipped.push({ test: name, reason: reasonOf(test.fullName, outcome) });
      }
    }
    const file = process.env[resultFileVariable];
    if (file) writeFileSync(file, JSON.stringify(result satisfies SuiteResult));
  }
}

/** `describeNeeding` puts the reason into the name; `context.skip` passes it as a note. */
function reasonOf(fullName: string, outcome: object): string {
  const named = /\[skipped: (.*?)\]/.exec(fullName)?.[1];
  const note = 'note' in outcome && typeof outcome.note === 'string' ? outcome.note : undefined;
  return named ?? note ?? 'no reason was given';
}
