export const serveTheAppToThisMachines = 'Serve the app to browsers on this computer, until Ctrl-C';
export const keepThePrintedLinkSecretAnyone = 'Keep the printed link secret: anyone who has it can use the whole app.';
export const leftOutWithActionServe = 'left out with --action serve';
export const serveHasNoTimeout = 'serve runs until you stop it: leave --timeout out.';
export const productNameIsReadyUrl = (productName: string, url: string) => `${productName} is ready: ${url}`;
export const itOpensInYourBrowser = 'It opens in your browser.';
export const listAllActionsAndFlags = 'List all actions and flags';
export const showTheVersionOfThisProgram = 'Show the version of this program';
export const pressCtrlCToStopRedis = 'Press Ctrl-C to stop; Redis keeps running.';
export const printTheCompletionScript = 'Print a completion script for bash, zsh or fish';
export const completionCompletes =
  'It completes actions, their flags, values, files, and the names of instances and backups.';
export const completionNeedsAShell = 'completion needs a shell: add --shell bash, --shell zsh or --shell fish.';
export const showOrChangeThePreferences = 'Show or change the preferences of the app';
export const withoutFlagsItShowsAllPreferences =
  'Without flags it shows every preference, its value and where the value comes from.';
export const aVariableWinsOverAPreference =
  'A variable such as REDIS_IMAGE overrides a preference while it is set. All clients of a home share the preferences.';
export const setOrReset = 'one of --set and --reset';
export const setOrResetNotBoth = 'Use --set or --reset, not both in one command. Nothing was changed.';
export const aPreference = 'the name of a preference';
export const noSuchPreference = (given: string, meant: string | null, all: string) =>
  `There is no preference "${given}"${meant === null ? `. There are: ${all}` : `; did you mean ${meant}?`}`.replace(
    /([^?])$/,
    '$1.',
  );
export const eachPreferenceOnce = 'each preference once';
export const givenTwice = (name: string) => `${name} was given twice with --set. Name each preference once.`;
export const valueIsNot = (name: string, typed: string, expected: string) =>
  `${name}: "${typed}" is not ${expected}. Nothing was changed.`;
export const preference = 'Preference';
export const value = 'Value';
export const from = 'From';
export const about = 'About';
export const setBy = (variable: string) => `set by ${variable}`;
export const theDefaultIsUsed = 'The default is used.';
export const backUpAndRebuildDamagedFiles = 'Back up and rebuild damaged state files of the app';
export const damagedFilesAreSetAside =
  'The app sets a damaged file aside and continues with its defaults. This moves those files into a folder of their';
export const andRebuildsThem =
  'own and rebuilds each from its content before the last change, or from the records of instances.';
export const noFileIsDamaged = 'No state file is damaged.';
export const damagedFilesPlace = (folder: string) => `The damaged files are in ${folder} of the home.`;
export const rebuiltBy = {
  previous: 'restored as it was before its last change',
  records: 'rebuilt from the records of instances',
  current: 'exists again and stays as it is',
  default: 'starts again with its defaults',
  failed: 'could not be rebuilt',
} as const;
export const showEnterOrForgetPasswords = 'Show, enter or forget the passwords that the app keeps';
export const passwordsAreOnlyNeeded =
  'The app reads passwords from redis.conf. It needs one from you only if the server does not accept that one.';
export const thePasswordIsRead = 'The password is asked for without showing it, or read from standard input.';
export const cliPasswordPlace = 'The CLI keeps a password only if the preference passwords is file.';
export const enterOrForget = 'one of --enter and --forget';
export const enterOrForgetNotBoth = 'Use --enter or --forget, not both in one command. Nothing was changed.';
export const passwordsInAFile = 'the preference passwords set to file';
export const chooseTheFileFirst =
  'The CLI cannot use the keychain, so it would not keep the password. To keep passwords in a file of mode 0600, run --action preferences --set passwords=file first.';
export const passwordOf = (id: string) => `Password of ${id}:`;
export const aPassword = 'a password';
export const noPasswordGiven = 'No password was given. Nothing was changed.';
export const noPasswordIsKept = 'The app keeps no password.';
export const enteredPasswordsAreKept = (place: string) => `An entered password is kept ${place}.`;
export const orChooseTheFile = 'Or choose a file of mode 0600: --action preferences --set passwords=file';
