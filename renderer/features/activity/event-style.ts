import {
  type Icon,
  IconAdjustments,
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowsExchange,
  IconBell,
  IconBellCheck,
  IconBellZ,
  IconBolt,
  IconCalendarOff,
  IconCircleCheck,
  IconClock,
  IconDownload,
  IconEraser,
  IconGauge,
  IconGitBranch,
  IconHistory,
  IconKey,
  IconLock,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPlus,
  IconPuzzle,
  IconRefresh,
  IconTool,
  IconTrash,
  IconTrendingDown,
} from '@tabler/icons-react';
import type { ActivityEvent, ActivityKind } from '../../../shared/contract/activity.ts';
import * as activityWords from './words.ts';

/** The label and icon of an event marker. */
interface EventStyle {
  readonly word: string;
  readonly icon: Icon;
}

const styles: Readonly<Record<ActivityKind, EventStyle>> = {
  install: { word: activityWords.install, icon: IconDownload },
  uninstall: { word: activityWords.uninstall, icon: IconTrash },
  start: { word: activityWords.start, icon: IconPlayerPlay },
  stop: { word: activityWords.stop, icon: IconPlayerStop },
  restart: { word: activityWords.restart, icon: IconRefresh },
  config: { word: activityWords.settings, icon: IconAdjustments },
  modules: { word: activityWords.modules, icon: IconPuzzle },
  tls: { word: 'TLS', icon: IconLock },
  upgrade: { word: activityWords.upgrade, icon: IconDownload },
  'create-client': { word: activityWords.created, icon: IconPlus },
  branch: { word: activityWords.branched, icon: IconGitBranch },
  'destroy-client': { word: activityWords.destroyed, icon: IconTrash },
  'undo-destroy': { word: activityWords.restored, icon: IconArrowBackUp },
  repair: { word: activityWords.repair, icon: IconTool },
  'isolation-proof': { word: activityWords.isolation, icon: IconCircleCheck },
  backup: { word: activityWords.backup, icon: IconArchive },
  prove: { word: activityWords.verification, icon: IconCircleCheck },
  restore: { word: activityWords.restore, icon: IconHistory },
  undo: { word: activityWords.undo, icon: IconArrowBackUp },
  flush: { word: activityWords.flush, icon: IconEraser },
  'import-backup': { word: activityWords.importText, icon: IconArchive },
  'export-backup': { word: activityWords.exportText, icon: IconArchive },
  'delete-backup': { word: activityWords.backupDeleted, icon: IconTrash },
  'schedule-missed': { word: activityWords.scheduleMissed, icon: IconCalendarOff },
  benchmark: { word: activityWords.benchmark, icon: IconGauge },
  'change-keys': { word: activityWords.keysChanged, icon: IconKey },
  'undo-keys': { word: activityWords.keyChangeUndone, icon: IconArrowBackUp },
  'restore-keys': { word: activityWords.keysRestored, icon: IconHistory },
  'create-companion': { word: activityWords.serviceCreated, icon: IconPlus },
  'start-companion': { word: activityWords.serviceStarted, icon: IconPlayerPlay },
  'stop-companion': { word: activityWords.serviceStopped, icon: IconPlayerStop },
  'remove-companion': { word: activityWords.serviceRemoved, icon: IconTrash },
  'backup-companion': { word: activityWords.serviceBackup, icon: IconArchive },
  'move-client': { word: activityWords.moved, icon: IconArrowsExchange },
  'drain-engine': { word: activityWords.machineDrained, icon: IconArrowsExchange },
  'restore-companion': { word: activityWords.serviceRestored, icon: IconHistory },
  'started-outside': { word: activityWords.started, icon: IconPlayerPlay },
  'stopped-outside': { word: activityWords.stopped, icon: IconPlayerStop },
  crashed: { word: activityWords.crash, icon: IconBolt },
  'out-of-memory': { word: activityWords.oom, icon: IconAlertTriangle },
  'engine-lost': { word: activityWords.engineLost, icon: IconPlugConnectedX },
  'engine-back': { word: activityWords.engineBack, icon: IconPlugConnected },
  'kill-client': { word: activityWords.disconnected, icon: IconPlugConnectedX },
  'slow-command': { word: activityWords.slow, icon: IconClock },
  'keys-dropped': { word: activityWords.keysDropped, icon: IconTrendingDown },
  'file-set-aside': { word: activityWords.damagedFile, icon: IconAlertTriangle },
  alert: { word: activityWords.alert, icon: IconBell },
  'alert-over': { word: activityWords.alertOver, icon: IconBellCheck },
  'quiet-over': { word: activityWords.quietHoursOver, icon: IconBellZ },
};

export function eventStyle({ kind, outcome }: Pick<ActivityEvent, 'kind' | 'outcome'>): EventStyle {
  const style = styles[kind];
  if (outcome === 'failed')
    return { word: activityWords.wordFailed(style.word), icon: kind === 'backup' ? IconArchiveOff : style.icon };
  return outcome === 'cancelled' ? { ...style, word: activityWords.wordCancelled(style.word) } : style;
}

/** The view with more details of an event. */
export function placeOf({ kind, instance }: ActivityEvent): { readonly to: string; readonly name: string } {
  if (instance === null) return { to: '/', name: activityWords.instances };
  switch (kind) {
    case 'destroy-client':
      return { to: '/tenants', name: activityWords.tenants };
    case 'config':
    case 'modules':
    case 'tls':
      return { to: `/settings/${instance}`, name: activityWords.settingsOfInstance(instance) };
    case 'backup':
    case 'prove':
    case 'restore':
    case 'undo':
    case 'flush':
    case 'import-backup':
    case 'export-backup':
    case 'delete-backup':
    case 'schedule-missed':
      return { to: `/backups/${instance}`, name: activityWords.backupsOfInstance(instance) };
    case 'change-keys':
    case 'undo-keys':
    case 'restore-keys':
      return { to: `/keys/${instance}`, name: activityWords.keysOfInstance(instance) };
    case 'kill-client':
      return { to: `/instances/${instance}/clients`, name: activityWords.clientsOfInstance(instance) };
    case 'slow-command':
      return { to: `/instances/${instance}/slow-log`, name: activityWords.slowLogOfInstance(instance) };
    default:
      return { to: `/instances/${instance}`, name: activityWords.openInstance(instance) };
  }
}

/** The link to the details of an event in the activity log. */
export function activityPlace({ id, instance }: ActivityEvent) {
  return { to: instance === null ? '/activity' : `/activity/${instance}`, search: { event: id } };
}
