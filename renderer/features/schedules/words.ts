/** What people read in schedules. */

export const todayClock = (clock: string) => `today ${clock}`;
export const tomorrowClock = (clock: string) => `tomorrow ${clock}`;
export const yesterdayClock = (clock: string) => `yesterday ${clock}`;
export const retentionPreview = 'Retention preview';
export const theNextRunDeletesCountedDeleted = (counted: string, deleted: string) =>
  `The next run deletes ${counted}: ${deleted}`;
export const valueMore = (value: number) => `, ${value} more`;
export const enter1To720HoursBetween = 'Enter 1 to 720 hours between two runs.';
export const enterATimeSuchAs09 = 'Enter a time such as 09:00.';
export const enter0To1000ForEach = 'Enter 0 to 1000 for each retention value.';
export const keepLast = 'Keep last';
export const retention = 'Retention';
export const deleteOlderBackups = 'Delete older backups';
export const backupsToKeep = 'Backups to keep';
export const labelBackupsToKeep = (label: string) => `${label} backups to keep`;
export const keepsTheLastBackupsAndThe =
  'Keeps the last backups and the newest of each day, week and month, and always pinned backups and the newest verified one. Only backups from this schedule are deleted.';
export const nextRuns = 'Next runs';
export const thisScheduleWouldNeverRun = 'This schedule would never run.';
export const calculatingTheNextRuns = 'Calculating the next runs…';
export const nextRunTimeWordsRelativeTime = (runTimeWords: string, relativeTime: string) =>
  `Next: ${runTimeWords}, ${relativeTime}`;
export const thenMore = (more: string) => `then ${more}`;
export const everyNHours = 'Every N hours';
export const daily = 'Daily';
export const weekly = 'Weekly';
export const cron = 'Cron';
export const when = 'When';
export const hoursBetweenTwoRuns = 'Hours between two runs';
export const on = 'On';
export const at = 'At';
export const cronExpression = 'Cron expression';
export const noCliEquivalent = 'No CLI equivalent: the CLI cannot turn a retention off.';
export const previewTheSchedule = 'Preview the schedule';
export const schedule = 'Schedule';
export const newSchedule = 'New schedule';
export const scheduleOfTextSaved = (ofText: string) => `Schedule of ${ofText} saved`;
export const backupsOfTextScheduled = (ofText: string) => `Backups of ${ofText} scheduled`;
export const couldNotSaveTheSchedule = 'Could not save the schedule.';
export const whatToBackUp = 'What to back up';
export const allTenantsIncludingFutureOnes = 'All tenants, including future ones';
export const kind = 'Kind';
export const snapshot = 'Snapshot';
export const archive = 'Archive';
export const verifyEachBackup = 'Verify each backup';
export const schedulesRunWhileTheAppIs =
  'Schedules run while the app is open, in a window or in a browser. One missed run is made up on start.';
export const cancel = 'Cancel';
export const tryAgain = 'Try again';
export const save = 'Save';
export const notScheduled = 'Not scheduled. ';
export const schedule2 = 'Schedule…';
export const whenNextRelativeTime = (when: string, relativeTime: string) => `${when}, next ${relativeTime}`;
export const theScheduleIs = 'The schedule is';
export const theSchedulesAre = 'The schedules are';
export const partSwitchedOff = (part: string) => `${part} switched off`;
export const neverRunsAgain = 'The cron expression never matches';
export const showTheSchedules = 'Show the schedules';
export const theLastRunFailed = 'The last run failed. ';
export const running = 'Running';
export const startedManually = 'Started manually.';
export const notRunYet = 'Not run yet';
export const failed = 'Failed';
export const messageTheAppWasClosedAt = (message: string) =>
  `${message} The app was closed at the scheduled time, so this run started late.`;
export const ranLate = 'Ran late';
export const done = 'Done';
export const instance = 'Instance';
export const allTenants = 'All tenants';
export const type = 'Type';
export const notVerified = 'not verified';
export const nextRun = 'Next run';
export const lastRun = 'Last run';
export const enableTheScheduleOfInstance = (instance: string) => `Enable the schedule of ${instance}`;
export const switchedOff = 'Switched off';
export const never = 'Never';
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const thisScheduleIsAlreadyRunning = 'This schedule is already running.';
export const edit = 'Edit…';
export const runNow = 'Run now';
export const switchOff = 'Switch off';
export const switchOn = 'Switch on';
export const remove = 'Remove';
export const runTheScheduleOfInstanceNow = (instance: string) => `Run the schedule of ${instance} now`;
export const couldNotReadTheListOf = 'Could not read the list of schedules';
export const schedules = 'Schedules';
export const noBackupsAreScheduledYet = 'No backups are scheduled yet';
export const noBackupsOfInstanceAreScheduled = (instance: string) => `No backups of ${instance} are scheduled yet`;
export const aScheduleTakesBackupsEveryFew =
  'A schedule takes backups every few hours, daily, weekly or by a cron expression. It verifies them and deletes old ones by your retention rules.';
export const scheduleBackups = 'Schedule backups…';
export const minuteHourDayOfMonthDay =
  'Minute, hour, day of month, month, day of week; in the local time of this computer.';
