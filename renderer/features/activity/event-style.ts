import {
  type Icon,
  IconAdjustments,
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconBell,
  IconBellCheck,
  IconBellZ,
  IconBolt,
  IconCircleCheck,
  IconClock,
  IconDownload,
  IconEraser,
  IconHistory,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPlus,
  IconRefresh,
  IconTool,
  IconTrash,
  IconTrendingDown,
} from '@tabler/icons-react';
import type { ActivityEvent, ActivityKind } from '../../../shared/contract/activity.ts';

/** The label and icon of an event marker. */
interface EventLook {
  readonly word: string;
  readonly icon: Icon;
}

const looks: Partial<Readonly<Record<ActivityKind, EventLook>>> = {
  install: { word: 'Install', icon: IconDownload },
  uninstall: { word: 'Uninstall', icon: IconTrash },
  start: { word: 'Start', icon: IconPlayerPlay },
  stop: { word: 'Stop', icon: IconPlayerStop },
  restart: { word: 'Restart', icon: IconRefresh },
  config: { word: 'Settings', icon: IconAdjustments },
  upgrade: { word: 'Upgrade', icon: IconDownload },
  'create-client': { word: 'Created', icon: IconPlus },
  'destroy-client': { word: 'Destroyed', icon: IconTrash },
  'undo-destroy': { word: 'Restored', icon: IconArrowBackUp },
  repair: { word: 'Repair', icon: IconTool },
  'isolation-proof': { word: 'Isolation', icon: IconCircleCheck },
  backup: { word: 'Backup', icon: IconArchive },
  prove: { word: 'Verification', icon: IconCircleCheck },
  restore: { word: 'Restore', icon: IconHistory },
  undo: { word: 'Undo', icon: IconArrowBackUp },
  flush: { word: 'Flush', icon: IconEraser },
  'import-backup': { word: 'Import', icon: IconArchive },
  'export-backup': { word: 'Export', icon: IconArchive },
  'started-outside': { word: 'Started', icon: IconPlayerPlay },
  'stopped-outside': { word: 'Stopped', icon: IconPlayerStop },
  crashed: { word: 'Crash', icon: IconBolt },
  'out-of-memory': { word: 'OOM', icon: IconAlertTriangle },
  'engine-lost': { word: 'Engine lost', icon: IconPlugConnectedX },
  'engine-back': { word: 'Engine back', icon: IconPlugConnected },
  'slow-command': { word: 'Slow', icon: IconClock },
  'keys-dropped': { word: 'Keys dropped', icon: IconTrendingDown },
  'file-set-aside': { word: 'Damaged file', icon: IconAlertTriangle },
  alert: { word: 'Alert', icon: IconBell },
  'alert-over': { word: 'Alert over', icon: IconBellCheck },
  'quiet-over': { word: 'Quiet hours over', icon: IconBellZ },
};

export function lookOf({ kind, outcome }: Pick<ActivityEvent, 'kind' | 'outcome'>): EventLook {
  const look = looks[kind] ?? { word: kind, icon: IconHistory };
  if (outcome === 'failed')
    return { word: `${look.word} failed`, icon: kind === 'backup' ? IconArchiveOff : look.icon };
  return outcome === 'cancelled' ? { ...look, word: `${look.word} cancelled` } : look;
}

/** The view with more details of an event. */
export function placeOf({ kind, instance }: ActivityEvent): { readonly to: string; readonly name: string } {
  if (instance === null) return { to: '/', name: 'Instances' };
  switch (kind) {
    case 'destroy-client':
      return { to: '/tenants', name: 'Tenants' };
    case 'config':
      return { to: `/settings/${instance}`, name: `Settings of ${instance}` };
    case 'backup':
    case 'prove':
    case 'restore':
    case 'undo':
    case 'flush':
    case 'import-backup':
    case 'export-backup':
      return { to: `/backups/${instance}`, name: `Backups of ${instance}` };
    default:
      return { to: `/instances/${instance}`, name: `Open ${instance}` };
  }
}

/** The link to the details of an event in the activity log. */
export function activityPlace({ id, instance }: ActivityEvent) {
  return { to: instance === null ? '/activity' : `/activity/${instance}`, search: { event: id } };
}
