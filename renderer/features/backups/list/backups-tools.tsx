import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArchive, IconBrush, IconChevronDown, IconFileImport } from '@tabler/icons-react';
import { useConnection } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { Keys } from '../../../commands/keys.tsx';
import { useCommand } from '../../instances/commands/use-command.ts';
import { backupDialog } from '../actions/backup-dialog-state.ts';
import * as listWords from '../words/list.ts';
import classes from './backups-tools.module.css';

interface BackupsToolsProps {
  /** Null: all instances. */
  readonly instance: string | null;
  /** An empty list shows its primary action instead of the rows. */
  readonly empty: boolean;
}

export function BackupsTools({ instance, empty }: BackupsToolsProps) {
  const connected = useConnection().state === 'connected';
  return (
    <>
      {!empty && (
        <Button
          variant="default"
          leftSection={<IconBrush size={14} />}
          disabled={!connected}
          onClick={() => backupDialog.set({ kind: 'clean-up', instance })}
        >
          {listWords.cleanUp}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconFileImport size={14} />}
        disabled={!connected}
        onClick={() => backupDialog.set({ kind: 'import', instance })}
      >
        {listWords.importText}
      </Button>
      {!empty && <BackUpButton instance={instance} />}
    </>
  );
}

/** Backs up immediately; the arrow asks for name, kind and note first. */
export function BackUpButton({ instance }: { readonly instance: string | null }) {
  const status = useLiveStatus(instance) ?? null;
  const { run, blocked } = useCommand('instance.back-up', status);
  const connected = useConnection().state === 'connected';
  if (instance === null) {
    return (
      <Button
        leftSection={<IconArchive size={14} />}
        disabled={!connected}
        onClick={() => backupDialog.set({ kind: 'back-up', instance: null })}
      >
        {listWords.backUp}
      </Button>
    );
  }
  const why = blocked === '' ? listWords.installTheInstanceFirst : blocked;
  return (
    <Button.Group>
      <Tooltip
        label={
          why ?? (
            <>
              {listWords.backUpInstance(instance)}
              <Keys shortcut="b" />
            </>
          )
        }
      >
        <Button
          leftSection={<IconArchive size={14} />}
          // Not `disabled`: a disabled button shows no tooltip with the reason.
          aria-disabled={why !== null}
          data-disabled={why !== null}
          onClick={() => why === null && run()}
        >
          {listWords.backUpNow}
        </Button>
      </Tooltip>
      <Menu>
        <Menu.Target>
          <ActionIcon
            variant="filled"
            className={classes.arrow ?? ''}
            aria-label={listWords.moreBackupOptions}
            disabled={why !== null}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArchive size={14} />}
            onClick={() => backupDialog.set({ kind: 'back-up', instance })}
          >
            {listWords.backUpWithANameKind}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
