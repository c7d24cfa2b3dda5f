import { type Icon, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { memo } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { Keys } from '../../../commands/keys.tsx';
import { commandById } from '../../../commands/registry.ts';
import { RowAction } from '../../../components/table/row-action.tsx';
import { useCommand } from '../commands/use-command.ts';
import * as instancesAlwaysWords from '../words/always.ts';

/** The frequent actions of an instance, in the reserved column. */
export function RowActions({ instance }: { readonly instance: InstanceStatus }) {
  const { state } = instance;
  if (state === 'stopped' || state === 'missing') {
    return (
      <CommandAction
        command="instance.start"
        verb={instancesAlwaysWords.verbs.Start}
        icon={IconPlayerPlay}
        instance={instance}
      />
    );
  }
  return (
    <>
      <CommandAction
        command="instance.restart"
        verb={instancesAlwaysWords.verbs.Restart}
        icon={IconRefresh}
        instance={instance}
      />
      <CommandAction
        command="instance.stop"
        verb={instancesAlwaysWords.verbs.Stop}
        icon={IconPlayerStop}
        instance={instance}
      />
    </>
  );
}

interface CommandActionProps {
  readonly command: string;
  readonly verb: string;
  readonly icon: Icon;
  readonly instance: InstanceStatus;
}

/** Re-renders only if the state changes, not for every live update. */
const CommandAction = memo(CommandActionButton, (before, after) => {
  const [a, b] = [before.instance, after.instance];
  return before.command === after.command && a.id === b.id && a.state === b.state;
});

function CommandActionButton({ command, verb, icon, instance }: CommandActionProps) {
  const { run, blocked } = useCommand(command, instance);
  const label = instancesAlwaysWords.act(verb, instance.id);
  const shortcut = commandById(command)?.shortcut;
  return (
    <RowAction
      label={label}
      tip={<ActionTip label={label} shortcut={shortcut} />}
      blocked={blocked}
      run={run}
      icon={icon}
    />
  );
}

function ActionTip({ label, shortcut }: { readonly label: string; readonly shortcut: string | undefined }) {
  return (
    <>
      {label} {shortcut && <Keys shortcut={shortcut} />}
    </>
  );
}
