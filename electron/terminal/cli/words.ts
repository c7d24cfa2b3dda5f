/** What people read in terminal/cli. */
export const cliWords = {
  gaveUpAfterSecondsSAs: (seconds: number, end: string) => `Gave up after ${seconds} s, as --timeout says${end}`,
  thisWhatAndThereIsNo: (what: string) => `This ${what}, and there is no terminal to ask on: add --yes yes to do it.`,
  nothingWasChanged: 'Nothing was changed.',
  somethingWentWrongThatThisProgram:
    'Something went wrong that this program did not expect. With VROOLI_DEBUG=1 in the environment it prints what.',
  theDiskIsFullMakeRoom: 'The disk is full: make room and try again.',
  stepIndexOfCount: (index: number, count: number) => `[step ${index} of ${count}]  `,
  titleFailed: (title: string) => `${title}: failed`,
  cancellingWhatWasBegunIsBeing: 'Cancelling: what was begun is being undone.',
  tooLateToCancelItIs: 'Too late to cancel: it is about to end.',
  itWasCancelledFromAnotherWindow: 'It was cancelled from another window.',
  idWasAskedAndHasShown: (id: string, asked: string, toTimeString: string) =>
    `${id} was asked ${asked} and has shown no sign of life since ${toTimeString}.`,
  toldItIsKilledLost: (told: string, lost: string) => `${told} It is killed. ${lost}`,
  toldCtrlCCancelsPart: (told: string, part: string) => `${told} Ctrl-C cancels.${part}`,
  keysTheirNumberIsNotKnown: 'keys, their number is not known,',
  mayLoseLostOfIdConsequence: (lost: string, id: string, consequence: string) =>
    `may lose ${lost} of ${id}. ${consequence}`,
  aBackupKeepsThemActionBackup: 'A backup keeps them: --action backup.',
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
  runsWithTheValuesOfIts: 'runs with the values of its redis.conf',
  doesNotRunItHasThe: 'does not run: it has the values of its redis.conf',
  givenWhereTheTwoDiffer: 'given where the two differ',
  aSizeAbove0: 'a size above 0',
  eachDirectiveOnce: 'each directive once',
  nameWasGivenTwiceWithSet: (name: string) => `${name} was given twice with --set or --memory: which one is meant?`,
  flagQuestionToUseThatSize: (flag: string, question: string, insisting: string) =>
    `${flag}: ${question} To use that size, write ${insisting}.`,
  aSizeWithAUnit: 'a size with a unit',
  actionNeedsToKnowWhichBackup: (action: string) =>
    `${action} needs to know which backup: add --backup-name NAME. --action list-backups shows what there is.`,
  whichOneCounts: 'Which one counts?',
  nothingWasChosenAndNothingWas: 'Nothing was chosen, and nothing was changed.',
  leftOut: 'left out',
  actionNeedsAScheduleAddSchedule: (action: string, ids: string) =>
    `${action} needs a schedule: add --schedule ID (${ids}).`,
  schedule: 'schedule',
  actionNeedsClientIdTheTenants: (action: string, tenantIdRule: string) =>
    `${action} needs --client-id: the tenant's id, ${tenantIdRule}.`,
  whatWasNamedDoesNotExist: 'what was named does not exist, or it is not running where it must be',
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
  whatStandsAfterIsPassedOn: (name: string) =>
    `What stands after -- is passed on by the action "cli" alone: leave it out with "${name}".`,
  leftOutWithActionName: (name: string) => `left out with --action ${name}`,
  itTakesNoFlagsOfIts: 'it takes no flags of its own',
  itTakesOwn: (own: string) => `it takes ${own}`,
  rawNameTakesNoValueLeave: (rawName: string, given: string) => `${rawName} takes no value: leave "=${given}" out.`,
  rawNameNeedsAValueExpected: (rawName: string, expected: string) => `${rawName} needs a value: ${expected}.`,
  rawNameGivenIsNotExpected: (rawName: string, given: string, expected: string) =>
    `${rawName}: "${given}" is not ${expected}.`,
  didYouMeanNear2: (near: string) => `did you mean --${near}?`,
  aFlagThatHelpLists: 'a flag that --help lists',
  givenStandsAloneEveryValueFollows: (given: string) =>
    `"${given}" stands alone: every value follows its flag, as in --action status.`,
  aFlagBeforeIt: 'a flag before it',
  oneValue: 'one value',
  rawNameWasGivenTwiceWith: (rawName: string) =>
    `${rawName} was given twice with different values: which one is meant?`,
  theAnswerCouldNotBeWritten: (unwritten: string) =>
    `The answer could not be written (${unwritten}): free some space, or write it to another place.`,
};
