import { describe, inject } from 'vitest';

/** A requirement of a test that not every machine meets. */
export type Need = 'docker' | 'redis' | 'postgres' | 'root' | 'mounts' | 'linux' | 'posix';

/** For each requirement why the machine does not meet it; null if it does. */
export type Missing = Readonly<Record<Need, string | null>>;

declare module 'vitest' {
  export interface ProvidedContext {
    missing: Missing;
  }
}

/**
 * `describe` for tests with requirements. Where the machine does not meet them, the tests are skipped, and the runner
 * prints the reason from their name.
 */
export function describeNeeding(needs: readonly Need[], title: string, body: () => void): void {
  const missing = inject('missing');
  const reasons = needs.map((need) => missing[need]).filter((reason) => reason !== null);
  if (reasons.length === 0) describe(title, () => body());
  else describe.skip(`${title} [skipped: ${reasons.join('; ')}]`, () => body());
}
