/** What people read in terminal/cli. */
export const cliWords = {
  stoppedAfterSecondsSTheLimit: (seconds: number, end: string) =>
    `Stopped after ${seconds} s, the limit of --timeout${end}`,
  thisWhatAndThereIsNo: (what: string) => `This ${what}, and there is no terminal to ask on: add --yes yes to do it.`,
  nothingWasChanged: 'Nothing was changed.',
  use: (line: string) => `Use ${line}.`,
  unexpectedErrorSetVrooliDebug1: 'Unexpected error. Set VROOLI_DEBUG=1 in the environment to print its details.',
  theDiskIsFullMakeRoom: 'The disk is full: make room and try again.',
  stepIndexOfCount: (index: number, count: number) => `[step ${index} of ${count}]  `,
  titleFailed: (title: string) => `${title}: failed`,
  cancellingAndUndoingTheChangesSo: 'Cancelling and undoing the changes so far.',
  tooLateToCancelTheOperation: 'Too late to cancel: the operation is about to end.',
  anotherClientCancelledTheOperation: 'Another client cancelled the operation.',
  idWasAskedAndHasShown: (id: string, asked: string, toTimeString: string) =>
    `${id} was asked ${asked} and has shown no sign of life since ${toTimeString}.`,
  toldItIsKilledLost: (told: string, lost: string) => `${told} It is killed. ${lost}`,
  toldCtrlCCancelsPart: (told: string, part: string) => `${told} Ctrl-C cancels.${part}`,
  anUnknownNumberOfKeys: 'an unknown number of keys',
  mayLoseLostOfIdConsequence: (lost: string, id: string, consequence: string) =>
    `may lose ${lost} of ${id}. ${consequence}`,
  toKeepThemTakeABackup: 'To keep them, take a backup first: --action backup.',
  verbIdAndLoseThem: (verb: string, id: string) => `${verb} ${id} and lose them?`,
  theKeys: 'the keys',
  theChangeEvictedKeysOfId: (id: string, safetyBackup: string, held: string, formatTime: string) =>
    `The change evicted keys of ${id}. ${safetyBackup} holds ${held} as of ${formatTime}.`,
  restoringReplacesWhatIdHoldsNow: (id: string) => `Restoring replaces what ${id} holds now, which is saved first.`,
  restoreThem: 'Restore them?',
  leftOutWithFirst: (first: string) => `left out with ${first}`,
  firstAndOtherAreTwoChanges: (first: string, other: string) =>
    `${first} and ${other} are two changes: give one of them.`,
  change: 'change',
  theseCanBack: (back: string) => `these can: ${back}.`,
  nothingCan: 'nothing can.',
  runsWithTheValuesOfRedis: 'runs with the values of redis.conf',
  doesNotRunItHasThe: 'does not run: it has the values of its redis.conf',
  usedOnlyWhereTheTwoDiffer: 'used only where the two differ',
  aSizeAbove0: 'a size above 0',
  eachDirectiveOnce: 'each directive once',
  nameWasGivenTwiceWithSet: (name: string) => `${name} was given twice with --set or --memory. Give it once.`,
  flagQuestionToUseThatSize: (flag: string, question: string, insisting: string) =>
    `${flag}: ${question} To use that size, write ${insisting}.`,
  aSizeWithAUnit: 'a size with a unit',
  actionNeedsABackupAddBackup: (action: string) =>
    `${action} needs a backup: add --backup-name NAME. --action list-backups lists them.`,
  whichOneShouldBeLoaded: 'Which one should be loaded?',
  nothingWasChosenNothingWasChanged: 'Nothing was chosen. Nothing was changed.',
  leftOut: 'left out',
  actionNeedsAScheduleAddSchedule: (action: string, ids: string) =>
    `${action} needs a schedule: add --schedule ID (${ids}).`,
  schedule: 'schedule',
  actionNeedsClientIdTheTenants: (action: string, tenantIdRule: string) =>
    `${action} needs --client-id: the tenant's id, ${tenantIdRule}.`,
  theNamedInstanceOrBackupDoes: 'the named instance or backup does not exist, or is not running although it must be',
  busyAnotherOperationHoldsThe: 'busy: another operation holds the instance',
  usageProgramActionFlags: (program: string) => `Usage: ${program} --action ACTION [flags]`,
  flagsOfEveryAction: 'Flags of every action',
  flagsOfSomeActions: 'Flags of some actions',
  exitCodes: 'Exit codes',
  programActionHelpExplainsOneAction: (program: string) =>
    `${program} --action ACTION --help explains one action. The environment variables of the README override the defaults.`,
  usageProgramActionNamePartPart2: (program: string, name: string, part: string, part2: string) =>
    `Usage: ${program} --action ${name}${part}${part2}`,
  oneOfNames: (names: string) => `one of ${names}`,
  itIsExpected: (expected: string) => `it is ${expected}.`,
  didYouMeanNear: (near: string) => `did you mean ${near}?`,
  onlyTheActionCliTakesArguments: (name: string) =>
    `Only the action "cli" takes arguments after --: leave them out with "${name}".`,
  leftOutWithActionName: (name: string) => `left out with --action ${name}`,
  thisActionTakesNoFlagsOf: 'this action takes no flags of its own',
  thisActionTakesOwn: (own: string) => `this action takes ${own}`,
  rawNameTakesNoValueLeave: (rawName: string, given: string) => `${rawName} takes no value: leave "=${given}" out.`,
  rawNameNeedsAValueExpected: (rawName: string, expected: string) => `${rawName} needs a value: ${expected}.`,
  rawNameGivenIsNotExpected: (rawName: string, given: string, expected: string) =>
    `${rawName}: "${given}" is not ${expected}.`,
  didYouMeanNear2: (near: string) => `did you mean --${near}?`,
  aFlagThatHelpLists: 'a flag that --help lists',
  givenHasNoFlagGiveEach: (given: string) =>
    `"${given}" has no flag: give each value after its flag, as in --action status.`,
  aFlagBeforeTheValue: 'a flag before the value',
  oneValue: 'one value',
  rawNameWasGivenTwiceWith: (rawName: string) => `${rawName} was given twice with different values. Give it once.`,
  theAnswerCouldNotBeWritten: (unwritten: string) =>
    `The answer could not be written (${unwritten}): free some space, or write it elsewhere.`,
  theChangesSoFarHaveBeen: '; the changes so far have been undone.',
  theChangesSoFarAreStill: 'The changes so far are still being undone; please wait.',
  badUsageOrABadValue: 'bad usage or a bad value; nothing was touched',
  cancelledByCtrlCTheChanges: 'cancelled by Ctrl-C; the changes so far have been undone',
  thereIsNoActionNameHint: (name: string, hint: string) => `There is no action "${name}"; ${hint}`,
  thereIsNoFlagRawName: (rawName: string, hint: string, end: string) => `There is no flag ${rawName}; ${hint}${end}`,
};
