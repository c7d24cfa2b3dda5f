/** What people read in terminal/actions/app. */

export const serveTheAppToThisMachines = "Serve the app to this machine's browsers, until Ctrl-C";
export const keepThePrintedLinkSecretAnyone = 'Keep the printed link secret: anyone who has it can use the whole app.';
export const leftOutWithActionServe = 'left out with --action serve';
export const serveRunsUntilYouStopIt = 'serve runs until you stop it: leave --timeout out.';
export const productNameIsReadyUrl = (productName: string, url: string) => `${productName} is ready: ${url}`;
export const itOpensInYourBrowser = 'It opens in your browser.';
export const showThis = 'Show this';
export const showTheVersionOfThisProgram = 'Show the version of this program';
export const pressCtrlCToStopRedis = 'Press Ctrl-C to stop; Redis keeps running.';
