/** The message between page, preload and main: "here is a port, serve the contract on it". */
export const START_RPC = 'start-rpc';

/** The one question of the page to main: where a file is to be kept. Answered with a path, or null. */
export const ASK_WHERE_TO_SAVE = 'ask-where-to-save';
