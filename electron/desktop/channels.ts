/** The message between page, preload and main: "here is a port, serve the contract on it". */
export const START_RPC = 'start-rpc';

/** The one question of the page to main: where a file is to be kept. Answered with a path, or null. */
export const ASK_WHERE_TO_SAVE = 'ask-where-to-save';

/** The page's commands for the native menu: `MenuCommand[]` of menu-commands.ts. */
export const PUBLISH_COMMANDS = 'publish-commands';

/** Main asks the page to run one of the commands that it published: its id. */
export const RUN_COMMAND = 'run-command';

/** Main has a notice that the system does not show: its title and detail. */
export const SHOW_NOTICE = 'show-notice';
