import { describe, inject } from 'vitest';

/** What a test may need of the machine and not every machine has. */
export type Need = 'docker' | 'redis' | 'root' | 'mounts' | 'linux' | 'posix';

/** For each need why it is not met here; null where it is. */
export type Missing = Readonly<Record<Need, string | null>>;

declare module 'vitest' {
  export interface ProvidedContext {
    missing: Missing;
  }
}

/**
 * `describe` for tests that need something of the machine. Where it is not there the tests are counted as
 * skipped, and the reason stands in their name, from where the runner prints it.
 */
export function describeNeeding(needs: readonly Need[], title: string, body: () => void): void {
  const missing = inject('missing');
  const reasons = needs.map((need) => missing[need]).filter((reason) => reason !== null);
  if (reasons.length === 0) describe(title, () => body());
  else describe.skip(`${title} [skipped: ${reasons.join('; ')}]`, () => body());
}
