export const schedulesSummary = 'List the scheduled backups, with their next run and last result';
export const schedulesScope = 'All of them, or those of the named instance.';
export const schedulesRunWhileOpen = 'They run while the app is open: its window, or --action serve.';
export const noBackupsAreScheduledAction = 'No backups are scheduled: --action schedule-backup does that.';
export const restoreARemovedSchedule = 'Restore a removed schedule';
export const undoNeedsTheWholeId = 'It needs the whole id, from remove-schedule.';
export const undoRemoveScheduleNeedsASchedule =
  'undo-remove-schedule needs a schedule: add --schedule ID, from remove-schedule.';
export const theIdOfARemovedSchedule = 'the id of a removed schedule';
export const runAScheduleNow = 'Run a schedule now';
export const allTenants = 'all tenants';
export const backingUpInstance = (instance: string) => `Backing up ${instance}.`;
export const removedGone = (gone: string) => `removed ${gone}`;
export const scheduleBackupsEveryNHoursDaily =
  'Schedule backups: every N hours, daily, weekly, or by a cron expression';
export const whenEveryNAtHhMm =
  'When: --every N, --at HH:MM (daily), --on DAY --at HH:MM (weekly), or --cron "M H D M W". In local time.';
export const retentionDetail =
  'Retention: --keep, --keep-daily, --keep-weekly and --keep-monthly together. Without them, all backups are kept.';
export const scheduleIdChangesAScheduleValues =
  '--schedule ID changes a schedule: values without a flag stay the same.';
export const scheduleNeedsATime =
  'schedule-backup needs a time: --every HOURS, --at HH:MM, --on DAY --at HH:MM, or --cron TEXT.';
export const scheduleRunsWhileOpen = 'It runs while the app is open: its window, or --action serve.';
export const givenWithoutInstance = 'given without --instance';
export const oneScheduleHasOneTimeGive =
  'One schedule has one time: give --every, or --at (with --on for weekly), or --cron.';
export const oneOfEveryAtAndCron = 'one of --every, --at and --cron';
export const timeOfDay = 'a time of day such as 09:00';
export const removeScheduleSummary = 'Remove a schedule; its backups are kept';
export const removedIdItsBackupsAreKept = (id: string, id2: string) =>
  `Removed ${id}; its backups are kept. To restore the schedule: --action undo-remove-schedule --schedule ${id2}.`;
