import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { searchAsked } from './activity-store.ts';

const inActivity = () => window.location.hash.startsWith('#/activity');

registerCommands([
  {
    id: 'instance.activity',
    title: ({ instance }) => `Activity of ${instance?.id ?? 'an instance'}`,
    short: 'Activity',
    group: 'Instance',
    icon: IconHistory,
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/activity/${instance.id}`),
    keywords: 'events audit log history what happened crash',
  },
  {
    id: 'activity.search',
    title: () => 'Search activity',
    group: 'View',
    icon: IconSearch,
    shortcut: '/',
    available: inActivity,
    run: () => searchAsked.set((count) => count + 1),
    keywords: 'find filter events audit',
  },
  {
    id: 'activity.export',
    title: () => 'Export activity (JSON lines)',
    group: 'All instances',
    icon: IconDownload,
    available: (context) => context.connected || 'Unavailable while disconnected',
    run: async () => (await import('./export-activity.ts')).exportActivity({}),
    keywords: 'download audit log events jsonl activity',
  },
]);
