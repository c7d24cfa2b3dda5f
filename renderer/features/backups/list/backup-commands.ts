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
import { coreDetail } from '../../../lib/core-sentence.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { busyWith, instanceFlag } from '../../instances/commands/instance-commands.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import { newestBackup, newestBackupName } from '../model/newest-backup.ts';
import * as backupsAlwaysWords from '../words/always.ts';

const loadActions = () => partOfPage(() => import('../actions/do-backup.ts'));

const isInstalled = ({ instance }: CommandContext) => instance !== null && instance.runtime !== null;

function flags({ instance }: CommandContext) {
  return instanceFlag(instance?.id);
}

const nameOf = ({ instance }: CommandContext) => instance?.id ?? backupsAlwaysWords.anInstance;

/** The backup to offer first; null also while the list is loading. */
function newest({ instance }: CommandContext) {
  const all = queryClient.getQueryData(orpc.backups.list.queryKey({ input: {} }));
  return all && instance ? newestBackup(all, instance.id) : null;
}

function restoreTitle(context: CommandContext): string {
  const found = newest(context);
  return backupsAlwaysWords.restoreThePartOfContext(
    found ? newestBackupName(found) : backupsAlwaysWords.newestBackup,
    nameOf(context),
  );
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
  const refusal = instance ? replicaRefusal(instance, action) : null;
  return refusal && coreDetail(refusal.message);
}

const busy: NonNullable<Command['available']> = (context) => busyWith(context) ?? true;

registerCommands([
  {
    id: 'instance.back-up',
    title: (context) => backupsAlwaysWords.backUpContext(nameOf(context)),
    short: backupsAlwaysWords.backUp,
    group: 'Instance',
    icon: IconArchive,
    shortcut: 'b',
    terminalLine: (context) => terminalLine('backup', flags(context)),
    available: (context) => isInstalled(context) && busy(context),
    run: async ({ instance }) => instance && (await loadActions()).backUp({ instance: instance.id }),
    keywords: backupsAlwaysWords.saveSnapshotDumpCopyNow,
  },
  {
    id: 'instance.back-up-as',
    title: (context) => backupsAlwaysWords.backUpContextWithAName(nameOf(context)),
    group: 'Instance',
    icon: IconArchive,
    terminalLine: (context) => `${terminalLine('backup', flags(context))} --backup-name …`,
    available: (context) => isInstalled(context) && busy(context),
    run: ({ instance }) => instance && backupDialog.set({ kind: 'back-up', instance: instance.id }),
    keywords: backupsAlwaysWords.saveSnapshotArchiveNameNote,
  },
  {
    id: 'instance.restore',
    title: restoreTitle,
    short: backupsAlwaysWords.restore,
    group: 'Instance',
    icon: IconArrowBackUp,
    terminalLine: (context) =>
      terminalLine('restore', { ...flags(context), 'backup-name': newest(context)?.backup.name }),
    available: (context) => newest(context) !== null && (whyReplica(context, 'restore') ?? busy(context)),
    run: (context) => {
      const found = newest(context);
      if (found) backupDialog.set({ kind: 'restore', backup: found.backup });
    },
    keywords: backupsAlwaysWords.bringBackRecover,
  },
  {
    id: 'instance.undo-restore',
    title: (context) => backupsAlwaysWords.undoTheLastContextOfContext2(undoableChange(context), nameOf(context)),
    group: 'Instance',
    icon: IconHistory,
    terminalLine: (context) => terminalLine('undo', flags(context)),
    available: (context) => undoable(context) !== null && (whyReplica(context, 'restore') ?? busy(context)),
    run: async ({ instance }) => instance && (await loadActions()).undoLast(instance.id),
    keywords: backupsAlwaysWords.takeBackRevert,
  },
  {
    id: 'instance.backups',
    title: (context) => backupsAlwaysWords.listBackupsOfContext(nameOf(context)),
    short: backupsAlwaysWords.backups,
    group: 'Instance',
    icon: IconListDetails,
    terminalLine: (context) => terminalLine('list-backups', flags(context)),
    available: ({ instance }) => instance !== null,
    run: ({ instance, navigate }) => instance && navigate(`/backups/${instance.id}`),
    keywords: backupsAlwaysWords.showSnapshotsArchives,
  },
  {
    id: 'backups.import',
    title: () => backupsAlwaysWords.importABackup,
    group: 'All instances',
    icon: IconFileImport,
    terminalLine: () => `${terminalLine('import-backup')} --file …`,
    available: (context) => context.connected || backupsAlwaysWords.unavailableWhileDisconnected,
    run: ({ instance }) => backupDialog.set({ kind: 'import', instance: instance?.id ?? null }),
    keywords: backupsAlwaysWords.dumpRdbTarGzTakeOver,
  },
  {
    id: 'backups.clean-up',
    title: () => backupsAlwaysWords.cleanUpBackups,
    group: 'All instances',
    icon: IconBrush,
    terminalLine: (context) => terminalLine('cleanup-backups', flags(context)),
    available: (context) => context.connected || backupsAlwaysWords.unavailableWhileDisconnected,
    run: ({ instance }) => backupDialog.set({ kind: 'clean-up', instance: instance?.id ?? null }),
    keywords: backupsAlwaysWords.deleteOldRemoveSpaceDiskRetention,
  },
  {
    id: 'instance.flush',
    title: (context) => backupsAlwaysWords.flushContext(nameOf(context)),
    short: backupsAlwaysWords.flush,
    group: 'Instance',
    icon: IconEraser,
    terminalLine: (context) => terminalLine('flush', flags(context)),
    available: (context) => context.instance?.state === 'running' && (whyReplica(context, 'flush') ?? busy(context)),
    run: ({ instance }) => instance && backupDialog.set({ kind: 'flush', instance: instance.id }),
    keywords: backupsAlwaysWords.flushallFlushdbEmptyDeleteKeys,
    danger: true,
  },
]);
