/** What people read in alerts/always-words. */
export const alertsAlwaysWords = {
  showAlerts: 'Show alerts',
  gN: 'g n',
  warningsNotificationsProblemsWrong: 'warnings notifications problems wrong bell',
  alertRulesAndQuietHours: 'Alert rules and quiet hours…',
  notifyNotificationThresholdLimit: 'notify notification threshold limit mute silence do not disturb',
  readTheAlerts: 'Read the alerts',
  newAlert: 'new alert',
  alertsNoNewAlerts: 'Alerts: no new alerts',
  alertsCountText: (countText: string) => `Alerts: ${countText}`,
};
