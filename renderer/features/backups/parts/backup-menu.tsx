import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDownload,
  IconFileExport,
  IconGitBranch,
  IconGitCompare,
  IconKey,
  IconListDetails,
  IconNote,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconShieldCheck,
  IconTrash,
} from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { api, useConnection } from '../../../client/api.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { desktopFiles } from '../../../client/files.ts';
import { RowAction } from '../../../components/table/row-action.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { branchAsked } from '../../tenants/branch/branch-dialog-state.ts';
import { backupDialog, backupKey, shownBackup } from '../actions/backup-dialog-state.ts';
import { verifyBackup } from '../actions/do-backup.ts';
import { exportBackup } from '../actions/do-export.ts';
import * as listWords from '../words/list.ts';

const OFFLINE = listWords.unavailableWhileDisconnected;

/** Why a backup cannot be used or changed now; null if it can. */
function useBlocked({ damaged }: Backup): { readonly use: string | null; readonly change: string | null } {
  const offline = useConnection().state === 'connected' ? null : OFFLINE;
  return { use: offline ?? (damaged ? listWords.theBackupIsDamaged : null), change: offline };
}

interface BackupMenuProps {
  readonly backup: Backup;
  /** The open details already have Restore and Verify buttons. */
  readonly inDetail?: boolean;
}

export function BackupMenu({ backup, inDetail = false }: BackupMenuProps) {
  const { instance, name, pinned, note } = backup;
  const { use, change } = useBlocked(backup);
  const pin = useAppMutation({
    doing: pinned ? listWords.unpinName(name) : listWords.pinName(name),
    run: () => api.backups.change({ instance, name, pinned: !pinned }),
  });
  const ask = (kind: 'restore' | 'rename' | 'note' | 'export' | 'delete') => () => backupDialog.set({ kind, backup });
  const blockedProps = (why: string | null) => ({ disabled: why !== null, title: why ?? undefined });
  return (
    <>
      <Menu.Label>{name}</Menu.Label>
      {!inDetail && (
        <>
          <Menu.Item leftSection={<IconArrowBackUp size={14} />} {...blockedProps(use)} onClick={ask('restore')}>
            {listWords.restore}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconShieldCheck size={14} />}
            {...blockedProps(use)}
            onClick={() => void verifyBackup(backup)}
          >
            {listWords.verifyNow}
          </Menu.Item>
          <Menu.Item leftSection={<IconListDetails size={14} />} onClick={() => shownBackup.set(backupKey(backup))}>
            {listWords.details}
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      <Menu.Item
        leftSection={<IconKey size={14} />}
        {...blockedProps(use)}
        onClick={() => navigateTo(`/keys/${instance}/${name}`)}
      >
        {listWords.browseKeys}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconGitCompare size={14} />}
        {...blockedProps(use)}
        onClick={() => navigateTo(`/compare?before=backup:${instance}/${name}&after=instance:${instance}`)}
      >
        {listWords.compareWithLive}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconGitBranch size={14} />}
        {...blockedProps(use)}
        onClick={() => branchAsked.set({ from: instance, backup: name })}
      >
        {listWords.branch}
      </Menu.Item>
      <Menu.Item
        leftSection={pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
        {...blockedProps(use)}
        onClick={() => pin.mutate()}
      >
        {pinned ? listWords.unpin : listWords.pin}
      </Menu.Item>
      <Menu.Item leftSection={<IconPencil size={14} />} {...blockedProps(use)} onClick={ask('rename')}>
        {listWords.rename}
      </Menu.Item>
      <Menu.Item leftSection={<IconNote size={14} />} {...blockedProps(use)} onClick={ask('note')}>
        {note === null ? listWords.writeANote : listWords.editNote}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconDownload size={14} />}
        {...blockedProps(use)}
        onClick={() => void exportBackup(backup)}
      >
        {desktopFiles === null ? listWords.download : listWords.exportText}
      </Menu.Item>
      {desktopFiles === null && (
        <Menu.Item leftSection={<IconFileExport size={14} />} {...blockedProps(use)} onClick={ask('export')}>
          {listWords.exportToAPath}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconTrash size={14} />}
        color="var(--danger-text)"
        {...blockedProps(change)}
        onClick={ask('delete')}
      >
        {listWords.deleteText}
      </Menu.Item>
    </>
  );
}

/** The most frequent actions of a backup. */
export function BackupRowActions({ backup }: { readonly backup: Backup }) {
  const { use } = useBlocked(backup);
  return (
    <>
      <RowAction
        label={listWords.restoreName(backup.name)}
        blocked={use}
        run={() => backupDialog.set({ kind: 'restore', backup })}
        icon={IconArrowBackUp}
      />
      <RowAction
        label={listWords.verifyNameNow(backup.name)}
        blocked={use}
        run={() => void verifyBackup(backup)}
        icon={IconShieldCheck}
      />
    </>
  );
}
