import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './runner/slow-first.ts';

const shared = {
  extends: true as const,
};

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/leak-check.ts'],
    pool: 'forks',
    // Twice as many as the processors of CI: most tests wait for a server or a process for more than half of their time.
    maxWorkers: 4,
    sequence: { sequencer: SlowFirst },
    expect: { poll: { timeout: 10_000, interval: 25 } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 30_000,
    // A shared machine of CI may stall for seconds; what needs a second try is named by the reporter.
    retry: process.env.CI ? 1 : 0,
    allowOnly: false,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          // These hold nothing between files; a process and all modules again for each file took five times as long.
          isolate: false,
          unstubGlobals: true,
          include: ['{electron,renderer,shared,test/bench,test/runner,test/support}/**/*.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'components',
          include: ['renderer/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['test/support/components/setup.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'types',
          include: [],
          // Read by the compiler, never run: what a client may write against the contract, and what it may not.
          typecheck: {
            enabled: true,
            only: true,
            include: ['{electron,shared}/**/*.test-d.ts'],
            checker: 'tsc',
            tsconfig: 'tsconfig.node.json',
            // The type check before the tests reports errors in other files.
            ignoreSourceErrors: true,
          },
        },
      },
      { ...shared, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 120_000 } },
      {
        ...shared,
        // Each test works in its own home.
        test: { name: 'field', include: ['test/field/**/*.test.ts'], testTimeout: 120_000, isolate: false },
      },
      { ...shared, test: { name: 'faults', include: ['test/faults/**/*.test.ts'], testTimeout: 120_000 } },
    ],
  },
});
