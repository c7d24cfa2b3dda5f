/** The name of a runtime in the views, and what runs there, in a sentence. */

export const engineLabel = 'Docker';
export const engineUnit = 'container';
export const programLabel = 'Process';
export const programUnit = 'process';
