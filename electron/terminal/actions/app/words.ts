/** What people read in terminal/actions/app. */
export const appWords = {
  serveTheAppToThisMachines: "Serve the app to this machine's browsers, until Ctrl-C",
  keepThePrintedLinkSecretAnyone: 'Keep the printed link secret: anyone who has it can use the whole app.',
  leftOutWithActionServe: 'left out with --action serve',
  serveRunsUntilYouStopIt: 'serve runs until you stop it: leave --timeout out.',
  productNameIsReadyUrl: (productName: string, url: string) => `${productName} is ready: ${url}`,
  itOpensInYourBrowser: 'It opens in your browser.',
  showThis: 'Show this',
  showTheVersionOfThisProgram: 'Show the version of this program',
  pressCtrlCToStopRedis: 'Press Ctrl-C to stop; Redis keeps running.',
};
