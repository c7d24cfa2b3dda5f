export const notifications = 'Notifications';
export const showDesktopOrBrowserNotifications = 'Show desktop or browser notifications';
export const alertsAlwaysAppearHere = 'Alerts always appear here.';
export const quietHours = 'Quiet hours';
export const from = 'From';
export const to = 'To';
export const scope = 'Scope';
export const appliesTo = 'Applies to';
export const allInstances = 'All instances';
export const idDiffers = (id: string) => `${id} (differs)`;
export const scopeHasItsOwnRules = (scope: string) => `${scope} has its own rules. `;
export const theRulesOfAllInstancesToUse = 'Use the rules of all instances';
export const scopeUsesTheRulesOfAll = (scope: string) =>
  `${scope} uses the rules of all instances. Change a rule to override it.`;
export const rules = 'Rules';
export const readTheAlertRules = 'Read the alert rules';
export const alertRules = 'Alert rules';
export const couldNotReadTheAlertRules = 'Could not read the alert rules';
export const saveTheAlertRules = 'Save the alert rules';
export const alertRulesSaved = 'Alert rules saved';
export const resetToDefaults = 'Reset to defaults';
export const cancel = 'Cancel';
export const save = 'Save';
export const openSchedules = 'Open schedules';
export const tryAgain = 'Try again';
export const showLog = 'Show log';
export const raiseTheLimit = 'Raise the limit…';
export const backUpNow = 'Back up now';
export const takeANewBackup = 'Take a new backup';
export const showCharts = 'Show charts';
export const acknowledgeTitle = (title: string) => `Acknowledge “${title}”`;
export const snoozeTitle = (title: string) => `Snooze “${title}”`;
export const failure = 'Failure';
export const warning = 'Warning';
export const since = 'since ';
export const acknowledged = ' · acknowledged ';
export const snoozedUntilSnoozedUntil = (snoozedUntil: string) => ` · snoozed until ${snoozedUntil}`;
export const acknowledge = 'Acknowledge';
export const snooze = 'Snooze';
export const forAnHour = 'For an hour';
export const forEightHours = 'For eight hours';
export const untilTomorrow900 = 'Until tomorrow, 9:00';
export const endSnooze = 'End snooze';
export const openInstance = (instance: string) => `Open ${instance}`;
export const allowBrowserNotifications = 'Allow browser notifications';
export const noAlerts = 'no alerts';
export const asOfAt = (at: string) => `as of ${at}`;
export const alerts = 'Alerts';
export const couldNotReadTheAlerts = 'Could not read the alerts';
export const noAlertsWhenLastConnected = 'No alerts when the app was last connected';
export const noAlerts2 = 'No alerts';
export const fullMemoryEvictionsFailedSaves =
  'Full memory, evictions, failed saves, stopped servers and overdue backups appear here while the app, a browser page or the tray icon is open.';
export const rulesAndQuietHours = 'Rules and quiet hours…';
export const alertsOfId = (id: string) => `Alerts of ${id}`;
export const noNotificationsDuringTheseHoursYou = 'No notifications during these hours; you get a summary afterwards.';
export const extend24H = 'Extend 24 h';
export const renewTheCertificate = 'Renew the certificate';
export const ruleTexts = {
  down: { title: 'Instance down', about: 'It crashed, was killed or does not respond, or Docker does not respond.' },
  memory: { title: 'Memory nearly full', about: 'Share of the memory limit in use. Clears 5 points below.' },
  eviction: {
    title: 'Evictions start',
    about: 'Redis evicts keys because memory is full. Clears after ten minutes without evictions.',
  },
  hitRate: { title: 'Hit rate falls', about: 'Share of lookups that find a key.' },
  persistence: { title: 'Saving fails', about: 'A save or the AOF failed, or changes are unsaved for too long.' },
  backupOverdue: {
    title: 'Backup overdue',
    about: 'Hours after a missed schedule, or days since the last backup if there is none.',
  },
  proofFailed: { title: 'Verification failed', about: 'The latest backup failed its verification.' },
  scheduleFailed: { title: 'Scheduled backup failed', about: 'Clears on success or when the schedule is off.' },
};
export const figureLabels = {
  percent: 'Alert at',
  belowPercent: 'Below',
  minutes: 'Over',
  lookups: 'Minimum lookups',
  unsavedHours: 'Unsaved for',
  lateHours: 'Schedule late by',
  days: 'Without a backup',
};
export const unitLookups = 'lookups';
export const unitDays = 'days';
export const countNew = (count: number) => `${count} new`;
