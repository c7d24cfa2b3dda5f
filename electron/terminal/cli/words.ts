export const stoppedAfterSecondsSTheLimit = (seconds: number, end: string) =>
  `Stopped after ${seconds} s, the limit of --timeout${end}`;
export const cannotAskWithoutTerminal = (what: string) =>
  `This ${what}, and there is no terminal to ask on: add --yes yes to do it.`;
export const nothingWasChanged = 'Nothing was changed.';
export const use = (line: string) => `Use ${line}.`;
export const chooseTheDataWith = 'Use --data rdb, --data aof or --data PATH.';
export const unexpectedErrorSetVrooliDebug1 =
  'Unexpected error. Set VROOLI_DEBUG=1 in the environment to print its details.';
export const theDiskIsFullMakeRoom = 'The disk is full: free some space and try again.';
export const stepIndexOfCount = (index: number, count: number) => `[step ${index} of ${count}]  `;
export const titleFailed = (title: string) => `${title}: failed`;
export const cancellingAndUndoingTheChangesSo = 'Cancelling and undoing the changes so far.';
export const tooLateToCancelTheOperation = 'Too late to cancel: the operation is about to end.';
export const warningText = (text: string) => `Warning: ${text}`;
export const anotherClientCancelledTheOperation = 'Another client cancelled the operation.';
export const hasNotResponded = (id: string, asked: string, since: string) =>
  `${id} was asked ${asked} and has shown no sign of life since ${since}.`;
export const itIsKilled = (hanging: string, lost: string) => `${hanging} It is killed. ${lost}`;
export const ctrlCCancels = (hanging: string, kill: string) => `${hanging} Ctrl-C cancels.${kill}`;
export const killWouldLose = (lost: string) => ` --kill yes would kill it: ${lost}`;
export const isForANewTenant = (flag: string) => `--${flag} is for a new tenant: add --to-client ID, or leave it out.`;
export const toClientOrInto = (id: string, into: string) =>
  `--to-client ${id} creates a tenant, and --into ${into} names an existing instance: give only one of them.`;
export const anUnknownNumberOfKeys = 'an unknown number of keys';
export const mayLoseLostOfIdConsequence = (lost: string, id: string, consequence: string) =>
  `may lose ${lost} of ${id}. ${consequence}`;
export const toKeepThemTakeABackup = 'To keep them, take a backup first: --action backup.';
export const verbIdAndLoseThem = (verb: string, id: string) => `${verb} ${id} and lose them?`;
export const theKeys = 'the keys';
export const theChangeEvictedKeysOfId = (id: string, safetyBackup: string, held: string, formatTime: string) =>
  `The change evicted keys of ${id}. ${safetyBackup} holds ${held} as of ${formatTime}.`;
export const restoringReplacesWhatIdHoldsNow = (id: string) =>
  `Restoring replaces what ${id} holds now, which is saved first.`;
export const restoreThem = 'Restore them?';
export const leftOutWithFirst = (first: string) => `left out with ${first}`;
export const firstAndOtherAreTwoChanges = (first: string, other: string) =>
  `${first} and ${other} are two changes: give one of them.`;
export const change = 'change';
export const theseCanBack = (back: string) => `these can: ${back}.`;
export const nothingCan = 'nothing can.';
export const runsWithTheValuesOfRedis = 'runs with the values of redis.conf';
export const stoppedWithFileValues = 'does not run: it has the values of its redis.conf';
export const usedOnlyWhereTheTwoDiffer = 'used only where the two differ';
export const aSizeAbove0 = 'a size above 0';
export const eachDirectiveOnce = 'each directive once';
export const nameWasGivenTwiceWithSet = (name: string) =>
  `${name} was given twice with --set or --memory. Give it once.`;
export const flagQuestionToUseThatSize = (flag: string, question: string, insisting: string) =>
  `${flag}: ${question} To use that size, write ${insisting}.`;
export const aSizeWithAUnit = 'a size with a unit';
export const actionNeedsABackupAddBackup = (action: string) =>
  `${action} needs a backup: add --backup-name NAME. --action list-backups lists them.`;
export const whichOneShouldBeLoaded = 'Which one should be loaded?';
export const nothingWasChosenNothingWasChanged = 'Nothing was chosen. Nothing was changed.';
export const leftOut = 'left out';
export const actionNeedsAScheduleAddSchedule = (action: string, ids: string) =>
  `${action} needs a schedule: add --schedule ID (${ids}).`;
export const schedule = 'schedule';
export const actionNeedsClientIdTheTenants = (action: string, tenantIdRule: string) =>
  `${action} needs --client-id: the tenant's id, ${tenantIdRule}.`;
export const theNamedInstanceOrBackupDoes =
  'the named instance or backup does not exist, or is not running although it must be';
export const busyExitCode = 'busy: another operation holds the instance';
export const usageProgramActionFlags = (program: string) => `Usage: ${program} ACTION [flags]`;
export const sameWithActionFlag = (program: string) => `The same: ${program} --action ACTION [flags]`;
export const examples = 'Examples';
export const topicTitles = {
  instances: 'Instances',
  observe: 'Observe',
  settings: 'Settings',
  backups: 'Backups',
  keys: 'Keys',
  schedules: 'Scheduled backups',
  tenants: 'Tenants (one for each client project)',
  app: 'This program',
} as const;
export const flagsOfEveryAction = 'Flags of every action';
export const flagsOfSomeActions = 'Flags of some actions';
export const exitCodes = 'Exit codes';
export const programActionHelpExplainsOneAction = (program: string) =>
  `${program} ACTION --help explains one action, with examples.`;
export const environmentOverridesDefaults = 'The environment variables of the README override the defaults.';
export const usageProgramActionNamePartPart2 = (program: string, name: string, part: string, part2: string) =>
  `Usage: ${program} ${name}${part}${part2}`;
export const oneOfNames = (names: string) => `one of ${names}`;
export const itIsExpected = (expected: string) => `it is ${expected}.`;
export const didYouMeanNear = (near: string) => `did you mean ${near}?`;
export const onlyTheActionCliTakesArguments = (name: string) =>
  `Only the action "cli" takes arguments after --: leave them out with "${name}".`;
export const leftOutWithActionName = (name: string) => `left out with --action ${name}`;
export const noFlagsOfItsOwn = 'this action takes no flags of its own';
export const thisActionTakesOwn = (own: string) => `this action takes ${own}`;
export const rawNameTakesNoValueLeave = (rawName: string, given: string) =>
  `${rawName} takes no value: leave "=${given}" out.`;
export const rawNameNeedsAValueExpected = (rawName: string, expected: string) =>
  `${rawName} needs a value: ${expected}.`;
export const rawNameGivenIsNotExpected = (rawName: string, given: string, expected: string) =>
  `${rawName}: "${given}" is not ${expected}.`;
export const didYouMeanNear2 = (near: string) => `did you mean --${near}?`;
export const aFlagThatHelpLists = 'a flag that --help lists';
export const valueWithoutFlag = (given: string) =>
  `"${given}" has no flag: only the first word may be an action; every other value follows its flag.`;
export const aFlagBeforeTheValue = 'a flag before the value';
export const oneValue = 'one value';
export const flagGivenTwice = (rawName: string) => `${rawName} was given twice with different values. Give it once.`;
export const theAnswerCouldNotBeWritten = (unwritten: string) =>
  `The answer could not be written (${unwritten}): free some space, or write it elsewhere.`;
export const theChangesSoFarHaveBeen = '; the changes so far have been undone.';
export const theChangesSoFarAreStill = 'The changes so far are still being undone; please wait.';
export const badUsageOrABadValue = 'bad usage or a bad value; nothing was touched';
export const cancelledByCtrlCTheChanges = 'cancelled by Ctrl-C; the changes so far have been undone';
export const thereIsNoActionNameHint = (name: string, hint: string) => `There is no action "${name}"; ${hint}`;
export const thereIsNoFlagRawName = (rawName: string, hint: string, end: string) =>
  `There is no flag ${rawName}; ${hint}${end}`;
export const flags = 'Flags';
export const manSummary = 'manages the Redis servers of this computer';
export const manDescription =
  'Installs a main Redis and creates isolated tenants, changes settings by a reviewed plan, takes and verifies backups, restores them, and shows every key of any backup or server. Without an action it shows the status of main.';
export const aSafetyBackupIsTakenFirst = 'A safety backup is taken first.';
export const applyItToId = (id: string) => `Apply it to ${id}?`;
export const countedOfText = (counted: string, ofText: string) => `${counted} of ${ofText}`;
export const evictsAboutGoneOfId = (gone: string, id: string) => `evicts about ${gone} of ${id}`;
export const needsConfirmationFound = (found: string) => `needs confirmation (${found})`;
export const evictionWarning = (gone: string, id: string) =>
  `Redis will evict about ${gone} of ${id}. A safety backup is taken first.`;
export const replicationReplacesKeys = (id: string) => `replaces the keys of ${id} with those of its new master`;
export const toRestoreThePreviousDataAction = (part: string) => `To restore the previous data: --action undo${part}.`;
export const oneOfTheEngines = (names: string) => `one of ${names}`;
export const thereIsNoEngine = (given: string, expected: string) =>
  `--engine: there is no engine "${given}". Give ${expected}.`;
export const instanceIsOnAnotherEngine = (id: string, actual: string, given: string) =>
  `--engine: ${id} is on ${actual}, not on ${given}. Nothing was changed.`;
export const productionNeedsItsName = (what: string, name: string) =>
  `This ${what}, which is in production: give --confirm ${name} as well. Nothing was changed.`;
export const typeItsName = (name: string) => `${name} is in production. Type its name to go ahead:`;
