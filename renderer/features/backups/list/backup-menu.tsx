import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconDownload,
  IconFileExport,
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
import { asked, backupKey, shownBackup } from '../dialogs/backup-dialog-state.ts';
import { proveBackup } from '../dialogs/do-backup.ts';
import { exportBackup } from '../transfer/do-export.ts';

const OFFLINE = 'Unavailable while disconnected';

/** Why a backup cannot be used now; null when it can. */
function useBlocked({ damaged }: Backup): { readonly use: string | null; readonly change: string | null } {
  const offline = useConnection().state === 'connected' ? null : OFFLINE;
  return { use: offline ?? (damaged ? 'It is damaged.' : null), change: offline };
}

interface BackupMenuProps {
  readonly backup: Backup;
  /** Its details are open already, with Restore and Verify beside this menu. */
  readonly inDetail?: boolean;
}

/** Everything that can be done with a backup. */
export function BackupMenu({ backup, inDetail = false }: BackupMenuProps) {
  const { instance, name, pinned, note } = backup;
  const { use, change } = useBlocked(backup);
  const pin = useAppMutation({
    doing: `${pinned ? 'Unpin' : 'Pin'} ${name}`,
    run: () => api.backups.change({ instance, name, pinned: !pinned }),
  });
  const ask = (what: 'restore' | 'rename' | 'note' | 'export' | 'delete') => () => asked.set({ what, backup });
  const held = (why: string | null) => ({ disabled: why !== null, title: why ?? undefined });
  return (
    <>
      <Menu.Label>{name}</Menu.Label>
      {!inDetail && (
        <>
          <Menu.Item leftSection={<IconArrowBackUp size={14} />} {...held(use)} onClick={ask('restore')}>
            Restore…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconShieldCheck size={14} />}
            {...held(use)}
            onClick={() => void proveBackup(backup)}
          >
            Verify now
          </Menu.Item>
          <Menu.Item leftSection={<IconListDetails size={14} />} onClick={() => shownBackup.set(backupKey(backup))}>
            Look at details
          </Menu.Item>
          <Menu.Divider />
        </>
      )}
      <Menu.Item
        leftSection={pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
        {...held(use)}
        onClick={() => pin.mutate()}
      >
        {pinned ? 'Unpin' : 'Pin'}
      </Menu.Item>
      <Menu.Item leftSection={<IconPencil size={14} />} {...held(use)} onClick={ask('rename')}>
        Rename…
      </Menu.Item>
      <Menu.Item leftSection={<IconNote size={14} />} {...held(use)} onClick={ask('note')}>
        {note === null ? 'Write a note…' : 'Change the note…'}
      </Menu.Item>
      <Menu.Item leftSection={<IconDownload size={14} />} {...held(use)} onClick={() => void exportBackup(backup)}>
        {desktopFiles === null ? 'Download' : 'Export…'}
      </Menu.Item>
      {desktopFiles === null && (
        <Menu.Item leftSection={<IconFileExport size={14} />} {...held(use)} onClick={ask('export')}>
          Export to a path…
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconTrash size={14} />}
        color="var(--danger-text)"
        {...held(change)}
        onClick={ask('delete')}
      >
        Delete…
      </Menu.Item>
    </>
  );
}

/** What is done most often with a backup, in the column kept free for it. */
export function BackupRowActions({ backup }: { readonly backup: Backup }) {
  const { use } = useBlocked(backup);
  return (
    <>
      <RowAction
        label={`Restore ${backup.name}…`}
        blocked={use}
        run={() => asked.set({ what: 'restore', backup })}
        icon={IconArrowBackUp}
      />
      <RowAction
        label={`Verify ${backup.name} now`}
        blocked={use}
        run={() => void proveBackup(backup)}
        icon={IconShieldCheck}
      />
    </>
  );
}
