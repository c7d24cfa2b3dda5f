/** What people read in terminal/actions/schedule. */
export const scheduleWords = {
  listTheScheduledBackupsWithTheir: 'List the scheduled backups, with their next run and last result',
  allOfThemOrThoseOf: 'All of them, or those of the named instance.',
  theyRunWhileTheAppIs: 'They run while the app is open: its window, or --action serve.',
  noBackupsAreScheduledAction: 'No backups are scheduled: --action schedule-backup does that.',
  restoreARemovedSchedule: 'Restore a removed schedule',
  itNeedsTheWholeIdFrom: 'It needs the whole id, from remove-schedule.',
  undoRemoveScheduleNeedsASchedule: 'undo-remove-schedule needs a schedule: add --schedule ID, from remove-schedule.',
  theIdOfARemovedSchedule: 'the id of a removed schedule',
  runAScheduleNow: 'Run a schedule now',
  allTenants: 'all tenants',
  backingUpInstance: (instance: string) => `Backing up ${instance}.`,
  removedGone: (gone: string) => `removed ${gone}`,
  scheduleBackupsEveryNHoursDaily: 'Schedule backups: every N hours, daily, weekly, or by a cron expression',
  whenEveryNAtHhMm:
    'When: --every N, --at HH:MM (daily), --on DAY --at HH:MM (weekly), or --cron "M H D M W". In local time.',
  retentionKeepDailyKeepWeeklyAnd:
    'Retention: --keep, --keep-daily, --keep-weekly and --keep-monthly together. Without them, all backups are kept.',
  scheduleIdChangesAScheduleValues: '--schedule ID changes a schedule: values without a flag stay the same.',
  scheduleBackupNeedsATimeEvery:
    'schedule-backup needs a time: --every HOURS, --at HH:MM, --on DAY --at HH:MM, or --cron TEXT.',
  itRunsWhileTheAppIs: 'It runs while the app is open: its window, or --action serve.',
  givenWithoutInstance: 'given without --instance',
  oneScheduleHasOneTimeGive: 'One schedule has one time: give --every, or --at (with --on for weekly), or --cron.',
  oneOfEveryAtAndCron: 'one of --every, --at and --cron',
  aTimeOfDaySuchAs: 'a time of day such as 09:00',
  removeAScheduleItsBackupsAre: 'Remove a schedule; its backups are kept',
  removedIdItsBackupsAreKept: (id: string, id2: string) =>
    `Removed ${id}; its backups are kept. To restore the schedule: --action undo-remove-schedule --schedule ${id2}.`,
};
