/** What people read in terminal/actions/app. */

export const serveTheAppToThisMachines = "Serve the app to this machine's browsers, until Ctrl-C";
export const keepThePrintedLinkSecretAnyone = 'Keep the printed link secret: anyone who has it can use the whole app.';
export const leftOutWithActionServe = 'left out with --action serve';
export const serveRunsUntilYouStopIt = 'serve runs until you stop it: leave --timeout out.';
export const productNameIsReadyUrl = (productName: string, url: string) => `${productName} is ready: ${url}`;
export const itOpensInYourBrowser = 'It opens in your browser.';
export const listAllActionsAndFlags = 'List all actions and flags';
export const showTheVersionOfThisProgram = 'Show the version of this program';
export const pressCtrlCToStopRedis = 'Press Ctrl-C to stop; Redis keeps running.';
export const printTheCompletionScript = 'Print a completion script for bash, zsh or fish';
export const completionCompletes =
  'It completes actions, their flags, values, files, and the names of instances and backups.';
export const completionNeedsAShell = 'completion needs a shell: add --shell bash, --shell zsh or --shell fish.';
