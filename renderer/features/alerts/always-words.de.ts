import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  showAlerts: 'Warnungen anzeigen',
  warningsNotificationsProblemsWrong: 'warnungen meldungen probleme fehler glocke alerts',
  alertRulesAndQuietHours: 'Warnregeln und Ruhezeiten …',
  notifyNotificationThresholdLimit: 'melden meldung schwelle grenze stumm nicht stören',
  readTheAlerts: 'Warnungen lesen',
  alertsNoNewAlerts: 'Warnungen: keine neuen',
  alertsCountText: (countText) => `Warnungen: ${countText}`,
};
