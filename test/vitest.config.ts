import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowFirst } from './runner/slow-first.ts';
import { patience } from './support/patience.ts';

const shared = {
  extends: true as const,
};

/** Integration tests that replace modules, which other files in the same process would get as well. */
const replacingModules = ['test/integration/desktop-*.test.ts', 'test/integration/runtime-contract.test.ts'];

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/leak-check.ts'],
    pool: 'forks',
    // Twice the processors of CI: most tests wait for a server or a process for more than half of their time.
    maxWorkers: 4,
    sequence: { sequencer: SlowFirst },
    // A new process with all modules for each file took three seconds of processor time. The leak check makes sure that
    // a file leaves its process as it was.
    isolate: false,
    unstubGlobals: true,
    expect: { poll: { timeout: patience.waitMs, interval: 25 } },
    testTimeout: patience.testMs,
    hookTimeout: patience.testMs,
    teardownTimeout: patience.waitMs,
    // A shared CI machine may stall for seconds. The reporter names each test that needs a second try.
    retry: process.env.CI ? 1 : 0,
    allowOnly: false,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: [
            '{electron,renderer,shared,test/bench,test/electron-stand-in,test/runner,test/support}/**/*.test.ts',
          ],
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
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: replacingModules,
        },
      },
      {
        ...shared,
        test: { name: 'integration-isolated', include: replacingModules, isolate: true },
      },
      { ...shared, test: { name: 'field', include: ['test/field/**/*.test.ts'] } },
      { ...shared, test: { name: 'faults', include: ['test/faults/**/*.test.ts'], isolate: true } },
    ],
  },
});
