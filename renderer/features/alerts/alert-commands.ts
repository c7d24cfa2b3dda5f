import { IconBell, IconSettings } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { alertsShown } from './alert-store.ts';
import * as alertsAlwaysWords from './always-words.ts';

registerCommands([
  {
    id: 'alerts.show',
    title: () => alertsAlwaysWords.showAlerts,
    group: 'All instances',
    icon: IconBell,
    shortcut: 'g n',
    terminalLine: () => terminalLine('diagnose'),
    run: () => alertsShown.set('list'),
    keywords: alertsAlwaysWords.warningsNotificationsProblemsWrong,
  },
  {
    id: 'alerts.rules',
    title: () => alertsAlwaysWords.alertRulesAndQuietHours,
    group: 'All instances',
    icon: IconSettings,
    run: () => alertsShown.set('rules'),
    keywords: alertsAlwaysWords.notifyNotificationThresholdLimit,
  },
]);
