import { onTestFinished } from 'vitest';
import { createTestHome, type TestHome, type TestHomeOptions } from './test-home.ts';

/** {@link createTestHome} for the test that calls it: disposed of when that test has ended, pass or fail. */
export async function useTestHome(options?: TestHomeOptions): Promise<TestHome> {
  const home = await createTestHome(options);
  onTestFinished(home.dispose);
  return home;
}
