export const showAlerts = 'Show alerts';
export const warningsNotificationsProblemsWrong = 'warnings notifications problems wrong bell';
export const alertRulesAndQuietHours = 'Alert rules and quiet hours…';
export const notifyNotificationThresholdLimit = 'notify notification threshold limit mute silence do not disturb';
export const readTheAlerts = 'Read the alerts';
export const alertsNoNewAlerts = 'Alerts: no new alerts';
export const alertsCountText = (countText: string) => `Alerts: ${countText}`;
