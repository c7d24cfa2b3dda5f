/** What people read in schedules/always-words. */

export const allTenants = 'all tenants';
export const runTheScheduleOfInstance = (instance: string) => `Run the schedule of ${instance}`;
export const scheduleOfInstanceCompleted = (instance: string) => `Schedule of ${instance} completed`;
export const switchTheScheduleOfInstancePart = (instance: string, part: string) =>
  `Switch the schedule of ${instance} ${part}`;
export const scheduleOfScopeRemoved = (scope: string) => `Schedule of ${scope} removed`;
export const itsBackupsAreKept = 'Its backups are kept.';
export const undo = 'Undo';
export const removeTheScheduleOfScope = (scope: string) => `Remove the schedule of ${scope}`;
export const scheduleOfScopeRestored = (scope: string) => `Schedule of ${scope} restored`;
export const restoreTheScheduleOfScope = (scope: string) => `Restore the schedule of ${scope}`;
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const anInstance = 'an instance';
export const scheduleBackupsOfId = (id: string) => `Schedule backups of ${id}…`;
export const scheduleBackups = 'Schedule backups…';
export const cronDailyWeeklyHoursAutomaticTimer = 'cron daily weekly hours automatic timer';
export const runTheScheduleOfIdNow = (id: string) => `Run the schedule of ${id} now`;
export const backupScheduled = 'backup scheduled';
export const scheduleBackupsOfAllTenants = 'Schedule backups of all tenants…';
export const cronDailyWeeklyHoursAutomaticTimer2 = 'cron daily weekly hours automatic timer clients';
export const showSchedules = 'Show schedules';
export const backupsScheduledCronNextRun = 'backups scheduled cron next run';
export const readTheListOfSchedules = 'Read the list of schedules';
export const show = 'Show';
export const missedBackupOfInstanceTakenLate = (instance: string) => `Missed backup of ${instance} taken late`;
export const on = 'on';
export const off = 'off';
