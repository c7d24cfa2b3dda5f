import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { registerCommands } from '../../commands/registry.ts';
import { searchAsked } from './activity-store.ts';
import * as activityAlwaysWords from './always-words.ts';

const inActivity = () => window.location.hash.startsWith('#/activity');

registerCommands([
  {
    id: 'instance.activity',
    title: ({ instance }) => activityAlwaysWords.activityOfId(instance?.id ?? activityAlwaysWords.anInstance),
    short: activityAlwaysWords.activity,
    group: 'Instance',
    icon: IconHistory,
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/activity/${instance.id}`),
    keywords: activityAlwaysWords.eventsAuditLogHistoryWhatHappened,
  },
  {
    id: 'activity.search',
    title: () => activityAlwaysWords.searchActivity,
    group: 'View',
    icon: IconSearch,
    shortcut: '/',
    available: inActivity,
    run: () => searchAsked.set((count) => count + 1),
    keywords: activityAlwaysWords.findFilterEventsAudit,
  },
  {
    id: 'activity.export',
    title: () => activityAlwaysWords.exportActivityJsonLines,
    group: 'All instances',
    icon: IconDownload,
    available: (context) => context.connected || activityAlwaysWords.unavailableWhileDisconnected,
    run: async () => (await import('./export-activity.ts')).exportActivity({}),
    keywords: activityAlwaysWords.downloadAuditLogEventsJsonl,
  },
]);
