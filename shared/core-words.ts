/**
 * Titles that the core sends in English: of operations, events, alerts, checks, and groups of settings. A pattern and
 * its text, in which `$1` is a name or figure. English has none: the titles are shown unchanged.
 */
export const sentences: readonly (readonly [pattern: string, text: string])[] = [];

/** What the core says about checks, alerts, events and problems of instances, in the same way. */
export const details: readonly (readonly [pattern: string, text: string])[] = [];
