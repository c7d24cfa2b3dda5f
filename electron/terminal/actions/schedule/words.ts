/** What people read in terminal/actions/schedule. */
export const scheduleWords = {
  listTheScheduledBackupsWithTheir: 'List the scheduled backups, with their next run and last result',
  allOfThemOrThoseOf: 'All of them, or those of the instance that is named.',
  theyRunWhileTheAppIs: 'They run while the app is open: its window, or --action serve.',
  noBackupsAreScheduledAction: 'No backups are scheduled: --action schedule-backup does that.',
  restoreARemovedSchedule: 'Restore a removed schedule',
  itTakesTheWholeIdAs: 'It takes the whole id, as remove-schedule gives it.',
  undoRemoveScheduleNeedsASchedule:
    'undo-remove-schedule needs a schedule: add --schedule ID, as remove-schedule gave it.',
  theIdOfARemovedSchedule: 'the id of a removed schedule',
  runAScheduleNowWhateverIts: 'Run a schedule now, whatever its time',
  allTenants: 'all tenants',
  backingUpInstance: (instance: string) => `Backing up ${instance}.`,
  removedGone: (gone: string) => `removed ${gone}`,
  backUpByItselfEveryN: 'Back up by itself: every N hours, daily, weekly, by cron expression',
  whenEveryNAtHhMm:
    'When: --every N, --at HH:MM (daily), --on DAY --at HH:MM (weekly), or --cron "M H D M W". In local time.',
  whatStaysOfItsBackupsKeep:
    'What stays of its backups: --keep, --keep-daily, --keep-weekly and --keep-monthly together. None given: all.',
  withScheduleIdAScheduleIs: 'With --schedule ID a schedule is changed: what is left out stays as it is.',
  scheduleBackupNeedsToKnowWhen:
    'schedule-backup needs to know when: --every HOURS, --at HH:MM, --on DAY --at HH:MM, or --cron TEXT.',
  itRunsWhileTheAppIs: 'It runs while the app is open: its window, or --action serve.',
  givenWithoutInstance: 'given without --instance',
  oneScheduleHasOneTimeGive: 'One schedule has one time: give --every, or --at (with --on for weekly), or --cron.',
  oneOfEveryAtAndCron: 'one of --every, --at and --cron',
  aTimeOfDaySuchAs: 'a time of day such as 09:00',
};
