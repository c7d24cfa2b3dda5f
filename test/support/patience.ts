/**
 * How long a test waits for something, and how long it may take, in ms. Long, for a busy machine: a passing test never
 * waits that long.
 */
export const patience = { waitMs: 120_000, testMs: 300_000 } as const;
