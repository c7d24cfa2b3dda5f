/**
 * How long a test waits for something, and how long it may take, in ms. Long, for a busy machine: a passing test never
 * waits that long. `longTestMs` is for tests of several machines, which take minutes while other work runs.
 */
export const patience = { waitMs: 120_000, testMs: 300_000, longTestMs: 900_000 } as const;
