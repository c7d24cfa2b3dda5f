/**
 * How long a test waits for something, and how long it may take, in ms. Long, for a machine that is busy with much else:
 * what passes waits for none of it.
 */
export const patience = { waitMs: 120_000, testMs: 300_000 } as const;
