/** What people read in terminal/actions/app. */
export const appWords = {
  serveTheAppToThisMachines: "Serve the app to this machine's browsers, until Ctrl-C",
  theLinkItPrintsIsA: 'The link it prints is a secret: who has it can do all that the app can.',
  leftOutWithActionServe: 'left out with --action serve',
  serveGoesOnUntilItIs: 'serve goes on until it is ended: leave --timeout out.',
  productNameIsReadyUrl: (productName: string, url: string) => `${productName} is ready: ${url}`,
  itOpensInYourBrowser: 'It opens in your browser.',
  showThis: 'Show this',
  showTheVersionOfThisProgram: 'Show the version of this program',
};
