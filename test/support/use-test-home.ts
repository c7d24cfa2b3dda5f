import { onTestFinished } from 'vitest';
import { createTestHome, type TestHome, type TestHomeOptions } from './test-home.ts';

/** {@link createTestHome} for the calling test, disposed when the test passes or fails. */
export async function useTestHome(options?: TestHomeOptions): Promise<TestHome> {
  const home = await createTestHome(options);
  onTestFinished(home.dispose);
  return home;
}
