/**
 * Titles that the core sends in English: of operations, events, alerts, checks, and groups of settings. A pattern and
 * the text for it, where `$1` stands for a name or figure. English has none: the titles are shown as they come.
 */
export const sentences: readonly (readonly [pattern: string, text: string])[] = [];
