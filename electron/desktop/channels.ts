/** Sent from the page through the preload script to main: "here is a port, serve the contract on it". */
export const START_RPC = 'start-rpc';

/** The page asks main where to save a file. Main answers with a path, or null. */
export const ASK_WHERE_TO_SAVE = 'ask-where-to-save';

/** The page's commands for the native menu: `MenuCommand[]` of menu-commands.ts. */
export const PUBLISH_COMMANDS = 'publish-commands';

/** Main asks the page to run a command that the page published. Carries the command's id. */
export const RUN_COMMAND = 'run-command';

/** Main sends a notice that the system does not show. Carries title and detail. */
export const SHOW_NOTICE = 'show-notice';
