import { IconBell, IconSettings } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { alertsShown } from './alert-store.ts';

registerCommands([
  {
    id: 'alerts.show',
    title: () => 'Show alerts',
    group: 'All instances',
    icon: IconBell,
    shortcut: 'g n',
    terminalLine: () => terminalLine('diagnose'),
    run: () => alertsShown.set('list'),
    keywords: 'warnings notifications problems wrong bell',
  },
  {
    id: 'alerts.rules',
    title: () => 'Alert rules and quiet hours…',
    group: 'All instances',
    icon: IconSettings,
    run: () => alertsShown.set('rules'),
    keywords: 'notify notification threshold limit mute silence do not disturb',
  },
]);
