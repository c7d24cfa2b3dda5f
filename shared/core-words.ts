import type { Patterns } from './core-sentence.ts';

/**
 * Titles that the core sends in English: of operations, events, alerts, checks, and groups of settings. English has no
 * patterns: the titles are shown unchanged.
 */
export const sentences: Patterns = [];

/** What the core says about failures, checks, alerts, events and problems of instances, in the same way. */
export const details: Patterns = [];
