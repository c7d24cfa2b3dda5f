import { ActionIcon, Tooltip } from '@mantine/core';
import { type Icon, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { memo } from 'react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { Keys } from '../../commands/keys.tsx';
import { commandById } from '../../commands/registry.ts';
import { useCommand } from './use-command.ts';

/** What is done most often with an instance, in the column kept free for it. */
export function RowActions({ instance }: { readonly instance: InstanceStatus }) {
  const { state } = instance;
  if (state === 'stopped' || state === 'missing') {
    return <RowAction command="instance.start" verb="Start" icon={IconPlayerPlay} instance={instance} />;
  }
  return (
    <>
      <RowAction command="instance.restart" verb="Restart" icon={IconRefresh} instance={instance} />
      <RowAction command="instance.stop" verb="Stop" icon={IconPlayerStop} instance={instance} />
    </>
  );
}

interface RowActionProps {
  readonly command: string;
  readonly verb: string;
  readonly icon: Icon;
  readonly instance: InstanceStatus;
}

/** Drawn again only when it could look otherwise: not for new figures, which come every second. */
const RowAction = memo(RowActionButton, (before, after) => {
  const [a, b] = [before.instance, after.instance];
  return before.command === after.command && a.id === b.id && a.state === b.state;
});

function RowActionButton({ command, verb, icon: Icon, instance }: RowActionProps) {
  const { run, blocked } = useCommand(command, instance);
  const label = `${verb} ${instance.id}`;
  const shortcut = commandById(command)?.shortcut;
  return (
    <Tooltip label={blocked || <ActionTip label={label} shortcut={shortcut} />}>
      <ActionIcon
        size={24}
        aria-label={label}
        // Not `disabled`: what is disabled shows no tooltip, and so could not say why.
        aria-disabled={blocked !== null}
        {...(blocked === null ? {} : { 'data-disabled': true })}
        onClick={() => blocked === null && run()}
      >
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function ActionTip({ label, shortcut }: { readonly label: string; readonly shortcut: string | undefined }) {
  return (
    <>
      {label} {shortcut && <Keys shortcut={shortcut} />}
    </>
  );
}
