import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArchive, IconBrush, IconChevronDown, IconFileImport } from '@tabler/icons-react';
import { useConnection } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { Keys } from '../../../commands/keys.tsx';
import { useCommand } from '../../instances/commands/use-command.ts';
import { asked } from '../dialogs/backup-dialog-state.ts';
import classes from './backups-tools.module.css';

interface BackupsToolsProps {
  /** Null: of all instances. */
  readonly instance: string | null;
  /** There is none: what to do then stands in the list's place. */
  readonly empty: boolean;
}

/** Clean up, import, back up. */
export function BackupsTools({ instance, empty }: BackupsToolsProps) {
  const connected = useConnection().state === 'connected';
  return (
    <>
      {!empty && (
        <Button
          variant="default"
          leftSection={<IconBrush size={14} />}
          disabled={!connected}
          onClick={() => asked.set({ what: 'clean-up', instance })}
        >
          Clean up…
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconFileImport size={14} />}
        disabled={!connected}
        onClick={() => asked.set({ what: 'import', instance })}
      >
        Import…
      </Button>
      {!empty && <BackUpButton instance={instance} />}
    </>
  );
}

/** One press backs up; the arrow asks for a name, a kind and a note before. */
export function BackUpButton({ instance }: { readonly instance: string | null }) {
  const status = useLiveStatus(instance) ?? null;
  const { run, blocked } = useCommand('instance.back-up', status);
  const connected = useConnection().state === 'connected';
  if (instance === null) {
    return (
      <Button
        leftSection={<IconArchive size={14} />}
        disabled={!connected}
        onClick={() => asked.set({ what: 'back-up', instance: null })}
      >
        Back up…
      </Button>
    );
  }
  const why = blocked === '' ? 'It is not installed, so there is nothing to back up.' : blocked;
  return (
    <Button.Group>
      <Tooltip
        label={
          why ?? (
            <>
              Back up {instance} <Keys shortcut="b" />
            </>
          )
        }
      >
        <Button
          leftSection={<IconArchive size={14} />}
          // Not `disabled`: what is disabled shows no tooltip, and so could not say why.
          aria-disabled={why !== null}
          data-disabled={why !== null}
          onClick={() => why === null && run()}
        >
          Back up now
        </Button>
      </Tooltip>
      <Menu>
        <Menu.Target>
          <ActionIcon
            variant="filled"
            className={classes.arrow ?? ''}
            aria-label="Other ways to back up"
            disabled={why !== null}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArchive size={14} />} onClick={() => asked.set({ what: 'back-up', instance })}>
            Back up with a name, kind and note…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
