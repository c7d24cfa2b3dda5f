export const instances = 'Instances';
export const tenants = 'Tenants';
export const backups = 'Backups';
export const charts = 'Charts';
export const activity = 'Activity';
export const settings = 'Settings';
export const logs = 'Logs';
export const consoleLabel = 'Console';
export const diagnostics = 'Diagnostics';
export const integration = 'Integration';
export const benchmark = 'Benchmark';
export const goToLabel = (label: string) => `Go to ${label}`;
export const searchOrRunACommand = 'Search or run a command';
export const findInThisView = 'Find in this view';
export const searchFilter = 'search filter';
export const showKeyboardShortcuts = 'Show keyboard shortcuts';
export const keysHotkeysHelpLetters = 'keys hotkeys help letters';
export const lightColoursToUse = 'Use light colours';
export const themeColourColorSchemeModeDay = 'theme colour color scheme mode day';
export const darkColoursToUse = 'Use dark colours';
export const themeColourColorSchemeModeNight = 'theme colour color scheme mode night';
export const systemColoursToUse = 'Use system colours';
export const themeColourColorSchemeModeSystem = 'theme colour color scheme mode system automatic';
export const turnSingleLetterShortcutsOff = 'Turn single-letter shortcuts off';
export const turnSingleLetterShortcutsOn = 'Turn single-letter shortcuts on';
export const theRunningOperation = 'the running operation';
export const cancelTitle = (title: string) => `Cancel “${title}”`;
export const stopAbortOperation = 'stop abort operation';
export const reconnectNow = 'Reconnect now';
export const usedOfLimitBytes = (used: string, limitBytes: string) => `${used} of ${limitBytes}`;
export const backupOfInstanceCreatedAtSize = (instance: string, createdAt: string, sizeBytes: string, trust: string) =>
  `Backup of ${instance} · ${createdAt} · ${sizeBytes} · ${trust}`;
export const settingsOfInstanceGroupName = (instance: string, group: string, name: string) =>
  `Settings of ${instance} › ${group} · ${name}`;
export const noCliEquivalent = 'no CLI equivalent';
export const messages = 'Messages';
export const tryNow = 'Try now';
export const connectionToTheAppLost = 'Connection to the app lost';
export const reconnectingSince = (duration: string, advice: string) =>
  `  ${duration} ago. Reconnecting… ${advice} Your Redis servers keep running.`;
export const ifThatDoesNotHelpRestart = 'If that does not help, restart the app.';
export const views = 'Views';
export const home = 'Home';
export const readWhatWasRolledBackAfter = 'Read what was rolled back after a crash';
export const closeTheNotice = 'Close the notice';
export const undoneAfterACrash = 'Undone after a crash';
export const closeThisNotice = 'Close this notice';
export const detectEngines = 'Detect engines';
export const notFound = 'not found';
export const respondedInAnsweredInMs = (answeredInMs: number) => `, responded in ${answeredInMs} ms`;
export const atEndpoint = (endpoint: string) => ` at ${endpoint}`;
export const titleShowItsStepsAndLog = (title: string) => `${title}: show its steps and log`;
export const connected = 'Connected ';
export const live = '· live';
export const reconnectingForDuration = (duration: string) => `Reconnecting for ${duration}`;
export const instance = 'Instance: ';
export const noInstanceYet = 'No instance yet';
export const allInstances = 'All instances';
export const chooseAnother = '. Choose another';
export const vrooliRedis = 'Vrooli Redis';
export const skipToMainContent = 'Skip to main content';
export const pageNotFound = 'Page not found';
export const theLinkMayComeFromAnother = 'The link may come from another version.';
export const goToInstances = 'Go to instances';
export const couldNotShowThisView = 'Could not show this view';
export const ifYouQuitIt = 'If you quit it, start it again; this page reconnects by itself.';
export const keys = 'Keys';
export const preferences = 'Preferences';
export const open = 'Open';
export const readWhichFilesAreDamaged = 'Read which state files are damaged';
export const damagedFiles = 'Damaged state files';
export const backUpAndRebuild = 'Back up and rebuild';
export const rebuildTheDamagedFiles = 'Back up and rebuild damaged files?';
export const filesWereDamaged = (files: readonly string[]) =>
  files.length === 1
    ? `The state file ${files[0]} was damaged. The app set it aside and continues with its defaults.`
    : `${files.length} state files were damaged. The app set them aside and continues with their defaults: ${files.join(', ')}.`;
export const damagedFilesIntro =
  'The damaged files move into a folder of their own, where you can still read them. Then each is rebuilt:';
export const damagedFilesAreIn = (folder: string) => `The damaged files are in ${folder} of the home.`;
export const rebuildWhenConnected = 'Unavailable while disconnected.';
export const filesRebuilt = 'Files rebuilt';
export const willBeRebuilt = {
  previous: 'as it was before its last change',
  records: 'from the records of instances',
  nothing: 'the app has a new one, or creates it when needed',
} as const;
export const rebuiltBy = {
  previous: 'restored as it was before its last change',
  records: 'rebuilt from the records of instances',
  current: 'exists again and stays as it is',
  default: 'starts again with its defaults',
  failed: 'could not be rebuilt',
} as const;
export const whatsNew = 'What’s new';
export const updatedTo = (version: string, before: string) => `The app was updated from ${before} to ${version}.`;
export const listMachines = 'List the machines';
export const otherMachines = (count: number) => (count === 1 ? '1 machine' : `${count} machines`);
export const unreachableMachines = (count: number) => `${count} unreachable`;
export const languageChanged = 'The language is shown after a reload';
export const reload = 'Reload';
export const engineUnreachable = 'engine unreachable';
export const countRunning = (count: number) => `${count} running`;
