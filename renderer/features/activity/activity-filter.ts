import type { ActivityFilter, ActivityKind } from '../../../shared/contract/activity.ts';
import * as activityWords from './words.ts';

/** Event kinds grouped for the filter. */
const kindGroups = {
  instances: {
    label: activityWords.instancesAndTenants,
    kinds: [
      ...['install', 'uninstall', 'start', 'stop', 'restart', 'upgrade', 'create-client', 'branch', 'destroy-client'],
      ...['undo-destroy', 'move-client', 'drain-engine', 'repair', 'isolation-proof', 'benchmark'],
      ...['create-companion', 'start-companion', 'stop-companion', 'remove-companion'],
    ],
  },
  settings: { label: activityWords.settings, kinds: ['config', 'modules', 'tls'] },
  backups: {
    label: activityWords.backupsAndRestores,
    kinds: [
      ...['backup', 'prove', 'restore', 'undo', 'flush', 'import-backup', 'export-backup', 'delete-backup'],
      ...['backup-companion', 'restore-companion', 'schedule-missed'],
    ],
  },
  outside: {
    label: activityWords.crashesAndExternalChanges,
    kinds: [
      ...['started-outside', 'stopped-outside', 'crashed', 'out-of-memory', 'engine-lost', 'engine-back'],
      'file-set-aside',
    ],
  },
  keys: { label: activityWords.changesOfKeys, kinds: ['change-keys', 'undo-keys', 'restore-keys'] },
  data: { label: activityWords.slowCommandsAndMassDeletions, kinds: ['slow-command', 'keys-dropped'] },
  clients: { label: activityWords.disconnectedClients, kinds: ['kill-client'] },
  alerts: { label: activityWords.alerts, kinds: ['alert', 'alert-over', 'quiet-over'] },
} as const satisfies Record<string, { label: string; kinds: readonly (ActivityKind | string)[] }>;
type KindGroup = keyof typeof kindGroups;

export const kindWords = Object.fromEntries(
  Object.entries(kindGroups).map(([id, { label }]) => [id, label]),
) as Readonly<Record<KindGroup, string>>;

export const clientWords = {
  desktop: activityWords.desktopApp,
  browser: activityWords.browser,
  terminal: activityWords.terminal,
  seen: activityWords.detectedTitle,
} as const;

export const outcomeWords = activityWords.outcomes;

/** The state of the filter bar; null: no filter on this field. */
export interface ShownFilter {
  readonly text: string;
  readonly group: KindGroup | null;
  readonly client: keyof typeof clientWords | null;
  readonly outcome: keyof typeof outcomeWords | null;
}

export const noFilter: ShownFilter = { text: '', group: null, client: null, outcome: null };

export function isFiltering({ text, group, client, outcome }: ShownFilter): boolean {
  return text.trim() !== '' || group !== null || client !== null || outcome !== null;
}

/** The filter in the form of the API. */
export function asked(instance: string | null, { text, group, client, outcome }: ShownFilter): ActivityFilter {
  const search = text.trim();
  return {
    ...(instance === null ? {} : { instances: [instance] }),
    ...(group === null ? {} : { kinds: [...kindGroups[group].kinds] as ActivityKind[] }),
    ...(client === null ? {} : { clients: [client] }),
    ...(outcome === null ? {} : { outcomes: [outcome] }),
    ...(search === '' ? {} : { search }),
  };
}
