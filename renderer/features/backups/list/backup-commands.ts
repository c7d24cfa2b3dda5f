import {
  IconArchive,
  IconArrowBackUp,
  IconBrush,
  IconEraser,
  IconFileImport,
  IconHistory,
  IconListDetails,
} from '@tabler/icons-react';
import { type RefusedOnReplica, replicaRefusal } from '../../../../shared/replica.ts';
import { orpc } from '../../../client/api.ts';
import { partOfPage } from '../../../client/lost-files.ts';
import { queryClient } from '../../../client/query-client.ts';
import type { Command, CommandContext } from '../../../commands/command.ts';
import { registerCommands } from '../../../commands/registry.ts';
import { changeOf } from '../../../lib/backup-words.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { busyWith, instanceFlag } from '../../instances/commands/instance-commands.ts';
import { backupDialog } from '../dialogs/backup-dialog-state.ts';
import { newestBackup, newestBackupName } from '../restore/newest-backup.ts';

const loadActions = () => partOfPage(() => import('../dialogs/do-backup.ts'));

const isInstalled = ({ instance }: CommandContext) => instance !== null && instance.runtime !== null;

function flags({ instance }: CommandContext) {
  return instanceFlag(instance?.id);
}

const nameOf = ({ instance }: CommandContext) => instance?.id ?? 'an instance';

/** The backup to offer first; null also while the list is loading. */
function newest({ instance }: CommandContext) {
  const all = queryClient.getQueryData(orpc.backups.list.queryKey({ input: {} }));
  return all && instance ? newestBackup(all, instance.id) : null;
}

function restoreTitle(context: CommandContext): string {
  const found = newest(context);
  return `Restore the ${found ? newestBackupName(found) : 'newest backup'} of ${nameOf(context)}…`;
}

function undoable({ instance }: CommandContext) {
  if (!instance) return null;
  return queryClient.getQueryData(orpc.backups.undoable.queryKey({ input: { instance: instance.id } })) ?? null;
}

function undoableChange(context: CommandContext): string {
  const offer = undoable(context);
  return offer ? changeOf(offer) : 'restore';
}

/** Why replication would revert the action; null unless the instance is a replica. */
function whyReplica({ instance }: CommandContext, action: RefusedOnReplica): string | null {
  return instance ? (replicaRefusal(instance, action)?.message ?? null) : null;
}

const busy: NonNullable<Command['available']> = (context) => busyWith(context) ?? true;

registerCommands([
  {
    id: 'instance.back-up',
    title: (context) => `Back up ${nameOf(context)}`,
    short: 'Back up',
    group: 'Instance',
    icon: IconArchive,
    shortcut: 'b',
    terminalLine: (context) => terminalLine('backup', flags(context)),
    available: (context) => isInstalled(context) && busy(context),
    run: async ({ instance }) => instance && (await loadActions()).backUp({ instance: instance.id }),
    keywords: 'save snapshot dump copy now',
  },
  {
    id: 'instance.back-up-as',
    title: (context) => `Back up ${nameOf(context)} with a name, kind and note…`,
    group: 'Instance',
    icon: IconArchive,
    terminalLine: (context) => `${terminalLine('backup', flags(context))} --backup-name …`,
    available: (context) => isInstalled(context) && busy(context),
    run: ({ instance }) => instance && backupDialog.set({ kind: 'back-up', instance: instance.id }),
    keywords: 'save snapshot archive name note',
  },
  {
    id: 'instance.restore',
    title: restoreTitle,
    short: 'Restore…',
    group: 'Instance',
    icon: IconArrowBackUp,
    terminalLine: (context) =>
      terminalLine('restore', { ...flags(context), 'backup-name': newest(context)?.backup.name }),
    available: (context) => newest(context) !== null && (whyReplica(context, 'restore') ?? busy(context)),
    run: (context) => {
      const found = newest(context);
      if (found) backupDialog.set({ kind: 'restore', backup: found.backup });
    },
    keywords: 'bring back recover',
  },
  {
    id: 'instance.undo-restore',
    title: (context) => `Undo the last ${undoableChange(context)} of ${nameOf(context)}`,
    group: 'Instance',
    icon: IconHistory,
    terminalLine: (context) => terminalLine('undo', flags(context)),
    available: (context) => undoable(context) !== null && (whyReplica(context, 'restore') ?? busy(context)),
    run: async ({ instance }) => instance && (await loadActions()).undoLast(instance.id),
    keywords: 'take back revert',
  },
  {
    id: 'instance.backups',
    title: (context) => `List backups of ${nameOf(context)}`,
    short: 'Backups',
    group: 'Instance',
    icon: IconListDetails,
    terminalLine: (context) => terminalLine('list-backups', flags(context)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/backups/${instance.id}`),
    keywords: 'show snapshots archives',
  },
  {
    id: 'backups.import',
    title: () => 'Import a backup…',
    group: 'All instances',
    icon: IconFileImport,
    terminalLine: () => `${terminalLine('import-backup')} --file …`,
    available: (context) => context.connected || 'Unavailable while disconnected',
    run: ({ instance }) => backupDialog.set({ kind: 'import', instance: instance?.id ?? null }),
    keywords: 'dump.rdb tar.gz take over upload file',
  },
  {
    id: 'backups.clean-up',
    title: () => 'Clean up backups…',
    group: 'All instances',
    icon: IconBrush,
    terminalLine: (context) => terminalLine('cleanup-backups', flags(context)),
    available: (context) => context.connected || 'Unavailable while disconnected',
    run: ({ instance }) => backupDialog.set({ kind: 'clean-up', instance: instance?.id ?? null }),
    keywords: 'delete old remove space disk retention',
  },
  {
    id: 'instance.flush',
    title: (context) => `Flush ${nameOf(context)}…`,
    short: 'Flush…',
    group: 'Instance',
    icon: IconEraser,
    terminalLine: (context) => terminalLine('flush', flags(context)),
    available: (context) => context.instance?.state === 'running' && (whyReplica(context, 'flush') ?? busy(context)),
    run: ({ instance }) => instance && backupDialog.set({ kind: 'flush', instance: instance.id }),
    keywords: 'flushall flushdb empty delete keys clear',
    danger: true,
  },
]);
